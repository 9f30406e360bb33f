"""Where « près de … » starts from: a commune, a postcode, a known place, an address, a position."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from math import cos, radians

from django.db.models import Avg, F, Q
from rapidfuzz import fuzz, process

from maillage.actors.models import Actor, ActorState, Establishment
from maillage.guide import geocoder
from maillage.guide.domain.distance import distance_km, told_distance
from maillage.guide.domain.selection import Selection
from maillage.kernel.text import fold
from maillage.territory.models import Commune, CommuneAlias, CommunePostcode

_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
NEAR_ENOUGH = 82
"""Likeness (0 to 100) from which a misspelt commune is recognised: « Creteuil » has 93 of Créteil."""

VAGUE_KM = 1.0
"""How near somebody known at the commune alone may be said to be: those whose place is known come before."""


@dataclass(frozen=True)
class Centre:
    """A commune and the point from which it is measured, None where nothing tells it."""

    code: str
    name: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Place:
    """A point to measure from, how to name it, and what the visitor must know about it."""

    label: str
    latitude: float
    longitude: float
    note: str = ""
    # Where actors known at their commune alone are taken to be.
    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def longitude_scale(self) -> float:
        """How many times shorter a degree of longitude is here than one of latitude."""
        return cos(radians(self.latitude))

    def away(self, actor: Actor) -> str:
        """The distance to an actor in words, « environ » from its commune's centre, empty when unknown."""
        here = (self.latitude, self.longitude)
        if actor.latitude is not None and actor.longitude is not None:
            return f"à {told_distance(distance_km(here, (actor.latitude, actor.longitude)))}"
        centre = self.centres.get(actor.commune_id or "")
        if centre is None:
            return ""
        kilometres = distance_km(here, centre)
        return "dans la commune" if kilometres < VAGUE_KM else f"à environ {told_distance(kilometres)}"


@dataclass(frozen=True)
class Nowhere:
    """A place that nothing here can situate, and the sentence that says what to do."""

    message: str


def commune_centres() -> dict[str, Centre]:
    """The communes of the territory and of the actors shown, in French order (two queries).

    The point is the one of the outline, else the middle of the places that may be shown there.
    """
    located = Actor.objects.public().exclude(commune=None)
    shown = Commune.objects.filter(Q(territories__is_main=True) | Q(pk__in=located.values("commune")))
    rows = list(shown.distinct().order_by("folded_name").values_list("code", "name", "latitude", "longitude"))
    bare = [code for code, _, latitude, _ in rows if latitude is None]
    averages: dict[str, tuple[float, float]] = {}
    if bare:
        middles = located.filter(commune__in=bare, latitude__isnull=False).values_list("commune").order_by()
        for code, up, over in middles.annotate(up=Avg("latitude"), over=Avg("longitude")):
            averages[code or ""] = (up, over)
    return {
        code: Centre(
            code,
            name,
            (latitude, longitude) if latitude is not None and longitude is not None else averages.get(code),
        )
        for code, name, latitude, longitude in rows
    }


def place_of(selection: Selection, centres: Mapping[str, Centre]) -> Place | Nowhere | None:
    """From where a selection measures; None when it asks nothing of the kind."""
    points = {code: centre.point for code, centre in centres.items() if centre.point}
    if selection.point:
        latitude, longitude = selection.point
        return Place(selection.near or "votre position", latitude, longitude, centres=points)
    if not selection.near:
        return None
    found: Place | Nowhere | None = None
    if fold(selection.near):
        found = _by_commune(selection.near, centres) or _by_known_place(selection.near)
        found = found or _by_address(selection.near, centres)
    if isinstance(found, Place):
        return replace(found, centres=points)
    return found or _unknown(selection.near)


def _middle(points: Collection[tuple[float, float]]) -> tuple[float, float]:
    return sum(up for up, _ in points) / len(points), sum(over for _, over in points) / len(points)


def _at(codes: Collection[str], centres: Mapping[str, Centre], label: str, note: str = "") -> Place | None:
    points = [centre.point for code in codes if (centre := centres.get(code)) and centre.point]
    return Place(label, *_middle(points), note=note) if points else None


def _by_commune(text: str, centres: Mapping[str, Centre]) -> Place | Nowhere | None:
    """A postcode, or the exact name of a commune of today or of before."""
    if _POSTCODE.fullmatch(text):
        codes = set(CommunePostcode.objects.filter(postcode=text).values_list("commune", flat=True))
        names = ", ".join(centres[code].name for code in centres if code in codes)
        place = _at(codes, centres, f"{text} ({names})")
        return place or Nowhere(f"Le code postal {text} n’est pas dans le territoire de cet annuaire.")
    folded = _full_words(text)
    named = set(Commune.objects.filter(folded_name=folded).values_list("pk", flat=True))
    named |= set(CommuneAlias.objects.filter(folded_name=folded).values_list("commune", flat=True))
    here = [code for code in named if code in centres]
    if here:
        return _at(here, centres, centres[here[0]].name)
    return None


def _full_words(text: str) -> str:
    words = ["saint" if word == "st" else "sainte" if word == "ste" else word for word in fold(text).split()]
    return " ".join(words)


def _by_known_place(text: str) -> Place | None:
    """A place of the guide: one that bears the name, or whose shown address or structure does."""
    folded = fold(text)
    if len(folded) < 4:
        return None
    located = Actor.objects.public().exclude(latitude=None)
    named = located.filter(sort_key__startswith=f"{folded}\t").first()
    if named is None:
        # Only the seat of a structure whose address may be shown has a latitude on the structure itself.
        place = (
            Establishment.objects.filter(
                actor__state=ActorState.ACTIVE,
                actor__published=True,
                actor__latitude__isnull=False,
                address=F("actor__shown_address"),
                folded_address__contains=folded,
            )
            .order_by("folded_address", "pk")
            .select_related("actor")
            .only("address", "actor__latitude", "actor__longitude")
            .first()
        )
        if place is None:
            return None
        label, named = place.address, place.actor
    else:
        label = named.name
    if named.latitude is None or named.longitude is None:
        return None
    return Place(label, named.latitude, named.longitude)


def _by_address(text: str, centres: Mapping[str, Centre]) -> Place | Nowhere:
    """The address service where there is one; else, or when it fails, the commune that the text names."""
    note = "Faute de service d’adresses, les distances partent du centre de la commune."
    points = [centre.point for centre in centres.values() if centre.point]
    if geocoder.host():
        try:
            address = geocoder.find_address(text, around=_middle(points) if points else None)
        except geocoder.GeocoderError:
            note = (
                "Le service d’adresses ne répond pas pour l’instant : les distances partent du centre "
                "de la commune."
            )
        else:
            if address is not None:
                return Place(address.label, address.latitude, address.longitude)
            note = "Cette adresse est inconnue du service d’adresses : les distances partent de la commune."
    return _named_in(text, centres, note) or _unknown(text)


def _unknown(text: str) -> Nowhere:
    return Nowhere(
        f"Nous ne savons pas où se trouve « {text} ». Essayez une commune, un code postal "
        "ou un lieu connu de l’annuaire."
    )


def _named_in(text: str, centres: Mapping[str, Centre], note: str) -> Place | None:
    """The commune that an address ends with, by its postcode, by its name, or nearly."""
    postcode = _POSTCODE.search(text)
    if postcode:
        served = CommunePostcode.objects.filter(postcode=postcode.group()).values_list("commune", flat=True)
        codes = [code for code in served if code in centres]
        if codes:
            return _at(codes, centres, " ou ".join(centres[code].name for code in codes), note)
    folded = _full_words(text)
    names = {code: _full_words(centre.name) for code, centre in centres.items()}
    inside = [code for code, name in names.items() if f" {folded} ".endswith(f" {name} ")]
    if inside:
        code = max(inside, key=lambda one: len(names[one]))
        return _at([code], centres, centres[code].name, note)
    near = process.extractOne(folded, names, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    if near:
        name = centres[near[2]].name
        return _at([near[2]], centres, name, f"Nous avons compris « {name} ».")
    return None
