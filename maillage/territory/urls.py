"""Addresses of the territory and of the Pôle's identity."""

from __future__ import annotations

from django.urls import path

from maillage.territory import views

app_name = "territory"

urlpatterns = [
    path("animation/pole/", views.pole, name="pole"),
    path("animation/pole/couleurs/", views.default_colours, name="default-colours"),
]
