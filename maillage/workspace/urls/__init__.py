"""Addresses of the members' space, one file a part."""

from __future__ import annotations

from . import agenda, discussions, documents, groups, news, newsletter, notifications, people, presence, tasks

app_name = "workspace"
urlpatterns = [
    *people.urlpatterns,
    *groups.urlpatterns,
    *documents.urlpatterns,
    *agenda.urlpatterns,
    *presence.urlpatterns,
    *discussions.urlpatterns,
    *tasks.urlpatterns,
    *news.urlpatterns,
    *newsletter.urlpatterns,
    *notifications.urlpatterns,
]
