"""What is done to every request before a page sees it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def without_nul(answer: Answer) -> Answer:
    """Take NUL characters out of the query: nobody types them, and PostgreSQL refuses to compare them."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return answer(request)

    return middleware
