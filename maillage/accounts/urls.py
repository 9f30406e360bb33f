"""Addresses of sign-in and of the account, without those of passwords, which do not exist here."""

from __future__ import annotations

from django.urls import include, path

from maillage.accounts import views

urlpatterns = [
    path("password/<path:rest>", views.no_password),
    path("", include("allauth.urls")),
]
