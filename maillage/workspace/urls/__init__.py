"""Addresses of the members' space, one file a part."""

from __future__ import annotations

from . import (
    agenda,
    discussions,
    documents,
    groups,
    news,
    newsletter,
    notifications,
    people,
    presence,
    search,
    tasks,
)

app_name = "workspace"
urlpatterns = [
    *search.urlpatterns,
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
