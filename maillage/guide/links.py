"""Whole addresses, for what leaves the site: feeds, cards, files, QR codes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path, on the public name of the site when it is configured."""
    if not settings.PUBLIC_URL:
        return request.build_absolute_uri(path)
    script = settings.FORCE_SCRIPT_NAME or ""
    return settings.PUBLIC_URL + (path.removeprefix(script) if settings.PUBLIC_URL.endswith(script) else path)
