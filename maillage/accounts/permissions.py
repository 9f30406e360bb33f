"""Who may do what, as predicates that read as English; closed by default."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_ratelimit.core import is_ratelimited
from django_ratelimit.exceptions import Ratelimited

from maillage.accounts.models import User


@rules.predicate
def is_animator(user: Any) -> bool:
    return bool(getattr(user, "is_animator", False))


def requires(
    test: Callable[[Any], bool],
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let through who passes `test(user)`; send the anonymous to sign in, and refuse the others (403)."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if test(request.user):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied

        return guarded

    return decorate


def animator_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let animators through; one whose account is not yet protected is led to where it is."""
    guarded = requires(is_animator)(view)

    @wraps(view)
    def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request.user, "runs_the_pole", False) and not is_animator(request.user):
            messages.warning(
                request,
                "L’animation s’ouvre une fois votre compte protégé : ajoutez une clé d’accès ou une "
                "application de codes.",
            )
            return redirect("mfa_index")
        return guarded(request, *args, **kwargs)

    return protected


signed_in_required = requires(lambda user: bool(user.is_authenticated))


def person(request: HttpRequest) -> User:
    """The signed-in person of a request, behind a view that let nobody else through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def visitor_address(group: str, request: HttpRequest) -> str:
    """The address that a rate limit counts: the peer, or what our own proxy last wrote."""
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return str(forwarded.split(",")[-1]).strip()
    return str(request.META.get("REMOTE_ADDR", "unknown"))


def limit(request: HttpRequest, group: str, rate: str) -> None:
    """Refuse (429) when one address posts a public form too often (`rate`: « 10/h »)."""
    if request.method == "POST" and is_ratelimited(
        request, group=group, key=settings.RATELIMIT_KEY, rate=rate, increment=True
    ):
        raise Ratelimited
