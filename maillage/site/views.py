"""The Pôle's home and the pages that belong to no other room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What is this Pôle, whom can I find, where do I go: open to all."""
    return render(request, "site/home.html")
