"""The review of links from the guide to Sirene and to published names, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import animator_required, person
from maillage.observatory.actions import finding
from maillage.observatory.actions import links as actions
from maillage.observatory.models import TO_DECIDE, LinkPair
from maillage.observatory.views.buttons import press
from maillage.ui.navigation import address

PAIRS_A_PAGE = 20
# What the two tabs of the address choose: kind of pair and state, each with its label.
_WITH = {"sirene": ("Avec Sirene", Q(published="")), "noms": ("Avec les noms publiés", ~Q(published=""))}
_SHOWN = {
    "certains": ("Certains", TO_DECIDE & Q(certain=True)),
    "a-decider": ("À décider", TO_DECIDE & Q(certain=False)),
    "decides": ("Décidés", ~Q(decision="")),
}


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """Look for pairs, decide on each, take a decision back. The animator."""
    if request.method == "POST":
        try:
            if "look" in request.POST:
                finding.ask_for_links()
                messages.success(request, "La recherche est lancée : les rapprochements paraîtront ici.")
            elif "certain" in request.POST:
                _confirm(request)
            else:
                press(
                    request,
                    LinkPair.objects.all(),
                    ("same", actions.say_same, "C’est noté : c’est la même structure."),
                    ("other", actions.say_other, "C’est noté : ce sont deux structures."),
                    ("back", actions.take_back, "La décision est reprise."),
                    gone=actions.GONE,
                )
        except ValueError as error:
            messages.error(request, str(error))
        kept = {
            key: value
            for key, known in (("avec", _WITH), ("voir", _SHOWN))
            if (value := request.POST.get(key, "")) in known
        }
        return redirect(f"{reverse('observatory:links')}?{urlencode(kept)}".rstrip("?"))
    counts = LinkPair.objects.aggregate(
        **{
            f"{kind}_{name}": Count("pk", filter=of_kind & of_state)
            for kind, (_, of_kind) in _WITH.items()
            for name, (_, of_state) in _SHOWN.items()
        }
    )
    by_kind = {kind: {name: counts[f"{kind}_{name}"] for name in _SHOWN} for kind in _WITH}
    kind = _asked(request, "avec", {kind: sum(states.values()) for kind, states in by_kind.items()})
    shown = _asked(request, "voir", by_kind[kind])
    found = LinkPair.objects.filter(_WITH[kind][1], _SHOWN[shown][1]).select_related(
        "actor__commune", "decided_by"
    )
    if shown == "decides":
        found = found.order_by("-decided_at")
    return render(
        request,
        "observatory/links.html",
        {
            "page": Paginator(found, PAIRS_A_PAGE).get_page(request.GET.get("page")),
            "kind": kind,
            "shown": shown,
            "kinds": [(code, label, sum(by_kind[code].values())) for code, (label, _) in _WITH.items()],
            "tabs": [(name, label, by_kind[kind][name]) for name, (label, _) in _SHOWN.items()],
            "total": sum(counts.values()),
            "trail": [
                ("Animation", address("animation")),
                ("Données et diagnostics", reverse("observatory:data")),
                ("Rapprochements", ""),
            ],
        },
    )


def _asked(request: HttpRequest, key: str, counts: Mapping[str, int]) -> str:
    """The choice that the address names, else the first that has something to show."""
    asked = request.GET.get(key, "")
    return asked if asked in counts else next((name for name in counts if counts[name]), next(iter(counts)))


def _confirm(request: HttpRequest) -> None:
    # Eighteen digits always fit the database.
    pks = [int(pk) for pk in request.POST.getlist("pair") if pk.isdecimal() and len(pk) <= 18]
    accepted, left = actions.say_same_to_certain(pks, by=person(request))
    if not accepted and not left:
        raise ValueError("Rien n’a été confirmé : la liste a été refaite depuis. Voici celle d’aujourd’hui.")
    messages.success(request, _told(accepted, left))


def _told(accepted: int, left: int) -> str:
    s = "s" if accepted > 1 else ""
    said = f"{accepted} rapprochement{s} confirmé{s}."
    if left:
        said += f" Laissés de côté : {left}, déjà rapprochés autrement."
    return said
