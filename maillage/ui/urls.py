"""The address of the gallery."""

from __future__ import annotations

from django.urls import path

from maillage.ui import views

urlpatterns = [path("galerie/", views.gallery, name="gallery")]
