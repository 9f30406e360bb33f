"""The Pôle's home and the pages that belong to no other room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from maillage.site.context import palette_of
from maillage.territory.models import Pole
from maillage.territory.queries import current_pole
from maillage.ui.colours import fingerprint, stylesheet


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is this Pôle, whom can I find, where do I go: open to all."""
    return render(request, "site/home.html")


def _colours_etag(request: HttpRequest) -> str:
    return f'"{fingerprint(palette_of(current_pole() or Pole()))}"'


@require_safe
@condition(etag_func=_colours_etag)
def pole_colours(request: HttpRequest) -> HttpResponse:
    """The Pôle's colours and the themes' as a stylesheet (the CSP forbids inline style): open to all."""
    palette = palette_of(current_pole() or Pole())
    response = HttpResponse(stylesheet(palette), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == fingerprint(palette):
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
