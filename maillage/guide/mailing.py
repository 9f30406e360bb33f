"""Letters to a selection: who, at which address, for labels and for a mail merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from maillage.actors.models import Actor, Contact, Establishment
from maillage.actors.projection import by_trust
from maillage.guide.exports import Address
from maillage.tables import Cell
from maillage.ui.pdf import compile_pdf

LABELS = Path(__file__).parent / "labels"
HEADINGS = (
    "Structure", "Sigle", "À l’attention de", "Fonction", "Adresse", "Code postal", "Commune",
    "Courriel de la structure", "Courriel de la personne", "Téléphone", "Page",
)  # fmt: skip


@dataclass(frozen=True)
class Recipient:
    """A structure to write to. `public` says whether anybody may see this address."""

    actor: Actor
    street: str
    postcode: str
    town: str
    public: bool
    contact: Contact | None


def recipients(actors: Sequence[Actor], *, hidden: bool) -> list[Recipient]:
    """The structures that have a postal address, in order (two queries).

    With `hidden`, the seats that may be somebody's home are used too, to write to the structure only: they
    are never to be published. Persons appear only if they agreed to be.
    """
    ids = [actor.pk for actor in actors]
    places: dict[int, list[Establishment]] = {}
    for place in (
        Establishment.objects.filter(actor__in=ids)
        .select_related("contribution__source", "commune")
        .defer("commune__outline")
    ):
        places.setdefault(place.actor_id, []).append(place)
    agreed = Contact.objects.filter(actor__in=ids, consent=Contact.Consent.AGREED).order_by("-pk")
    contacts = {contact.actor_id: contact for contact in agreed}
    found = []
    for actor in actors:
        contact = contacts.get(actor.pk)
        town = actor.commune.name if actor.commune else ""
        if actor.shown_address:
            found.append(Recipient(actor, actor.shown_address, actor.shown_postcode, town, True, contact))
            continue
        seat = next((one for one in by_trust(places.get(actor.pk, [])) if one.address), None)
        if hidden and seat is not None:
            town = seat.commune.name if seat.commune else town
            found.append(Recipient(actor, seat.address, seat.postcode, town, False, contact))
    return found


def merge_table(rows: Sequence[Recipient], address: Address) -> Iterator[list[Cell]]:
    """Headings, then a row for each recipient, as word processors merge them."""
    yield list(HEADINGS)
    for one in rows:
        actor, contact = one.actor, one.contact
        yield [
            actor.name,
            actor.sigle,
            contact.name if contact else "",
            contact.function if contact else "",
            one.street,
            one.postcode,
            one.town,
            actor.email,
            contact.email if contact else "",
            actor.phone,
            address(actor),
        ]


def labels_pdf(rows: Sequence[Recipient]) -> bytes:
    """Sheets of 24 labels of 70 by 37 mm on A4. Raises `maillage.ui.pdf.PaperError`."""
    data = [
        {
            "name": one.actor.name,
            "to": one.contact.name if one.contact else "",
            "street": one.street,
            "town": f"{one.postcode} {one.town.upper()}".strip(),
        }
        for one in rows
    ]
    return compile_pdf(LABELS, {"labels": data})
