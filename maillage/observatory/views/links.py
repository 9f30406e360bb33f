"""The review of links between the guide and Sirene: each pair with its evidence, one decision at a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import animator_required, person
from maillage.observatory.actions import links as actions
from maillage.observatory.models import LinkPair
from maillage.ui.navigation import address

PAIRS_A_PAGE = 20
_SHOWN = {
    "certains": Q(decision="", certain=True),
    "a-decider": Q(decision="", certain=False),
    "decides": ~Q(decision=""),
}


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """Look for pairs, decide on each, take a decision back. The animator."""
    by = person(request)
    if request.method == "POST":
        shown = request.POST.get("voir", "")
        try:
            if "look" in request.POST:
                actions.look_for_links.enqueue()
                messages.success(request, "La recherche est lancée : les rapprochements paraîtront ici.")
            elif "certain" in request.POST:
                accepted, left = actions.say_same_to_certain(
                    [int(pk) for pk in request.POST.getlist("pair") if pk.isdecimal()], by=by
                )
                messages.success(request, _told(accepted, left))
            else:
                _decide(request)
        except ValueError as error:
            messages.error(request, str(error))
        return redirect(
            f"{reverse('observatory:links')}?voir={shown}" if shown in _SHOWN else "observatory:links"
        )
    counts = {name: LinkPair.objects.filter(test).count() for name, test in _SHOWN.items()}
    asked = request.GET.get("voir", "")
    shown = asked if asked in _SHOWN else next((name for name in _SHOWN if counts[name]), "certains")
    found = LinkPair.objects.filter(_SHOWN[shown]).select_related("actor__commune", "decided_by")
    if shown == "decides":
        found = found.order_by("-decided_at")
    return render(
        request,
        "observatory/links.html",
        {
            "page": Paginator(found, PAIRS_A_PAGE).get_page(request.GET.get("page")),
            "shown": shown,
            "tabs": [
                ("certains", "Certains", counts["certains"]),
                ("a-decider", "À décider", counts["a-decider"]),
                ("decides", "Décidés", counts["decides"]),
            ],
            "total": sum(counts.values()),
            "trail": [
                ("Animation", address("animation")),
                ("Données et diagnostics", reverse("observatory:data")),
                ("Rapprochements", ""),
            ],
        },
    )


def _told(accepted: int, left: int) -> str:
    s = "s" if accepted > 1 else ""
    said = f"{accepted} rapprochement{s} confirmé{s}."
    if left:
        said += f" Laissés de côté : {left}, dont la structure ou le SIREN est déjà rapproché autrement."
    return said


def _decide(request: HttpRequest) -> None:
    by = person(request)
    for name, action, said in (
        ("same", actions.say_same, "La page prend ce SIREN."),
        ("other", actions.say_other, "C’est noté : ce sont deux structures."),
        ("back", actions.take_back, "La décision est reprise."),
    ):
        if name in request.POST:
            action(get_object_or_404(LinkPair, pk=request.POST[name]), by=by)
            messages.success(request, said)
            return
