"""One actor's page, and what can be taken away from it: card, share picture."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import condition, require_safe

from maillage.actors.domain.quality import CRITERIA
from maillage.actors.models import Actor, ActorState, Contact
from maillage.guide.card_image import share_card
from maillage.guide.domain.linked_data import for_html, organization
from maillage.guide.domain.selection import Selection
from maillage.guide.domain.vcard import Card, write_vcard
from maillage.guide.queries.sheet import Sheet, neighbours, sheet_of
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    LEGAL_FORMS,
    NETWORKS,
    SUPPORT_ROLES,
    THEMES,
)
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.ui.pdf import qr_rows
from maillage.upkeep.permissions import can_edit
from maillage.workspace.queries.news import articles_about


def _found(slug: str) -> Actor:
    actor = (
        Actor.objects.filter(slug=slug)
        .select_related("commune", "section_of", "merged_into")
        .defer("commune__outline")
        .first()
    )
    if actor is None:
        raise Http404("Cette page n’existe pas dans l’annuaire.")
    return actor


def _kept(actor: Actor) -> Actor:
    """The actor that the merges lead to."""
    while actor.merged_into is not None:
        actor = actor.merged_into
    return actor


def _gone(request: HttpRequest, actor: Actor) -> HttpResponse:
    closed = actor.state == ActorState.CLOSED
    context = {"actor": actor if closed else None, "neighbours": neighbours(actor) if closed else []}
    return render(request, "guide/actor/gone.html", context, status=410)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """A structure's page: open to all; its people and the animator see what is missing and what is hidden."""
    found = _found(slug)
    if found.state == ActorState.MERGED:
        return HttpResponsePermanentRedirect(reverse("guide:actor", args=[_kept(found).slug]))
    if found.state != ActorState.ACTIVE:
        return _gone(request, found)
    keeper = can_edit(request.user, found)
    if not found.published and not keeper:
        raise Http404("Cette page n’est pas publiée.")
    sheet = sheet_of(found)
    page_url = absolute(reverse("guide:actor", args=[slug]), request)
    context: dict[str, Any] = {
        "actor": found,
        "sheet": sheet,
        "keeper": keeper,
        "names": _names(found),
        "page_url": page_url,
        "card_url": absolute(reverse("guide:actor-image", args=[slug]), request),
        "linked_data": mark_safe(for_html(_linked(request, sheet, page_url))),
        "qr": _qr_path(page_url),
        "around": _around(sheet),
        "articles": articles_about(found),
        "trail": [("Annuaire", reverse("guide:list")), (found.name, "")],
    }
    if keeper:
        context["missing"] = [CRITERIA[code][1] for code in found.quality_missing if code in CRITERIA]
        context["hidden_contacts"] = found.contacts.exclude(consent=Contact.Consent.AGREED).order_by("name")
    return render(request, "guide/actor/page.html", context)


def _around(sheet: Sheet) -> str:
    """The list, the nearest to this actor first."""
    if sheet.position is None:
        return ""
    label = sheet.actor.shown_address or sheet.actor.name
    return reverse("guide:list") + Selection(near=label, point=sheet.position).query


def _names(actor: Actor) -> dict[str, Any]:
    """The French names of the codes that the page shows."""
    return {
        "family": FAMILIES.label(actor.family) if actor.family else "",
        "legal_form": LEGAL_FORMS.label(actor.legal_form) if actor.legal_form else "",
        "insertion": [(code, INSERTION_TYPES.label(code)) for code in actor.insertion_types],
        "labels": [(code, LABELS.label(code)) for code in actor.labels],
        "roles": [(code, SUPPORT_ROLES.label(code)) for code in actor.support_roles],
        "networks": [(code, NETWORKS.label(code)) for code in actor.networks],
    }


def _linked(request: HttpRequest, sheet: Sheet, page_url: str) -> dict[str, Any]:
    actor = sheet.actor
    return organization(
        address=page_url,
        name=actor.name,
        names=[actor.official_name, actor.usual_name, actor.sigle],
        description=actor.description,
        website=actor.website,
        email=actor.email,
        phone=actor.phone,
        street=actor.shown_address,
        postcode=actor.shown_postcode,
        town=actor.commune.name if actor.commune else "",
        position=sheet.position,
        identifiers=[("SIREN", actor.siren), ("RNA", actor.rna)],
        themes=[THEMES.label(code) for code in actor.themes],
        founded_on=actor.founded_on.isoformat() if actor.founded_on else "",
        hours=actor.opening_hours,
        parent=actor.section_of.name if actor.section_of else "",
        image=absolute(sheet.logo.file.url, request) if sheet.logo else "",
    )


def _qr_path(address: str) -> dict[str, Any]:
    """The QR code of an address as one SVG path: runs of dark modules, row by row."""
    rows = qr_rows(address)
    runs = []
    for top, row in enumerate(rows):
        start = 0
        for left, run in enumerate([*row, "0"]):
            if run == "0":
                if left > start:
                    runs.append(f"M{start} {top}h{left - start}v1h-{left - start}z")
                start = left + 1
    return {"side": len(rows), "path": "".join(runs)}


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The structure's visiting card (vCard): open to all, with its general contact only."""
    found = _kept(_found(slug))
    if found.state != ActorState.ACTIVE or not found.published:
        raise Http404("Cette page n’est pas dans l’annuaire.")
    located = found.latitude is not None and found.longitude is not None
    content = write_vcard(
        Card(
            uid=str(found.uid),
            name=found.name,
            sigle=found.sigle,
            email=found.email,
            phone=found.phone,
            website=found.website,
            street=found.shown_address,
            postcode=found.shown_postcode,
            town=found.commune.name if found.commune else "",
            position=(found.latitude or 0.0, found.longitude or 0.0) if located else None,
            note=found.description,
            page=absolute(reverse("guide:actor", args=[found.slug]), request),
            categories=tuple(THEMES.label(code) for code in found.themes),
            revised_at=found.updated_at,
        )
    )
    answer = HttpResponse(content, content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.name)[:60] or "structure"}.vcf"'
    return answer


def _image_etag(request: HttpRequest, slug: str) -> str | None:
    updated = Actor.objects.public().filter(slug=slug).values_list("updated_at", flat=True).first()
    return f'"{hashlib.sha256(f"{slug} {updated}".encode()).hexdigest()[:20]}"' if updated else None


@require_safe
@condition(etag_func=_image_etag)
def image(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that social networks show with the page."""
    found = Actor.objects.public().select_related("commune").defer("commune__outline").filter(slug=slug).first()
    if found is None:
        raise Http404("Cette page n’est pas dans l’annuaire.")
    pole = current_pole()
    content = share_card(
        found.name,
        found.themes[0] if found.themes else "",
        found.commune.name if found.commune else "",
        pole.name if pole else "Maillage",
    )
    answer = HttpResponse(content, content_type="image/png")
    patch_cache_control(answer, public=True, max_age=86_400)
    return answer
