"""The letters of a campaign, for structures that have no e-mail."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse

from maillage.actors.projection import by_trust
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.ui.pdf.engine import compile_pdf
from maillage.ui.pdf.qr import qr_rows
from maillage.upkeep.models import Campaign

TEMPLATE = Path(__file__).parent / "paper_templates" / "letter.typ"


def campaign_letters(campaign: Campaign) -> bytes | None:
    """One A4 page for each structure asked by letter (PDF/UA-1), or None when there is none.

    The letter goes to the known address of the structure, shown to the public or not: it is its own.
    """
    entries = (
        campaign.entries.filter(email="")
        .select_related("actor")
        .prefetch_related("actor__establishments__contribution__source", "actor__establishments__commune")
    )
    letters = []
    for entry in entries.order_by("actor__sort_key"):
        places = by_trust(entry.actor.establishments.all())
        seat = places[0] if places else None
        town = (
            " ".join(filter(None, (seat.postcode, seat.commune.name if seat.commune else ""))) if seat else ""
        )
        link = absolute(reverse("upkeep:freshness", args=[entry.token]))
        letters.append(
            {
                "name": entry.actor.name,
                "address": [line for line in (seat.address if seat else "", town) if line],
                "code": f"{entry.code[:4]} {entry.code[4:]}",
                "qr": qr_rows(link),
            }
        )
    if not letters:
        return None
    pole = current_pole()
    data = {
        "title": campaign.name,
        "pole": pole.name if pole else "Maillage",
        "sender": [line for line in (pole.contact_address if pole else "").splitlines() if line.strip()],
        "contact": " · ".join(filter(None, (pole.contact_phone, pole.contact_email))) if pole else "",
        "colour": pole.colour_primary if pole else "#1f5f5b",
        "message": [part.strip() for part in campaign.message.split("\n\n") if part.strip()],
        "address": absolute(reverse("upkeep:code")),
        "closes_on": campaign.closes_on.strftime("%d/%m/%Y"),
        "letters": letters,
    }
    return compile_pdf(TEMPLATE, data)
