"""What imports read: the ground, the actors to compare with, what a list said before, batches and pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from maillage.actors.domain.facts import FIELDS
from maillage.actors.models import (
    Actor,
    ActorState,
    Agreement,
    Contact,
    Contribution,
    Establishment,
    Fact,
    Source,
)
from maillage.imports.domain import plan as planning
from maillage.imports.domain.columns import heading_key
from maillage.imports.domain.matching import Known, Matcher, Rarity, Subject
from maillage.imports.domain.places import Box, Ground
from maillage.imports.domain.reading import Options
from maillage.imports.domain.report import Refusal, Report, RowVerdict, tally
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportProfile, ImportRow
from maillage.kernel.text import fold
from maillage.territory.domain import polygons
from maillage.territory.models import Territory
from maillage.territory.queries import CommuneIndex, main_territory

CHUNK = 5000
_OUTLINE_MARGIN = 0.1
SHOWN_LEFT_OUT = 1000


class NoTerritory(Exception):
    """No main territory was declared; the message is French and names the command to run."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun territoire n’est encore déclaré : l’import ne saurait pas ce qui est dedans ou dehors. "
            "Déclarez-le d’abord, par exemple : maillage territory add « Plaine Centrale » 94002 94028 94044"
        )


# --- the ground ------------------------------------------------------------------------------------


def ground_for(default_commune: str = "") -> Ground:
    """The main territory, ready to say which commune a row means. Raises `NoTerritory`."""
    territory = main_territory()
    if territory is None:
        raise NoTerritory
    return Ground(
        CommuneIndex(territory),
        CommuneIndex,
        name=territory.name,
        default=default_commune,
        box=_box_of(territory),
    )


def _box_of(territory: Territory) -> Box | None:
    """The bounds of the outlines of the territory, a little widened; None where an outline is missing."""
    west = south = 180.0
    east = north = -180.0
    for outline in territory.communes.values_list("outline", flat=True).iterator():
        if outline is None:
            return None
        for polygon in polygons(outline):
            for longitude, latitude, *_ in polygon[0]:
                west, east = min(west, longitude), max(east, longitude)
                south, north = min(south, latitude), max(north, latitude)
    return Box(west, south, east, north).widened(_OUTLINE_MARGIN) if west < east else None


def options_of(batch: ImportBatch) -> Options:
    """The choices made for a whole list."""
    stored = batch.options
    return Options(
        family=stored.get("family", ""),
        commune=stored.get("commune", ""),
        themes=stored.get("themes", {}),
        public_addresses=bool(stored.get("public_addresses")),
    )


# --- the actors to compare with --------------------------------------------------------------------


@dataclass(frozen=True)
class Knowledge:
    """All living actors, indexed for matching, with what they show."""

    known: Known
    states: dict[int, planning.ActorState]
    matcher: Matcher


def load_knowledge(ground: Ground) -> Knowledge:
    """Read every living actor into memory (four queries)."""
    places: dict[int, list[tuple[str, str, str, float | None, float | None]]] = defaultdict(list)
    for actor_id, *rest in Establishment.objects.exclude(actor__state=ActorState.MERGED).values_list(
        "actor_id", "address", "commune_id", "siret", "latitude", "longitude"
    ):
        places[actor_id].append(tuple(rest))  # type: ignore[arg-type]
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for actor_id, email, phone in Contact.objects.exclude(actor__state=ActorState.MERGED).values_list(
        "actor_id", "email", "phone"
    ):
        people[actor_id].append((email, phone))
    rarity = Rarity()
    known = Known(rarity)
    states: dict[int, planning.ActorState] = {}
    fields = ["pk", "name", "state", *FIELDS]
    for row in Actor.objects.living().values(*fields).iterator(chunk_size=CHUNK):
        pk = row["pk"]
        subject = _subject(row, places.get(pk, []), people.get(pk, []))
        rarity.count(subject)
        known.add(subject)
        states[pk] = planning.ActorState(
            name=row["name"],
            values={field: _plain(row[field]) for field in FIELDS},
            withdrawn=row["state"] == ActorState.WITHDRAWN,
            closed=row["state"] == ActorState.CLOSED,
        )
    communes = {code: commune.name for code, commune in ground.inside.by_code.items()}
    words = frozenset(word for name in communes.values() for word in fold(name).split() if len(word) >= 4)
    return Knowledge(known, states, Matcher(rarity, places=words, communes=communes))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _subject(row: Mapping[str, Any], places: list[Any], people: list[tuple[str, str]]) -> Subject:
    point = next(((lat, lon) for *_, lat, lon in places if lat is not None and lon is not None), None)
    return Subject.describe(
        row["pk"],
        [row["usual_name"], row["official_name"], row["name"]],
        sigle=row["sigle"],
        siren=row["siren"],
        sirets=frozenset(siret for _, _, siret, _, _ in places if siret),
        rna=row["rna"],
        former=row["former_number"],
        communes=frozenset(commune for _, commune, *_ in places if commune),
        addresses=[address for address, *_ in places],
        phones=frozenset(phone for phone in (row["phone"], *(phone for _, phone in people)) if phone),
        emails=frozenset(email.lower() for email in (row["email"], *(email for email, _ in people)) if email),
        sites=[row["website"]],
        point=point,
    )


def describe_actors(pks: Iterable[int]) -> dict[int, Subject]:
    """The subjects of some actors (three queries), to compare them again on a page."""
    wanted = list(pks)
    places: dict[int, list[Any]] = defaultdict(list)
    for actor_id, *rest in Establishment.objects.filter(actor__in=wanted).values_list(
        "actor_id", "address", "commune_id", "siret", "latitude", "longitude"
    ):
        places[actor_id].append(tuple(rest))
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for actor_id, email, phone in Contact.objects.filter(actor__in=wanted).values_list(
        "actor_id", "email", "phone"
    ):
        people[actor_id].append((email, phone))
    return {
        row["pk"]: _subject(row, places[row["pk"]], people[row["pk"]])
        for row in Actor.objects.filter(pk__in=wanted).values("pk", "name", *FIELDS)
    }


def survivors() -> dict[int, int]:
    """For each merged actor, the one it is part of today."""
    into = dict(Actor.objects.filter(state=ActorState.MERGED).values_list("pk", "merged_into_id"))
    found = {}
    for pk, target in into.items():
        seen = {pk}
        while target in into and target not in seen:
            seen.add(target)
            target = into[target]
        found[pk] = target
    return {pk: target for pk, target in found.items() if target is not None}


def memory_of(source: Source | None, batch: ImportBatch | None) -> planning.Memory:
    """What earlier imports of the same list left, and the rows of this one that are applied already."""
    memory = planning.Memory()
    if source is None or source.pk is None:
        return memory
    moved = survivors()
    # An older version of the list is told by its name: each version is a source of its own date.
    family = Source.objects.filter(kind=source.kind, name=source.name)
    rows = ImportRow.objects.filter(batch__source__in=family, applied=True).exclude(
        batch__state__in=[BatchState.UNDONE, BatchState.UNDOING]
    )
    own = batch.pk if batch is not None else None
    latest = (
        ImportBatch.objects.filter(source__in=family, state=BatchState.DONE)
        .exclude(pk=own or 0)
        .aggregate(latest=Max("pk"))["latest"]
    )
    for actor_id, batch_id, fingerprint, key, verdict in rows.values_list(
        "actor_id", "batch_id", "fingerprint", "key", "verdict"
    ):
        if actor_id is None:
            if verdict == RowVerdict.REVIEW and fingerprint:
                memory.pending.add(fingerprint)
            continue
        actor = moved.get(actor_id, actor_id)
        memory.actors.add(actor)
        if fingerprint:
            memory.fingerprints[fingerprint] = actor
        if key:
            memory.keys[key] = actor
        if batch_id == own:
            memory.claimed.add(actor)
        if batch_id == latest:
            memory.latest.add(actor)
    memory.pending -= memory.fingerprints.keys()
    for fingerprint, actor in DoubtfulPair.objects.filter(
        row__batch__source__in=family, decision__in=[*_APART]
    ).values_list("row__fingerprint", "second_id"):
        memory.apart.add((fingerprint, moved.get(actor, actor)))
    return memory


_APART = (DoubtfulPair.Decision.OTHER, DoubtfulPair.Decision.SECTION, DoubtfulPair.Decision.PARENT)


def said_by(source: Source | None) -> Callable[[set[int]], dict[int, planning.Said]]:
    """A function that reads what this list, in any of its versions, has said of some actors."""

    def read(actors: set[int]) -> dict[int, planning.Said]:
        facts: dict[int, dict[str, Any]] = defaultdict(dict)
        places: dict[int, list[dict[str, Any]]] = defaultdict(list)
        people: dict[int, set[tuple[str, str]]] = defaultdict(set)
        conventions: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
        family = (
            Contribution.objects.filter(
                source__kind=source.kind,
                source__name=source.name,
                withdrawn_at=None,
                kind=Contribution.Kind.IMPORT,
            )
            if source is not None
            else Contribution.objects.none()
        )
        wanted = sorted(actors)
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            mine = Q(actor__in=part, contribution__in=family)
            for actor, field, value in (
                Fact.objects.filter(mine).order_by("pk").values_list("actor_id", "field", "value")
            ):
                facts[actor][field] = value
            for actor, address, commune, siret, latitude, longitude in (
                Establishment.objects.filter(mine)
                .order_by("pk")
                .values_list("actor_id", "address", "commune_id", "siret", "latitude", "longitude")
            ):
                places[actor].append(
                    {
                        "address": address,
                        "commune": commune or "",
                        "siret": siret,
                        "latitude": latitude,
                        "longitude": longitude,
                    }
                )
            # A person whom any source named already is never brought in twice, least of all one who objected.
            for actor, name, email in Contact.objects.filter(actor__in=part).values_list(
                "actor_id", "name", "email"
            ):
                people[actor].add((fold(name), ""))
                if email:
                    people[actor].add(("", email))
            for actor, kind, starts_on, ends_on in Agreement.objects.filter(mine).values_list(
                "actor_id", "kind", "starts_on", "ends_on"
            ):
                conventions[actor].add((kind, _plain(starts_on) or "", _plain(ends_on) or ""))
        return {
            actor: planning.Said(
                facts[actor], places[actor], frozenset(people[actor]), frozenset(conventions[actor])
            )
            for actor in actors
        }

    return read


# --- columns ---------------------------------------------------------------------------------------


def learnt_headings() -> dict[str, str]:
    """The target that people gave to each heading, by its folded words; the profile used last decides."""
    learnt: dict[str, str] = {}
    for mapping in ImportProfile.objects.order_by("used_at").values_list("mapping", flat=True):
        for heading, target in mapping.items():
            learnt[heading_key(heading)] = target
    return learnt


def profile_for(headings: Iterable[str]) -> ImportProfile | None:
    """The profile made for these headings, or for all but a tenth of them, whatever their order."""
    wanted = {heading_key(heading) for heading in headings}
    best: tuple[float, ImportProfile] | None = None
    for profile in ImportProfile.objects.order_by("-used_at"):
        known = {heading_key(heading) for heading in profile.mapping}
        likeness = len(wanted & known) / max(len(wanted | known), 1)
        if likeness >= 0.9 and (best is None or likeness > best[0]):
            best = likeness, profile
    return best[1] if best else None


# --- the report ------------------------------------------------------------------------------------


def report_on(
    batch: ImportBatch, rows: Iterable[ImportRow], *, possible_duplicates: int, people: int = 0
) -> Report:
    """The account of a batch from its rows, stored or not."""
    refused: list[Refusal] = []
    left_out: list[Refusal] = []
    verdicts: list[str] = []
    actors: set[int | tuple[str, int]] = set()
    for row in rows:
        verdicts.append(row.verdict)
        if row.verdict == RowVerdict.REFUSED:
            refused.append(Refusal(row.line, sheet=row.sheet, **(row.problem or {})))
        elif row.verdict not in (RowVerdict.OUTSIDE, RowVerdict.REVIEW):
            lead = row.position if row.lead is None else row.lead
            actors.add(row.actor_id if row.actor_id is not None else ("row", lead))
        if row.verdict not in (RowVerdict.OUTSIDE, RowVerdict.REFUSED) and len(left_out) < SHOWN_LEFT_OUT:
            left_out += [Refusal(row.line, sheet=row.sheet, **remark) for remark in row.remarks]
    counts = tally(verdicts)
    return Report(
        rows_read=len(verdicts),
        created=counts[RowVerdict.CREATE],
        changed=counts[RowVerdict.CHANGE],
        unchanged=counts[RowVerdict.UNCHANGED],
        merged=counts[RowVerdict.MERGE],
        to_review=counts[RowVerdict.REVIEW],
        outside=counts[RowVerdict.OUTSIDE],
        refused=refused,
        left_out=left_out[:SHOWN_LEFT_OUT],
        actors=len(actors),
        possible_duplicates=possible_duplicates,
        absent=len(batch.absent),
        people=people,
        batch=batch.pk,
        notices=batch.notices,
    )


def stored_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows of a batch with only what a report needs."""
    return batch.rows.only(
        "batch_id", "position", "line", "sheet", "verdict", "lead", "actor_id", "problem", "remarks"
    )


def verdict_counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows of each verdict, none left out (one query)."""
    counts = dict.fromkeys((str(one) for one in RowVerdict), 0)
    counts |= dict(
        batch.rows.order_by().values_list("verdict").annotate(rows=Count("pk")).values_list("verdict", "rows")
    )
    return counts


# --- batches and pairs -----------------------------------------------------------------------------


def batches() -> QuerySet[ImportBatch]:
    """All imports, the latest first."""
    return ImportBatch.objects.select_related("source", "author")


def unfinished_batch(sha256: str, source: Source | None) -> ImportBatch | None:
    """An import of this very file and list that began and did not end."""
    return (
        ImportBatch.objects.filter(
            sha256=sha256, source=source, state__in=[BatchState.RUNNING, BatchState.PAUSED]
        )
        .order_by("-pk")
        .first()
    )


def pairs_to_decide() -> QuerySet[DoubtfulPair]:
    """The pairs that await a decision, the likeliest first; those that a merge has settled are left out."""
    return (
        DoubtfulPair.objects.filter(decision="")
        .annotate(
            first_now=Coalesce("first__merged_into", "first"),
            second_now=Coalesce("second__merged_into", "second"),
        )
        .filter(Q(first=None) | ~Q(first_now=F("second_now")))
        .exclude(second__state=ActorState.WITHDRAWN)
        .select_related("first__commune", "second__commune", "row", "batch__source")
        .order_by("-score", "pk")
    )


def decided_pairs() -> QuerySet[DoubtfulPair]:
    """Past decisions, the latest first."""
    return (
        DoubtfulPair.objects.exclude(decision="")
        .select_related("first", "second", "row__actor", "batch", "decided_by", "merge")
        .order_by("-decided_at", "-pk")
    )


def pairs_news() -> str:
    """How many pairs await a decision; nothing when none does (one query)."""
    count = pairs_to_decide().count()
    return f"{count} à décider" if count else ""
