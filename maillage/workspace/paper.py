"""The papers of an event: signing sheets, badges, certificates, composed by the house's engine (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from maillage.kernel.text import french_date
from maillage.territory.queries import current_pole
from maillage.ui.pdf import compile_pdf, qr_rows
from maillage.workspace.domain.presence import Session, badge_code
from maillage.workspace.models import Event, Registration
from maillage.workspace.queries.presence import AtDoor

TEMPLATES = Path(__file__).parent / "paper_templates"
BLANK_LINES = 12


@dataclass(frozen=True)
class Labels:
    """A common sheet of badges or labels on A4, centred: millimetres."""

    label: str
    width: float
    height: float
    columns: int
    rows: int
    gap: float = 0


FORMATS: dict[str, Labels] = {
    "85x54": Labels("85 × 54 mm, 10 par feuille (badges)", 85, 54, 2, 5, gap=10),
    "99x68": Labels("99,1 × 67,7 mm, 8 par feuille (grandes étiquettes)", 99.1, 67.7, 2, 4, gap=2.5),
    "64x38": Labels("63,5 × 38,1 mm, 21 par feuille (étiquettes)", 63.5, 38.1, 3, 7, gap=2.5),
}


def _common(event: Event, title: str) -> dict[str, Any]:
    pole = current_pole()
    return {
        "title": title,
        "pole": pole.name if pole else "Maillage",
        "colour": pole.colour_primary if pole else "#1f5f5b",
        "event": event.title,
        "when": event.when,
        "where": event.where,
        "kind": event.get_kind_display(),
        "invented": event.invented,
    }


def signing_pdf(event: Event, rows: Iterable[AtDoor], sessions: Iterable[Session]) -> bytes:
    """One table by part of the event, a line for each person expected and blank ones. Raises `PaperError`."""
    people = [
        {"name": row.name, "structure": row.structure, "note": row.note if row.person[0] == "g" else ""}
        for row in rows
    ]
    data = _common(event, f"Feuille d’émargement : {event.title}") | {
        "people": people,
        "sessions": [one.label for one in sessions],
        "blank": BLANK_LINES,
    }
    return compile_pdf(TEMPLATES / "signing.typ", data)


def badges_pdf(
    event: Event, registrations: Iterable[Registration], labels: Labels, *, with_code: bool
) -> bytes:
    """Badges in the order given; the code is drawn only where phones check people in. Raises `PaperError`."""
    badges = []
    for one in registrations:
        code = badge_code(one.pk)
        badges.append(
            {
                "name": one.name,
                "structure": one.structure,
                "function": one.function,
                "code": code if with_code else "",
                "qr": qr_rows(code) if with_code else [],
            }
        )
    data = _common(event, f"Badges : {event.title}") | {
        "badges": badges,
        "sheet": {
            "width": labels.width,
            "height": labels.height,
            "columns": labels.columns,
            "rows": labels.rows,
            "gap": labels.gap,
        },
    }
    return compile_pdf(TEMPLATES / "badges.typ", data)


def certificates_pdf(
    event: Event,
    registrations: Iterable[Registration],
    present: Mapping[int, list[str]],
    sessions: list[Session],
) -> bytes:
    """A page for each person who came; a training says each half-day. Raises `PaperError`."""
    labels = {one.key: one.label for one in sessions}
    pole = current_pole()
    people = [
        {
            "name": one.name,
            "structure": one.structure,
            "function": one.function,
            "sessions": [labels[key] for key in present.get(one.pk, []) if key in labels],
        }
        for one in registrations
    ]
    data = _common(event, f"Attestation de présence : {event.title}") | {
        "people": people,
        "many": len(sessions) > 1,
        "count": len(sessions),
        "organiser": event.organiser.name if event.organiser else "",
        "address": [line for line in (pole.contact_address if pole else "").splitlines() if line.strip()],
        "contact": " · ".join(filter(None, (pole.contact_phone, pole.contact_email))) if pole else "",
        "made": french_date(timezone.localdate()),
        "town": event.commune.name if event.commune else "",
        "teaches": event.teaches if event.kind == Event.Kind.TRAINING else "",
    }
    return compile_pdf(TEMPLATES / "certificate.typ", data)
