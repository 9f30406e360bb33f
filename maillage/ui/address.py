"""The public address of a page, as it stands in an e-mail, on paper or in a feed."""

from __future__ import annotations

import os

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """The whole address of a path of the site.

    `MAILLAGE_PUBLIC_URL` decides; without it the request's own host; without a request (the worker of a
    demonstration) the local server. A path that `reverse` gave already holds the sub-path.
    """
    if settings.PUBLIC_URL:
        prefix = settings.FORCE_SCRIPT_NAME or ""
        if prefix and settings.PUBLIC_URL.endswith(prefix):
            path = path.removeprefix(prefix)
        return settings.PUBLIC_URL + path
    if request is not None:
        return request.build_absolute_uri(path)
    return f"http://127.0.0.1:{os.environ.get('PORT', '8000')}{path}"
