"""Pages that say in plain French what went wrong and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_ratelimit.exceptions import Ratelimited

RETRY_AFTER = 60  # seconds


def _page(
    request: HttpRequest, code: int, title: str, what: str, todo: tuple[str, ...] = (), *, sign_in: bool = False
) -> HttpResponse:
    sign_in_url = f"{reverse('account_logout')}?next={reverse('account_login')}" if sign_in else ""
    context = {"code": code, "title": title, "what": what, "todo": todo, "sign_in_url": sign_in_url}
    return render(request, "site/error.html", context, status=code)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, or 429 when it is the rate limit that refuses."""
    if isinstance(exception, Ratelimited):
        return too_many(request)
    return _page(
        request,
        403,
        "Cette page ne vous est pas ouverte",
        "Le compte avec lequel vous êtes ici n’a pas le droit de la voir, ou de faire ce changement.",
        (
            "Si vous avez plusieurs adresses, vous avez peut-être pris une autre que d’habitude.",
            "Si ce droit devrait être le vôtre, demandez-le à l’équipe d’animation du Pôle.",
        ),
        sign_in=request.user.is_authenticated,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose protection expired or whose cookie is refused."""
    return _page(
        request,
        403,
        "Ce formulaire n’est plus valable",
        "Par sécurité, un formulaire resté ouvert longtemps, ou ouvert avant de se connecter, doit être "
        "rechargé. Rien n’a été enregistré.",
        (
            "Revenez à la page précédente, rechargez-la, puis envoyez de nouveau.",
            "Si cela recommence, vérifiez que votre navigateur accepte les cookies de ce site.",
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(
        request,
        404,
        "Cette page n’existe pas ou n’existe plus",
        "L’adresse est peut-être incomplète, ou la structure a demandé à ne plus paraître.",
        (
            "Vérifiez l’adresse : il y manque peut-être la fin.",
            "Cherchez la structure par son nom, son activité ou sa commune.",
        ),
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, with the time to wait."""
    response = _page(
        request,
        429,
        "Trop de demandes à la suite",
        "Pour protéger le site et les personnes, le nombre d’essais est limité. Rien n’a été enregistré.",
        (
            "Attendez une minute, puis recommencez.",
            "Si vous attendez un code de connexion, regardez d’abord dans les courriers indésirables.",
        ),
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response
