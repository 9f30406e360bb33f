"""Addresses of what people are told."""

from django.urls import path

from maillage.workspace.views import notifications

urlpatterns = [
    path("mon-espace/nouvelles/", notifications.notifications, name="notifications"),
    path("mon-espace/nouvelles/rythme/", notifications.rhythms, name="rhythms"),
]
