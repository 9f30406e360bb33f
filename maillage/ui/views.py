"""The gallery of components."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.views.decorators.http import require_safe

from maillage.ui.gallery import Example, shelves


def _rendered(example: Example, request: HttpRequest) -> str:
    return Template(example.source).render(Context({**example.context, "request": request}))


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every variant: open to all in a demonstration, else to the animator alone."""
    if not (settings.DEMO or getattr(request.user, "is_animator", False)):
        raise Http404
    shown = [
        (shelf, [(example.source, _rendered(example, request)) for example in shelf.examples])
        for shelf in shelves()
    ]
    return render(request, "ui/gallery.html", {"shelves": shown})
