"""The current list as files: rows for tables, features for maps, entries for feeds. Only what may be public."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.feedgenerator import Atom1Feed

from maillage.actors.models import Actor, ActorTag
from maillage.guide.queries.selected import listed
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    NETWORKS,
    PUBLICS,
    SERVICES,
    SUPPORT_ROLES,
    THEMES,
    Vocabulary,
)
from maillage.tables import Cell

CHUNK = 500
FEED_LENGTH = 50
HEADINGS = (
    "Nom", "Sigle", "Nom officiel", "Famille", "Thèmes", "Présentation", "Services", "Publics",
    "Insertion et adapté", "Labels", "Aide aux projets", "Réseaux", "Adresse", "Code postal", "Commune",
    "Code INSEE", "Latitude", "Longitude", "Téléphone", "Courriel", "Site", "Horaires (forme OSM)", "SIREN",
    "RNA", "Créée le", "Vérifiée le", "Mise à jour le", "Structure inventée", "Page",
)  # fmt: skip

Address = Callable[[Actor], str]


def _labels(vocabulary: Vocabulary[Any], codes: list[str]) -> str:
    return ", ".join(vocabulary.label(code) for code in codes)


def streamed(actors: QuerySet[Actor]) -> Iterator[Actor]:
    """The actors in order of name, by chunks, each with the codes of its services in `service_tags`."""
    services = Prefetch(
        "tags", ActorTag.objects.filter(kind=ActorTag.Kind.SERVICE).order_by("code"), to_attr="service_tags"
    )
    rows = listed(actors).order_by("sort_key", "pk").prefetch_related(services)
    return rows.iterator(chunk_size=CHUNK)


def table(actors: QuerySet[Actor], address: Address) -> Iterator[list[Cell]]:
    """Headings, then one row for each actor; `address` gives the whole address of a page."""
    yield list(HEADINGS)
    for actor in streamed(actors):
        yield [
            actor.name,
            actor.sigle,
            actor.official_name,
            FAMILIES.label(actor.family) if actor.family else "",
            ", ".join(THEMES.path_label(code) for code in actor.themes),
            actor.description,
            _labels(SERVICES, [tag.code for tag in actor.service_tags]),  # type: ignore[attr-defined]
            _labels(PUBLICS, actor.publics),
            _labels(INSERTION_TYPES, actor.insertion_types),
            _labels(LABELS, actor.labels),
            _labels(SUPPORT_ROLES, actor.support_roles),
            _labels(NETWORKS, actor.networks),
            actor.shown_address,
            actor.shown_postcode,
            actor.commune.name if actor.commune else "",
            actor.commune_id or "",
            actor.latitude,
            actor.longitude,
            actor.phone,
            actor.email,
            actor.website,
            actor.opening_hours,
            actor.siren,
            actor.rna,
            actor.founded_on,
            actor.checked_on,
            actor.updated_at.date(),
            actor.invented,
            address(actor),
        ]


def geojson(actors: QuerySet[Actor], address: Address) -> Iterator[str]:
    """A FeatureCollection piece by piece; who is known at the commune alone has a null geometry."""
    yield '{"type":"FeatureCollection","features":['
    separator = ""
    for actor in streamed(actors):
        located = actor.latitude is not None and actor.longitude is not None
        feature = {
            "type": "Feature",
            "id": str(actor.uid),
            "geometry": {"type": "Point", "coordinates": [actor.longitude, actor.latitude]}
            if located
            else None,
            "properties": {
                "nom": actor.name,
                "sigle": actor.sigle,
                "famille": actor.family,
                "themes": actor.themes,
                "services": [tag.code for tag in actor.service_tags],  # type: ignore[attr-defined]
                "publics": actor.publics,
                "adresse": actor.shown_address,
                "code_postal": actor.shown_postcode,
                "commune": actor.commune.name if actor.commune else "",
                "code_insee": actor.commune_id or "",
                "telephone": actor.phone,
                "courriel": actor.email,
                "site": actor.website,
                "inventee": actor.invented,
                "page": address(actor),
            },
        }
        yield separator + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        separator = ","
    yield "]}"


def feed(actors: QuerySet[Actor], address: Address, *, title: str, link: str, feed_url: str) -> str:
    """The last actors made or changed, as an Atom feed."""
    atom = Atom1Feed(title=title, link=link, description=title, language="fr", feed_url=feed_url)
    for actor in listed(actors).order_by("-updated_at", "sort_key")[:FEED_LENGTH]:
        town = f", {actor.commune.name}" if actor.commune else ""
        atom.add_item(
            title=f"{actor.name}{town}",
            link=address(actor),
            description=actor.description or ", ".join(THEMES.path_label(code) for code in actor.themes),
            unique_id=f"urn:uuid:{actor.uid}",
            pubdate=actor.created_at,
            updateddate=actor.updated_at,
            categories=[THEMES.label(code) for code in actor.themes],
        )
    return atom.writeString("utf-8")


def file_name(now: datetime) -> str:
    """The name under which a list is saved, without its extension: it says what and when."""
    return f"annuaire-{now:%Y-%m-%d}"
