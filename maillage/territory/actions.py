"""Load the official geography, declare territories, attach contours."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.kernel.text import fold, numbered
from maillage.territory.domain import OutlineError, area, inner_point, parse_outlines, parse_zones
from maillage.territory.models import (
    Commune,
    CommuneAlias,
    CommunePostcode,
    Grouping,
    Pole,
    Territory,
    Zone,
)
from maillage.territory.queries import CommuneIndex, UnknownCode, resolve_codes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

REFERENCE = "@etalab/decoupage-administratif"


def _read(name: str) -> list[dict[str, Any]]:
    path = Path(settings.NODE_MODULES) / REFERENCE / "data" / f"{name}.json"
    if not path.exists():
        raise FileNotFoundError(
            f"La liste des communes manque ({REFERENCE}) : lancer « make install », "
            "ou indiquer son dossier dans MAILLAGE_NODE_MODULES."
        )
    rows: list[dict[str, Any]] = json.loads(path.read_bytes())
    return rows


@transaction.atomic
def load_geography() -> int:
    """(Re)load communes, groupings, postcodes and aliases from the reference package.

    Communes already there are updated in place, so that what points at them stays. Returns the number
    of communes of today. About two seconds.
    """
    kinds = Grouping.Kind
    regions = {row["code"]: row["nom"] for row in _read("regions")}
    departments = _read("departements")
    groupings = [Grouping(kind=kinds.REGION, code=code, name=name) for code, name in regions.items()]
    groupings += [Grouping(kind=kinds.DEPARTMENT, code=row["code"], name=row["nom"]) for row in departments]
    epcis, epts = _read("epci"), _read("ept")
    groupings += [Grouping(kind=kinds.EPCI, code=row["code"], name=row["nom"]) for row in epcis]
    groupings += [Grouping(kind=kinds.EPT, code=row["code"], name=row["nom"]) for row in epts]
    Grouping.objects.bulk_create(
        groupings, update_conflicts=True, unique_fields=["kind", "code"], update_fields=["name"]
    )
    known: dict[tuple[str, str | None], int] = {
        (kind, code): pk for pk, kind, code in Grouping.objects.values_list("pk", "kind", "code")
    }
    for row in departments:
        Grouping.objects.filter(pk=known[kinds.DEPARTMENT, row["code"]]).update(
            parent_id=known.get((kinds.REGION, row["region"]))
        )
    epci_of = {member["code"]: known[kinds.EPCI, row["code"]] for row in epcis for member in row["membres"]}
    ept_of = {member["code"]: known[kinds.EPT, row["code"]] for row in epts for member in row["membres"]}

    communes: list[Commune] = []
    postcodes: list[CommunePostcode] = []
    aliases: list[CommuneAlias] = []
    for row in _read("communes"):
        if row["type"] == "commune-actuelle":
            communes.append(
                Commune(
                    code=row["code"],
                    name=row["nom"],
                    folded_name=fold(row["nom"]),
                    population=row.get("population"),
                    department_id=known.get((kinds.DEPARTMENT, row.get("departement"))),
                    region_id=known.get((kinds.REGION, row.get("region"))),
                    epci_id=epci_of.get(row["code"]),
                    ept_id=ept_of.get(row["code"]),
                )
            )
            postcodes += [
                CommunePostcode(postcode=code, commune_id=row["code"]) for code in row.get("codesPostaux", [])
            ]
            aliases += [
                CommuneAlias(code=code, kind=CommuneAlias.Kind.FORMER, commune_id=row["code"])
                for code in row.get("anciensCodes", [])
            ]
        else:
            district = row["type"] == "arrondissement-municipal"
            aliases.append(
                CommuneAlias(
                    code=row["code"],
                    name=row["nom"],
                    folded_name=fold(row["nom"]),
                    kind=CommuneAlias.Kind.DISTRICT if district else CommuneAlias.Kind.DELEGATED,
                    commune_id=row["commune"] if district else row["chefLieu"],
                )
            )
    Commune.objects.bulk_create(
        communes,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "folded_name", "population", "department", "region", "epci", "ept"],
    )
    today = {commune.code for commune in communes}
    aliases = [alias for alias in aliases if alias.commune_id in today]
    former = set(CommuneAlias.objects.values_list("code", "commune_id"))
    merged = {(alias.code, alias.commune_id) for alias in aliases} ^ former
    if former:  # the outline of a commune that was merged or parted since is no longer its own
        Commune.objects.filter(pk__in={commune for _, commune in merged}).update(area=None)
    CommunePostcode.objects.all().delete()
    CommunePostcode.objects.bulk_create(postcodes, batch_size=5000)
    CommuneAlias.objects.all().delete()
    CommuneAlias.objects.bulk_create(aliases, batch_size=5000)
    return len(communes)


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "territoire"
    return numbered(base, set(Territory.objects.filter(slug__startswith=base).values_list("slug", flat=True)))


@transaction.atomic
def add_territory(
    name: str,
    codes: Iterable[str],
    *,
    main: bool = False,
    stated_on: date | None = None,
    by: User | None = None,
) -> Territory:
    """Declare a territory from codes of communes, EPCI, EPT, departments or regions, mixed at will.

    The first one declared becomes the instance's own (as does any with `main`). Merged communes and the
    districts of Paris, Lyon and Marseille resolve to their commune. Raises `UnknownCode` (French) before
    anything is written. A territory of the same name is replaced.
    """
    resolved = resolve_codes(codes)
    main = main or not Territory.objects.filter(is_main=True).exists()
    if main:
        Territory.objects.filter(is_main=True).exclude(name=name).update(is_main=False)
    territory = Territory.objects.filter(name=name).first() or Territory(name=name, slug=_free_slug(name))
    territory.kind, territory.code = resolved.kind, resolved.code
    territory.is_main = main or territory.is_main
    if stated_on:
        territory.stated_on = stated_on
    territory.save()
    territory.communes.set(Commune.objects.filter(pk__in=resolved.communes))
    if main:
        Pole.objects.get_or_create(pk=1, defaults={"name": f"Pôle d’économie sociale et solidaire · {name}"})
    journal.record("territory.add", by=by, subject=territory, communes=sorted(resolved.communes), main=main)
    return territory


@transaction.atomic
def load_contours(path: Path, *, note: str = "") -> tuple[int, list[str]]:
    """Attach the outlines of a GeoJSON file to the communes that it names.

    Their area comes with them, unless the outline says that it is schematic, or may be of a part of the commune
    (the file gave it under a former code, or gave several). Returns how many communes got one, and a French
    sentence for each feature that could not be used.
    Raises `OutlineError` (French) when the file is not GeoJSON.
    """
    loaded, refused = 0, []
    met: set[str] = set()
    for outline in parse_outlines(path.read_bytes()):
        if isinstance(outline, OutlineError):
            refused.append(str(outline))
            continue
        try:
            code = next(iter(resolve_codes([outline.code]).communes))
        except UnknownCode as error:
            refused.append(str(error))
            continue
        longitude, latitude = inner_point(outline.geometry)
        measured = outline.code == code and code not in met and not outline.schematic
        met.add(code)
        Commune.objects.filter(pk=code).update(
            outline=outline.geometry,
            outline_note=(outline.note or note)[:200],
            latitude=latitude,
            longitude=longitude,
            area=area(outline.geometry) if measured else None,
        )
        loaded += 1
    return loaded, refused


@transaction.atomic
def load_zones(path: Path, *, note: str = "", by: User | None = None) -> tuple[int, list[str]]:
    """Replace the districts by those of a GeoJSON file.

    Returns how many there are now, and a French sentence for each feature that could not be used. Raises
    `OutlineError` (French), nothing being changed, when the file is not GeoJSON or when no feature can be used.
    """
    found, refused = [], []
    for read in parse_zones(path.read_bytes()):
        if isinstance(read, OutlineError):
            refused.append(str(read))
        else:
            found.append(read)
    if not found:
        raise OutlineError("aucun quartier ne peut y être lu ; ceux d’avant restent. " + " ".join(refused[:3]))
    Zone.objects.all().delete()
    known = CommuneIndex()
    for one in found:
        zone = Zone.objects.create(code=one.code, name=one.name, outline=one.geometry, note=note[:200])
        zone.communes.set(filter(None, (known.find(code=code) for code in one.communes)))
    journal.record("territory.zones", by=by, subject="territory.zone", zones=len(found))
    return len(found), refused


@transaction.atomic
def save_identity(pole: Pole, changed: Collection[str], *, by: User | AnonymousUser) -> None:
    """Store the Pôle's identity, as its form filled it; `changed` names the fields for the journal.

    The file of a logo that was replaced goes with the commit.
    """
    former = Pole.objects.filter(pk=1).first()
    pole.pk = 1
    pole.save()
    journal.record("pole.identity", by=by, subject=pole, changed=sorted(changed))
    if former and former.logo and former.logo.name != pole.logo.name:
        logo = former.logo
        transaction.on_commit(lambda: logo.delete(save=False))


@transaction.atomic
def restore_colours(*, by: User | AnonymousUser) -> None:
    """Give the Pôle the colours of the start again."""
    start = Pole()
    names = ["colour_primary", "colour_secondary", "colour_paper", "colour_ink"]
    Pole.objects.filter(pk=1).update(**{name: getattr(start, name) for name in names})
    journal.record("pole.identity", by=by, subject="territory.pole:1", changed=names)
