"""What an import will do, row by row, decided before anything is written.

Pure: rows, what is known of the actors present and what the same list said before come in; a verdict for
each row comes out, with its reasons in French. Between two rows of one file only identity is certain; what
merely looks alike is created apart and listed as a possible duplicate.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from maillage.imports.domain.matching import Known, Matcher, Rarity, Subject, Verdict, distance, verdict
from maillage.imports.domain.places import Box, box_around, position_fault
from maillage.imports.domain.reading import Place, Reading, Remark, RowReader, content_fingerprint
from maillage.imports.domain.report import RowVerdict
from maillage.kernel.names import name_similarity
from maillage.kernel.text import fold, typeset

LIST_FACTS = frozenset({"themes", "insertion_types", "labels", "networks", "publics"})
POSSIBLE_DUPLICATE = 0.5
"""The score from which two rows of one list are shown to a person as a possible duplicate."""
_MAX_RIVALS = 3
_SHARED_BY_TOO_MANY = 3


@dataclass(frozen=True, slots=True)
class RawRow:
    """A line of the list: its sheet, number and cells; rows of one `group` are one structure for the sheet."""

    sheet: str
    line: int
    cells: tuple[str, ...]
    group: int


@dataclass(frozen=True, slots=True)
class Rival:
    """An actor or another row that may be the same: which, how likely, and why."""

    actor: int | None
    row: int | None
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What this list has said of an actor before: facts, places, persons, insertion types."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    places: Sequence[Mapping[str, Any]] = ()
    people: frozenset[tuple[str, str]] = frozenset()
    conventions: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ActorState:
    """What the plan needs to know of an actor present beside its `Subject`."""

    name: str
    values: Mapping[str, Any]
    withdrawn: bool = False
    closed: bool = False


@dataclass
class Memory:
    """What earlier imports of the same list left: which actor each row became, and what people decided.

    `pending` holds the fingerprints of rows that still await a decision; `apart` the (fingerprint, actor) that
    a person found different.
    """

    fingerprints: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)
    apart: set[tuple[str, int]] = field(default_factory=set)
    actors: set[int] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    latest: set[int] = field(default_factory=set)


@dataclass
class PlannedRow:
    """What becomes of one row, and why; only the lead row of a structure bears `content` and `delta`."""

    position: int
    row: RawRow
    verdict: RowVerdict
    reasons: list[str] = field(default_factory=list)
    problem: Remark | None = None
    remarks: list[Remark] = field(default_factory=list)
    key: str = ""
    fingerprint: str = ""
    lead: int | None = None
    actor: int | None = None
    score: float | None = None
    rivals: list[Rival] = field(default_factory=list)
    twins: list[Rival] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    delta: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Plan:
    """The rows with their verdicts, what is to be said of the whole, and who is absent from a new version."""

    rows: list[PlannedRow]
    unknown_themes: Counter[str]
    notices: list[str]
    absent: list[int]


@dataclass
class _Cluster:
    """Rows of the file that are one structure beyond doubt; the first leads."""

    rows: list[int]
    content: dict[str, Any]
    subject: Subject
    reading: Reading


@dataclass
class Planner:
    """Plans one import. `known` are the actors present, indexed; `states` what they show; `said_by_list` is
    asked once for what this list said before of the actors matched."""

    reader: RowReader
    matcher: Matcher
    known: Known
    states: Mapping[int, ActorState]
    memory: Memory
    said_by_list: Callable[[set[int]], Mapping[int, Said]]
    progress: Callable[[int, int], None] = lambda done, total: None

    def plan(self, rows: Sequence[RawRow]) -> Plan:
        """Decide what becomes of each row."""
        planned, readings = self._read(rows)
        notices = self._check_positions(planned, readings)
        clusters = self._clusters(planned, readings)
        notices += self.identifier_notices
        for cluster in clusters:
            self.matcher.rarity.count(cluster.subject)
        matched, doubtful, twins = self._match(planned, clusters)
        self._settle(planned, clusters, matched, doubtful, twins)
        self._pair_rows(planned, clusters)
        self._compare_with_past(planned, clusters)
        self._follow_leads(planned, clusters)
        unknown: Counter[str] = Counter()
        for reading in readings:
            unknown.update(set(reading.unknown_themes))
        reached = {row.actor for row in planned if row.actor is not None}
        reached |= {rival.actor for row in planned for rival in row.rivals if rival.actor is not None}
        absent = sorted(self.memory.latest - reached)
        return Plan(planned, unknown, notices, absent)

    # --- reading ---------------------------------------------------------------------------------
    def _read(self, rows: Sequence[RawRow]) -> tuple[list[PlannedRow], list[Reading]]:
        planned, readings = [], []
        total = len(rows)
        for position, row in enumerate(rows):
            reading = self.reader.read(row.cells)
            readings.append(reading)
            entry = PlannedRow(position, row, RowVerdict.CREATE, remarks=reading.remarks)
            if reading.refused:
                entry.verdict, entry.problem = RowVerdict.REFUSED, reading.refused
                entry.reasons = [reading.refused.reason]
            elif reading.outside:
                entry.verdict, entry.reasons = RowVerdict.OUTSIDE, [reading.outside]
            planned.append(entry)
            if position % 500 == 0:
                self.progress(position // 2, total)
        return planned, readings

    def _check_positions(self, planned: list[PlannedRow], readings: list[Reading]) -> list[str]:
        box = self.reader.ground.box or self._box_of(readings)
        swapped = 0
        total = 0
        for entry, reading in zip(planned, readings, strict=True):
            place = reading.place
            if place.latitude is None or place.longitude is None:
                continue
            total += 1
            fault = position_fault(place.latitude, place.longitude, box)
            if fault:
                swapped += "inversées" in fault
                columns = [
                    self.reader.labels[index]
                    for target in ("position", "latitude", "longitude")
                    for index in self.reader.columns.get(target, ())
                ]
                value = f"{place.latitude} ; {place.longitude}"
                entry.remarks.append(
                    Remark(", ".join(columns), value, typeset(f"{fault} : position non gardée"))
                )
                place.latitude = place.longitude = None
        if swapped > 5 and swapped > total / 2:
            return [
                "Sur la plupart des lignes la latitude et la longitude semblent inversées : échangez les deux "
                "colonnes avant de lancer l’import."
            ]
        return []

    @staticmethod
    def _box_of(readings: list[Reading]) -> Box | None:
        return box_around(
            [
                (reading.place.latitude, reading.place.longitude)
                for reading in readings
                if reading.place.latitude is not None and reading.place.longitude is not None
            ]
        )

    # --- rows that are one structure -------------------------------------------------------------
    def _clusters(self, planned: list[PlannedRow], readings: list[Reading]) -> list[_Cluster]:
        parents = list(range(len(planned)))

        def root(index: int) -> int:
            while parents[index] != index:
                parents[index] = parents[parents[index]]
                index = parents[index]
            return index

        kept = [entry.position for entry in planned if entry.verdict is RowVerdict.CREATE]
        self.identifier_notices: list[str] = []
        numbers = self._trusted_numbers(kept, readings)
        groups: dict[tuple[str, Any], int] = {}
        official = {
            position: {name: readings[position].facts.get(name, "") for name in ("siren", "rna")}
            for position in kept
        }
        for position in kept:
            reading = readings[position]
            keys: list[tuple[str, Any]] = [("group", planned[position].row.group)]
            names = {
                fold(str(reading.facts[name]))
                for name in ("usual_name", "official_name")
                if name in reading.facts
            }
            keys += [("place", (name, *reading.place.key())) for name in names]
            keys += [("number", number) for number in numbers.get(position, ())]
            for key in keys:
                first = groups.setdefault(key, position)
                one, other = sorted((root(first), root(position)))
                if one != other and not _opposed(official[one], official[other]):
                    parents[other] = one
                    official[one] = {
                        name: value or official[other][name] for name, value in official[one].items()
                    }
        members: dict[int, list[int]] = defaultdict(list)
        for position in kept:
            members[root(position)].append(position)
        for position in kept:
            planned[position].fingerprint = content_fingerprint(readings[position].content())
            planned[position].key = _key(readings[position])
        clusters = []
        for rows in members.values():
            content = _gather([readings[position] for position in rows])
            lead = readings[rows[0]]
            clusters.append(_Cluster(rows, content, subject_of(rows[0], content), lead))
            planned[rows[0]].content = content
            said = _said_positions([readings[position] for position in rows])
            if said:
                planned[rows[0]].reasons.append(said)
        return clusters

    def _trusted_numbers(self, kept: Sequence[int], readings: Sequence[Reading]) -> dict[int, list[str]]:
        """The official numbers of each row, but for one borne by three unlike names: it is nobody's."""
        bearers: dict[str, list[int]] = defaultdict(list)
        for position in kept:
            reading = readings[position]
            for kind, value in (
                ("SIRET", reading.place.siret),
                ("RNA", reading.facts.get("rna", "")),
                ("ancien numéro", _bare_former(reading.facts.get("former_number", ""))),
            ):
                if value:
                    bearers[f"{kind} {value}"].append(position)
        trusted: dict[int, list[str]] = defaultdict(list)
        for number, positions in bearers.items():
            names = {fold(readings[position].name): readings[position].name for position in positions}
            if len(names) >= _SHARED_BY_TOO_MANY and not _alike(list(names.values())):
                shown = ", ".join(f"« {name} »" for name in list(names.values())[:3])
                said = (
                    f"Le même {number} est porté par {len(names)} structures ({shown}…) : il n’est pas gardé."
                )
                self.identifier_notices.append(typeset(said))
                for position in positions:
                    _drop_number(readings[position])
                continue
            for position in positions:
                trusted[position].append(number)
        return trusted

    # --- matching --------------------------------------------------------------------------------
    def _match(
        self, planned: list[PlannedRow], clusters: list[_Cluster]
    ) -> tuple[dict[int, Rival], dict[int, list[Rival]], dict[int, list[Rival]]]:
        """For each cluster (by the position of its lead): the actor it is, or those it may be."""
        matched: dict[int, Rival] = {}
        claimed = set(self.memory.claimed)
        proposals: list[tuple[float, int, Rival]] = []
        possible: dict[int, list[Rival]] = defaultdict(list)
        total = len(clusters)
        rest = []
        for cluster in clusters:
            actor = self._remembered(planned, cluster)
            if actor is not None:
                matched[cluster.rows[0]] = Rival(actor, None, 1.0, ("déjà importée de cette liste",))
                claimed.add(actor)
            else:
                rest.append(cluster)
        for number, cluster in enumerate(rest):
            lead = cluster.rows[0]
            fingerprints = {planned[position].fingerprint for position in cluster.rows}
            wanted = self.known.identified(cluster.subject) | set(self.known.candidates(cluster.subject))
            for key in sorted(wanted):
                if any((print_, key) in self.memory.apart for print_ in fingerprints):
                    continue
                found = self.matcher.compare(cluster.subject, self.known.subjects[key])
                outcome = verdict(found)
                same_list = key in self.memory.actors and self._same_in_list(cluster, key)
                rival = Rival(key, None, found.score, tuple(found.sentences))
                if same_list and not found.contradicted:
                    proposals.append((2.0 + found.score, lead, rival))
                elif outcome is Verdict.SAME:
                    proposals.append((found.score + found.identified, lead, rival))
                elif outcome is Verdict.DOUBTFUL:
                    possible[lead].append(rival)
            if number % 200 == 0:
                self.progress((total + len(matched) + number) // 2, total)
        twins: dict[int, list[Rival]] = defaultdict(list)
        for _, lead, rival in sorted(proposals, key=lambda item: (-item[0], item[1], item[2].actor or 0)):
            assert rival.actor is not None
            if lead in matched:
                if rival.actor != matched[lead].actor:
                    twins[lead].append(rival)
            elif rival.actor in claimed:
                twins[lead].append(rival)
            else:
                matched[lead] = rival
                claimed.add(rival.actor)
        doubtful: dict[int, list[Rival]] = {}
        for lead, rivals in possible.items():
            open_rivals = sorted(
                (one for one in rivals if one.actor not in claimed), key=lambda one: -one.score
            )
            taken = [one for one in rivals if one.actor in claimed]
            if lead not in matched:
                if open_rivals:
                    doubtful[lead] = open_rivals[:_MAX_RIVALS]
                twins[lead] += [one for one in taken if one.score >= POSSIBLE_DUPLICATE]
        return matched, doubtful, twins

    def _remembered(self, planned: list[PlannedRow], cluster: _Cluster) -> int | None:
        for position in cluster.rows:
            actor = self.memory.fingerprints.get(planned[position].fingerprint)
            if actor is not None and actor in self.states:
                return actor
        actor = self.memory.keys.get(planned[cluster.rows[0]].key)
        if actor is None or actor not in self.known.subjects:
            return None
        # A list may have been numbered again: its own number counts only where the names agree.
        other = self.known.subjects[actor]
        likeness = max(
            (name_similarity(a, b) for a in cluster.subject.name_keys for b in other.name_keys), default=0.0
        )
        return actor if likeness >= 0.6 and not _contradicting(cluster.subject, other) else None

    def _same_in_list(self, cluster: _Cluster, actor: int) -> bool:
        """Whether an actor of this list bears this very name in this very commune, its address set apart."""
        other = self.known.subjects[actor]
        return bool(cluster.subject.folded & other.folded) and bool(cluster.subject.communes & other.communes)

    def _settle(
        self,
        planned: list[PlannedRow],
        clusters: list[_Cluster],
        matched: Mapping[int, Rival],
        doubtful: Mapping[int, list[Rival]],
        twins: Mapping[int, list[Rival]],
    ) -> None:
        for cluster in clusters:
            lead = cluster.rows[0]
            entry = planned[lead]
            if lead in matched:
                rival = matched[lead]
                entry.actor, entry.score = rival.actor, rival.score
                entry.verdict = RowVerdict.MERGE
                if rival.evidence != ("déjà importée de cette liste",):
                    entry.reasons += list(rival.evidence[:3])
            elif any(planned[position].fingerprint in self.memory.pending for position in cluster.rows):
                entry.verdict = RowVerdict.REVIEW
                entry.reasons.append("déjà en attente de votre décision depuis un import précédent")
            elif lead in doubtful:
                entry.verdict, entry.rivals = RowVerdict.REVIEW, doubtful[lead]
                best = entry.rivals[0]
                entry.score = best.score
                name = self.states[best.actor].name if best.actor is not None else ""
                entry.reasons = [typeset(f"ressemble à « {name} »"), *best.evidence[:3], *entry.reasons]
            else:
                entry.twins = list(twins.get(lead, ()))

    def _pair_rows(self, planned: list[PlannedRow], clusters: list[_Cluster]) -> None:
        """List the structures to be created that look alike within the file."""
        created = [cluster for cluster in clusters if planned[cluster.rows[0]].verdict is RowVerdict.CREATE]
        index = Known(self.matcher.rarity)
        for cluster in created:
            subject = cluster.subject
            for key in index.candidates(subject, limit=8):
                found = self.matcher.compare(subject, index.subjects[key])
                if verdict(found) is not Verdict.DIFFERENT and found.score >= POSSIBLE_DUPLICATE:
                    planned[subject.key].twins.append(Rival(None, key, found.score, tuple(found.sentences)))
            index.add(subject)

    # --- what is new in what is said -------------------------------------------------------------
    def _compare_with_past(self, planned: list[PlannedRow], clusters: list[_Cluster]) -> None:
        actors = {entry.actor for entry in planned if entry.actor is not None}
        said = self.said_by_list(actors) if actors else {}
        for cluster in clusters:
            entry = planned[cluster.rows[0]]
            if entry.actor is None:
                continue
            state = self.states[entry.actor]
            if state.withdrawn:
                entry.verdict = RowVerdict.UNCHANGED
                entry.reasons.append("cette structure a demandé à ne plus paraître : rien n’est repris d’elle")
                continue
            past = said.get(entry.actor, Said())
            if past.facts and all(planned[row].fingerprint in self.memory.fingerprints for row in cluster.rows):
                entry.verdict = RowVerdict.UNCHANGED
                continue
            known_before = entry.actor in self.memory.actors
            entry.delta, entry.changes = delta_of(cluster.content, past, state, known_before=known_before)
            if known_before:
                entry.verdict = RowVerdict.CHANGE if entry.delta else RowVerdict.UNCHANGED
            if state.closed:
                entry.reasons.append("cette structure est marquée fermée")

    def _follow_leads(self, planned: list[PlannedRow], clusters: list[_Cluster]) -> None:
        for cluster in clusters:
            lead = planned[cluster.rows[0]]
            for position in cluster.rows[1:]:
                entry = planned[position]
                entry.lead, entry.actor = lead.position, lead.actor
                entry.verdict = (
                    lead.verdict
                    if lead.verdict in (RowVerdict.REVIEW, RowVerdict.UNCHANGED)
                    else RowVerdict.MERGE
                )
                entry.reasons = [f"même structure que la ligne {lead.row.line}"]


def delta_of(
    content: Mapping[str, Any], said: Said, state: ActorState, *, known_before: bool
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """What a list says now that it had not said of an actor, and each value that this changes (before, after).

    Blank values say nothing. A first name from another list is only said where it says more than spelling.
    """
    facts = {}
    changes: dict[str, list[Any]] = {}
    for name, value in content["facts"].items():
        if said.facts.get(name) == value:
            continue
        if name == "usual_name" and name not in said.facts and not _better_name(str(value), state.name):
            continue
        facts[name] = value
        before = said.facts[name] if name in said.facts else state.values.get(name)
        if before != value:
            changes[name] = [before, value]
    places = [place for place in content["places"] if not any(_same_place(place, old) for old in said.places)]
    if places and said.places:
        changes["place"] = [said.places[0].get("address", ""), places[0]["address"]]
    elif places and known_before:
        changes["place"] = ["", places[0]["address"]]
    people = [
        person
        for person in content["people"]
        if (fold(person["name"]), "") not in said.people and ("", person["email"]) not in said.people
    ]
    conventions = [one for one in content["conventions"] if tuple(one.values()) not in said.conventions]
    delta: dict[str, Any] = {}
    for key, values in (("facts", facts), ("places", places), ("people", people), ("conventions", conventions)):
        if values:
            delta[key] = values
    return delta, changes


def _better_name(name: str, present: str) -> bool:
    """Whether another list's name for an actor is worth saying beside the one it has."""
    if name_similarity(name, present) < 0.85:
        return True
    return present.isupper() and not name.isupper()


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    same = (one["commune"], fold(one["address"])) == (other["commune"], fold(other["address"]))
    if not same or one.get("siret", "") != other.get("siret", ""):
        return False
    if one["latitude"] is None or one["longitude"] is None:
        return True
    if other["latitude"] is None or other["longitude"] is None:
        return False
    return distance((one["latitude"], one["longitude"]), (other["latitude"], other["longitude"])) < 1


def subject_of(key: int, content: Mapping[str, Any]) -> Subject:
    """The description by which a structure of the file is compared."""
    facts, places = content["facts"], content["places"]
    point = next(((one["latitude"], one["longitude"]) for one in places if one["latitude"] is not None), None)
    people = content["people"]
    return Subject.describe(
        key,
        [facts.get("usual_name", ""), facts.get("official_name", "")],
        sigle=facts.get("sigle", ""),
        siren=facts.get("siren", ""),
        sirets=frozenset(one["siret"] for one in places if one["siret"]),
        rna=facts.get("rna", ""),
        former=facts.get("former_number", ""),
        communes=frozenset(one["commune"] for one in places if one["commune"] and not one["deduced"])
        or frozenset(one["commune"] for one in places if one["commune"]),
        addresses=[one["address"] for one in places],
        phones=frozenset([facts["phone"]] if "phone" in facts else [])
        | frozenset(one["phone"] for one in people if one["phone"]),
        emails=frozenset(
            address.lower()
            for address in [facts.get("email", ""), *(one["email"] for one in people)]
            if address
        ),
        sites=[facts.get("website", "")],
        point=point,
    )


def _gather(readings: Sequence[Reading]) -> dict[str, Any]:
    """What the rows of one structure say together: the first value of each field, all the items of lists."""
    facts: dict[str, Any] = {}
    places: list[Place] = []
    people: dict[str, dict[str, Any]] = {}
    conventions: list[dict[str, Any]] = []
    for reading in readings:
        for name, value in reading.facts.items():
            if name in LIST_FACTS:
                facts[name] = sorted({*facts.get(name, ()), *value})
            else:
                facts.setdefault(name, value)
        if reading.place.commune:
            same = next((place for place in places if place.key() == reading.place.key()), None)
            if same is None:
                places.append(reading.place)
            elif same.latitude is None:
                same.latitude, same.longitude = reading.place.latitude, reading.place.longitude
        for person in reading.people:
            entry = people.setdefault(fold(person.name), asdict(person))
            for part, value in asdict(person).items():
                entry[part] = entry[part] or value
        conventions += [one for each in reading.conventions if (one := asdict(each)) not in conventions]
    return {
        "facts": facts,
        "places": [asdict(place) for place in places],
        "people": list(people.values()),
        "conventions": conventions,
        "dissolved": all(reading.dissolved for reading in readings),
    }


def _said_positions(readings: Sequence[Reading]) -> str:
    """What to say where rows of one place give it several positions."""
    points = [
        (reading.place.latitude, reading.place.longitude)
        for reading in readings
        if reading.place.latitude is not None
        and reading.place.longitude is not None
        and reading.place.key() == readings[0].place.key()
    ]
    apart = max((distance(points[0], point) for point in points[1:]), default=0.0)
    if apart < 1:
        return ""
    return f"plusieurs positions pour la même adresse, jusqu’à {round(apart)} m : la première est gardée"


def _opposed(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether official numbers (by their name, "" where unknown) forbid that two rows be one structure."""
    return any(one[name] and other[name] and one[name] != other[name] for name in one)


def _contradicting(one: Subject, other: Subject) -> bool:
    return bool(
        (one.siren and other.siren and one.siren != other.siren)
        or (one.rna and other.rna and one.rna != other.rna)
    )


def _key(reading: Reading) -> str:
    """How a row is known again in a new version of its list: by the list's own number, else name and place."""
    parts = ["n", reading.list_key] if reading.list_key else ["p", fold(reading.name), *reading.place.key()]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _bare_former(number: str) -> str:
    """A former number without the code of the office before it."""
    return number[4:] if len(number) > 10 and number[3:4] in {"P", "S"} else number


def _alike(names: Sequence[str]) -> bool:
    """Whether most of the names of a group resemble the first."""
    near = sum(name_similarity(names[0], name) >= 0.5 for name in names[1:])
    return near * 2 >= len(names) - 1


def _drop_number(reading: Reading) -> None:
    reading.place.siret = ""
    for name in ("siren", "rna", "former_number"):
        reading.facts.pop(name, None)


def new_rarity(subjects: Iterable[Subject]) -> Rarity:
    """The rarity of the words of these subjects."""
    rarity = Rarity()
    for subject in subjects:
        rarity.count(subject)
    return rarity
