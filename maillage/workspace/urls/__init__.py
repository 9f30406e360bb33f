"""Addresses of the members' space, one file a part."""

from __future__ import annotations

from . import agenda, documents, groups, notifications, people

app_name = "workspace"
urlpatterns = [
    *people.urlpatterns,
    *groups.urlpatterns,
    *documents.urlpatterns,
    *agenda.urlpatterns,
    *notifications.urlpatterns,
]
