"""Which diagnoses there are, and what the site gives them: local lists, names, outlines, collectivities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from maillage.actors.models import Actor, Fact, SourceKind
from maillage.kernel.text import fold
from maillage.observatory.models import Diagnosis, LinkPair, PracticeGrid
from maillage.opendata import diagnosis as frozen
from maillage.opendata.indicators.frame import connect
from maillage.opendata.national.columns import COUNTRY
from maillage.opendata.store import Store, StoreError
from maillage.territory.domain import polygons
from maillage.territory.models import Commune, Grouping, Territory, Zone
from maillage.territory.queries import main_territory

_LEVELS = {
    Grouping.Kind.REGION: "region",
    Grouping.Kind.DEPARTMENT: "department",
    Grouping.Kind.EPCI: "epci",
    Grouping.Kind.EPT: "ept",
}


def store() -> Store:
    """The open data loaded in this instance's data folder."""
    return Store(Path(settings.DATA_DIR) / "opendata")


def latest_diagnosis() -> Diagnosis | None:
    """The newest published diagnosis of the main territory."""
    return Diagnosis.objects.public().filter(territory__is_main=True).select_related("territory").first()


def newer_than(diagnosis: Diagnosis) -> Diagnosis | None:
    """A published diagnosis of the same territory that came after."""
    found = Diagnosis.objects.public().filter(
        territory=diagnosis.territory_id, stated_on__gte=diagnosis.stated_on, made_at__gt=diagnosis.made_at
    )
    return found.exclude(pk=diagnosis.pk).first()


def before(diagnosis: Diagnosis) -> Diagnosis | None:
    """The last ready diagnosis of the same territory at an earlier date."""
    return (
        Diagnosis.objects.ready()
        .filter(territory=diagnosis.territory_id, stated_on__lt=diagnosis.stated_on)
        .first()
    )


@lru_cache(maxsize=8)
def _opened(folder: Path) -> frozen.Diagnosis:
    return frozen.open_diagnosis(folder)


def opened(diagnosis: Diagnosis) -> frozen.Diagnosis:
    """The frozen figures and rows of a diagnosis; kept open, since they never change. Raises `StoreError`."""
    return _opened(diagnosis.folder)


# --- What the site gives to a diagnosis --------------------------------------------------------------------
def listed_actors() -> QuerySet[Actor]:
    """The structures of the local lists: public actors of whom a list that was not withdrawn says something."""
    said = Fact.objects.filter(
        actor=OuterRef("pk"),
        contribution__source__kind=SourceKind.LIST,
        contribution__withdrawn_at=None,
    )
    return Actor.objects.public().filter(Exists(said))


def local_rows(actors: QuerySet[Actor], communes: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The structures of the lists in these communes, as `opendata.diagnosis` wants them (one query)."""
    found = actors.filter(commune__in=list(communes)).order_by("sort_key")
    for actor in found.iterator(chunk_size=1000):
        yield {
            "id": str(actor.uid),
            "name": actor.name,
            "commune": actor.commune_id,
            "theme": actor.themes[0] if actor.themes else None,
            "family": actor.family or None,
            "siren": actor.siren or None,
            "rna": actor.rna or None,
            "invented": actor.invented,
            "url": reverse("guide:actor", args=[actor.slug]),
        }


def grouping_names() -> dict[tuple[str, str], str]:
    """The name of every grouping, by its level and code (one query)."""
    rows = Grouping.objects.values_list("kind", "code", "name")
    return {(_LEVELS[Grouping.Kind(kind)], code): name for kind, code, name in rows}


def areas() -> dict[str, float]:
    """The area in km² of each commune whose outline gives it (one query)."""
    rows = Commune.objects.filter(area__isnull=False).order_by().values_list("code", "area")
    return {code: area for code, area in rows if area}


def zones() -> list[frozen.Zone]:
    """The districts whose outlines are loaded, by name (two queries)."""
    return [
        frozen.Zone(
            one.code, one.name, polygons(one.outline), tuple(commune.code for commune in one.communes.all())
        )
        for one in Zone.objects.prefetch_related("communes")
    ]


def outlines(codes: Iterable[str]) -> dict[str, Any]:
    """The GeoJSON geometries of the communes that have one."""
    rows = Commune.objects.filter(pk__in=list(codes), outline__isnull=False).values_list("code", "outline")
    return dict(rows)


def territories() -> list[Territory]:
    """The territories that may be diagnosed, the Pôle's first."""
    return list(Territory.objects.order_by("-is_main", "name"))


def territory_named(words: str) -> Territory:
    """A territory by its slug, the beginning of it, or its name; « » is the main one.

    Raises ValueError in French, with those there are.
    """
    wanted = words.strip()
    if not wanted:
        main = main_territory()
        if main:
            return main
    exact = Territory.objects.filter(Q(slug=wanted) | Q(name__iexact=wanted)).first()
    if exact:
        return exact
    begun = list(Territory.objects.filter(slug__startswith=wanted)[:2]) if wanted else []
    if len(begun) == 1:
        return begun[0]
    known = ", ".join(Territory.objects.order_by("slug").values_list("slug", flat=True)) or "aucun"
    raise ValueError(
        f"Aucun territoire ne s’appelle « {wanted} ». Territoires déclarés : {known}. "
        "Pour en ajouter un : maillage territory add NOM CODE…"
    )


def asked_before(territory: Territory) -> dict[str, str]:
    """The collectivities, by SIREN, of the territory's last diagnosis and of the grids of practices.

    One that is gone since (an agglomération of 2004) is thus not forgotten.
    """
    grids = PracticeGrid.objects.exclude(actor__siren="").values_list("actor__siren", "actor__name")
    found: dict[str, str] = dict(grids.distinct()) if territory.is_main else {}
    last = Diagnosis.objects.ready().filter(territory=territory).first()
    if last is not None:
        with suppress(StoreError):  # a lost folder does not prevent a new diagnosis
            found |= {one["siren"]: one["name"] for one in opened(last).territory["collectivities"]}
    return found


def collectivities_of(communes: Iterable[str]) -> dict[str, str]:
    """The names, by SIREN, of communes and of their EPCI and EPT, from the loaded geography."""
    codes = list(communes)
    path = str(store().require("communes").path)
    names = grouping_names()
    with connect() as connection:
        rows = connection.execute(
            "SELECT siren, name, epci, ept FROM read_parquet(?) "
            "WHERE code = commune AND list_contains(?, commune) ORDER BY name",
            [path, codes],
        ).fetchall()
    found = {siren: name for siren, name, _, _ in rows if siren}
    for _, _, epci, ept in rows:
        for level, code in (("epci", epci), ("ept", ept)):
            if code and (level, code) in names:
                found.setdefault(code, names[level, code])
    return found


def collectivities_of_all_times(territory: Territory) -> dict[str, str]:
    """The collectivities of a territory, by SIREN: those of today, and those that it was asked about before."""
    communes = territory.communes.values_list("code", flat=True)
    return {**asked_before(territory), **collectivities_of(communes)}


def spellings() -> list[dict[str, str | None]]:
    """The names that a person said to be those of a structure: what each reads as, and its id or its SIREN."""
    into = dict(Actor.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    uids = dict(listed_actors().values_list("pk", "uid"))
    said = LinkPair.objects.filter(decision=LinkPair.Decision.SAME).exclude(published="").order_by("published")
    found: list[dict[str, str | None]] = []
    for pair in said:
        kept = pair.actor_id
        while kept and (merged := into.get(kept)):
            kept = merged
        if kept is None:
            found.append({"name": pair.published, "id": None, "siren": pair.siren})
        elif kept in uids:
            found.append({"name": pair.published, "id": str(uids[kept]), "siren": None})
    return found


# --- Other territories, and the guide ------------------------------------------------------------------------
_KINDS = {
    "commune": "commune",
    "epci": "intercommunalité",
    "ept": "établissement public territorial",
    "department": "département",
    "region": "région",
    "france": "pays",
}


def reference_of(place: str) -> frozen.Reference | None:
    """A territory to compare with, from the word that stands in an address: « epci-200054781 », « t-gpsea »."""
    level, _, code = place.partition("-")
    if not place.replace("-", "").isalnum():
        return None
    if place == "france":
        return frozen.Reference("france", "France", (("country", COUNTRY),))
    if level == "t":
        own = Territory.objects.filter(slug=code).first()
        if own is None:
            return None
        members = tuple(("commune", one) for one in own.communes.values_list("code", flat=True))
        return frozen.Reference(place, own.name, members)
    if level == "commune":
        commune = Commune.objects.filter(pk=code).first()
        return frozen.Reference(place, commune.name, (("commune", code),)) if commune else None
    name = grouping_names().get((level, code))
    return frozen.Reference(place, name, ((level, code),)) if name else None


def places_named(words: str) -> list[tuple[str, str, str]]:
    """Territories whose name or code fits: (place, name, kind), groupings first, thirty at most."""
    folded = fold(words)
    if not folded:
        return []
    written = folded.upper()  # as a code is: 2A004
    found: list[tuple[str, str, str]] = [
        (f"t-{one.slug}", one.name, "territoire déclaré ici")
        for one in Territory.objects.order_by("name")
        if folded in fold(one.name)
    ]
    for (level, code), name in grouping_names().items():
        if code == written or folded in fold(name):
            found.append((f"{level}-{code}", name, _KINDS[level]))
    found.sort(key=lambda one: (not fold(one[1]).startswith(folded), len(one[1])))
    communes = Commune.objects.filter(Q(pk=written) | Q(folded_name__startswith=folded)).select_related(
        "department"
    )
    found += [
        (f"commune-{one.pk}", one.name, f"commune, {one.department.name}" if one.department else "commune")
        for one in communes.order_by("-population")[:12]
    ]
    return found[:30]


def proposed_places(diagnosis: frozen.Diagnosis) -> list[tuple[str, str, str]]:
    """Territories that one may well compare with: those declared here, then those above."""
    mine = diagnosis.territory["slug"]
    found = [
        (f"t-{one.slug}", one.name, "territoire déclaré ici")
        for one in Territory.objects.exclude(slug=mine).order_by("name")[:8]
    ]
    names = grouping_names()
    codes = [one["code"] for one in diagnosis.territory["communes"]]
    above = Commune.objects.filter(pk__in=codes).values_list("department__code", "region__code", "epci__code")
    for department, region, epci in set(above):
        for level, code in (("epci", epci), ("department", department), ("region", region)):
            if code and (level, code) in names:
                entry = (f"{level}-{code}", names[level, code], _KINDS[level])
                if entry not in found:
                    found.append(entry)
    return [*found, ("france", "France", "pays")]


def actors_by_siren(sirens: Iterable[str | None]) -> dict[str, str]:
    """The addresses of the guide's pages, by SIREN, of those that it holds already (one query)."""
    wanted = {siren for siren in sirens if siren}
    rows = Actor.objects.public().filter(siren__in=wanted).values_list("siren", "slug")
    return {siren: reverse("guide:actor", args=[slug]) for siren, slug in rows}
