"""The guide on paper: seconds and pages, against the same words set as a bare list by the same engine."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.core.management import call_command

from bench.search import clear
from bench.table import Table
from maillage.actors.actions import create_actors, new_establishment, open_contribution, say_all, source_for
from maillage.actors.models import Contribution, Establishment, Service, SourceKind
from maillage.actors.projection import project
from maillage.demo.generator import generate_actors
from maillage.guide.domain.edition import Stock
from maillage.guide.paper.compose import compose, document_files
from maillage.guide.paper.layout import TEXT_LIMIT
from maillage.guide.paper.remarks import examine
from maillage.guide.paper.stock import take_stock
from maillage.territory.actions import add_territory
from maillage.territory.models import Commune
from maillage.ui.pdf import compile_files

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
MONTPELLIER = SHARED / "subventions" / "montpellier" / "associations_2011_sans_contacts.csv"
OUTLINES = SHARED / "geo" / "communes-34-herault.geojson"
SIZES = (535, 2_280)
DIRECTORY = "https://pole.example.org/annuaire/"
DAY = date(2026, 1, 1)
BARE = """#set document(title: "Liste")
#set text(lang: "fr", font: sys.inputs.font, size: 8.5pt)
#set page(width: 148mm, height: 210mm, margin: 14mm, columns: 2)
#for lines in json("/data.json") { for line in lines { line; linebreak() }; parbreak() }
"""
Result = TypeVar("Result")


def empty() -> None:
    """Leave no actor of the size before."""
    Service.objects.all().delete()
    clear()


def load(count: int) -> None:
    """Say and project invented actors with all that their pages tell."""
    source = source_for(SourceKind.LIST, "Banc d’essai")
    contribution = open_contribution(Contribution.Kind.IMPORT, source, "Banc d’essai")
    communes = Commune.objects.in_bulk(["94002", "94028", "94044"])
    invented = list(generate_actors(count))
    actors = create_actors(contribution, (one.name for one in invented))
    pairs = list(zip(actors, invented, strict=True))
    say_all(contribution, ((actor, _facts(one)) for actor, one in pairs))
    Establishment.objects.bulk_create(
        new_establishment(
            contribution, actor, address=one.street, postcode=one.postcode, commune=communes[one.town],
            latitude=one.latitude, longitude=one.longitude,
        )
        for actor, one in pairs
    )  # fmt: skip
    Service.objects.bulk_create(
        Service(
            contribution=contribution, actor=actor, said_of=actor, kind=service.kind, name=service.name,
            publics=list(service.publics),
        )
        for actor, one in pairs
        for service in one.services
    )  # fmt: skip
    project(actor.pk for actor in actors)


def _facts(one: Any) -> dict[str, Any]:
    facts = {
        "sigle": one.sigle, "themes": [one.theme], "description": one.description, "publics": list(one.publics),
        "email": one.email, "phone": one.phone, "website": one.website, "opening_hours": one.opening_hours,
        "family": one.family, "insertion_types": list(one.insertion), "support_roles": list(one.support_roles),
    }  # fmt: skip
    return {field: value for field, value in facts.items() if value}


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a work gives and how many seconds it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def bare_list(stock: Stock) -> bytes:
    """The same words in two columns, without a picture, an index or a heading."""
    words = [
        [one.name, one.town, one.text[:TEXT_LIMIT], one.address, one.phone, one.email, one.website, one.hours]
        for one in stock.entries
    ]
    lines = [[word for word in entry if word] for entry in words]
    return compile_files({"main.typ": BARE.encode(), "data.json": json.dumps(lines).encode()})


def measure(label: str) -> Iterator[tuple[str | int | float | None, ...]]:
    """Rows of the table for the actors that are there."""
    (stock, assets, remarks), reading = timed(lambda: take_stock(None, DIRECTORY))
    _, examining = timed(lambda: examine(stock, remarks, text_limit=TEXT_LIMIT))
    count = len(stock.entries)
    bare, seconds = timed(lambda: bare_list(stock))
    yield label, "baseline: bare list", count, None, seconds, len(bare) / 1e6
    for use in ("screen", "press"):
        files, laying = timed(lambda use=use: document_files(stock, assets, use))  # type: ignore[misc]
        booklet, composing = timed(lambda use=use, files=files: compose(files, use, DAY))  # type: ignore[misc]
        total = reading + examining + laying + composing
        yield label, f"guide, {use}", count, booklet.page_count, total, len(booklet.content) / 1e6


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield the table of the booklet at each size, the real Montpellier included where its list is there."""
    table = Table("The guide on paper", ("actors", "document", "entries", "pages", "seconds", "MB"))
    for size in (24,) if tiny else SIZES:
        empty()
        add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
        load(size)
        table.rows += measure(f"invented, {size}")
    if not tiny and MONTPELLIER.is_file():
        empty()
        add_territory("Montpellier", ["34172"], main=True)
        call_command("territory", "contours", str(OUTLINES))
        call_command("import", str(MONTPELLIER), verbosity=0)
        table.rows += measure("Montpellier, real list")
    elif not tiny:
        table.notes.append("The real Montpellier was not tried: no ../shared/data beside the checkout.")
    table.notes.append("Seconds go from the database to the file. Aim: Montpellier in under 15 s.")
    yield table
