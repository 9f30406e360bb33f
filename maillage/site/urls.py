"""Every address of the site, room by room."""

from __future__ import annotations

from django.urls import include, path

from maillage.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("couleurs.css", views.pole_colours, name="pole-colours"),
    path("", include("maillage.ui.urls")),
    path("compte/", include("allauth.urls")),
    path("", include("maillage.outbox.urls")),
]
