"""The search of the directory: what it still finds when the query is misspelt, and how fast.

Queries are made from the names of actors drawn at random, by kind of error. The *ceiling* of a kind is what no
search can exceed but by luck: a name that fits what was typed as well as n - 1 others has min(1, 10 / n)
chances to be among the first ten. Where at most ten fit, the query is *clear*. Baselines: SQL `LIKE` on the
folded name; trigrams alone, ranked by the database.
"""

from __future__ import annotations

import csv
import os
import re
import statistics
import string
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from django.db import connection
from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bench.table import Table
from maillage.actors.actions import create_actors, new_establishment, open_contribution, say_all, source_for
from maillage.actors.domain.lexicon import SIGLES, STOP_WORDS
from maillage.actors.domain.words import initials, stem, stems, tokens
from maillage.actors.models import (
    Actor,
    ActorTag,
    Contribution,
    Establishment,
    Fact,
    Source,
    SourceKind,
    Word,
)
from maillage.actors.projection import project
from maillage.actors.search import search_actors
from maillage.demo.generator import generate_actors
from maillage.kernel.text import fold, unaccent
from maillage.territory.models import Commune

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
SIZES = (1_000, 10_000, 50_000)
QUERIES = 300
BASELINE_QUERIES = 60
SEED = 2005


# --- The names ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Named:
    """What the benchmark loads of an actor."""

    name: str
    sigle: str = ""
    theme: str = ""
    description: str = ""
    commune: str = "94028"


def invented(count: int) -> list[Named]:
    """Actors of the demonstration's generator."""
    return [
        Named(one.name, one.sigle, one.theme, one.description, one.town)
        for one in generate_actors(count, SEED, date(2005, 1, 10))
    ]


def _column(path: str, column: str, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[str]:
    file = SHARED / path
    if file.is_file():
        with file.open(encoding=encoding, newline="") as lines:
            for row in csv.DictReader(lines, delimiter=delimiter):
                if name := (row.get(column) or "").strip():
                    yield name


def montpellier() -> list[Named]:
    """The associations of one real town."""
    return _named(_column("subventions/montpellier/associations_2011_sans_contacts.csv", "NomAsso"))


def real_names() -> list[Named]:
    """Every name of an organisation in the real files."""
    place = re.compile(r" - (?:\d\d|2A|2B|97\d) .*$")
    names = list(_column("subventions/montpellier/associations_2011_sans_contacts.csv", "NomAsso"))
    names += _column("sirene/ess_numerique_unites_legales_enriched.csv", "denomination")
    names += _column("sirene/ess_numerique_01_ess_france.csv", "denominationUniteLegale")
    names += _column("rna/rna_api_extrait_2022.csv", "titre")
    names += _column("inclusion/prescripteurs_les_emplois.csv", "name")
    names += _column("inclusion/siae_94.csv", "name")
    names += _column(
        "subventions/pdl/44_loire-atlantique_subventions.csv", "Nom du bénéficiaire", delimiter=";"
    )
    jaune = "subventions/etat/plf-2012-jaune-associations-subventionnees-en-2010.csv"
    names += (place.sub("", name) for name in _column(jaune, "ASSOCIATION", "cp1252", ";"))
    return _named(names)


def _named(names: Iterable[str]) -> list[Named]:
    """Distinct by their folded form, in an order that mixes the files."""
    distinct = list({fold(name): Named(" ".join(name.split())[:250]) for name in names if fold(name)}.values())
    Random(SEED).shuffle(distinct)
    return distinct


# --- Loading -----------------------------------------------------------------------------------------------
def load(named: Iterable[Named]) -> tuple[int, float]:
    """Say and project these actors as an import does; returns how many, and the seconds taken."""
    started = time.perf_counter()
    source = source_for(SourceKind.LIST, "Banc d’essai")
    contribution = open_contribution(Contribution.Kind.IMPORT, source, "Banc d’essai")
    communes = Commune.objects.in_bulk(["94002", "94028", "94044"])
    waiting, count = list(named), 0
    for start in range(0, len(waiting), 500):
        part = waiting[start : start + 500]
        actors = create_actors(contribution, (one.name for one in part))
        facts = [
            {"sigle": one.sigle, "themes": [one.theme] if one.theme else [], "description": one.description}
            for one in part
        ]
        say_all(contribution, zip(actors, facts, strict=True))
        Establishment.objects.bulk_create(
            new_establishment(contribution, actor, commune=communes[one.commune])
            for actor, one in zip(actors, part, strict=True)
        )
        project(actor.pk for actor in actors)
        count += len(part)
    return count, time.perf_counter() - started


def clear() -> None:
    """Leave nothing of what `load` made."""
    for model in (ActorTag, Fact, Establishment):
        model._base_manager.all()._raw_delete("default")
    Actor.objects.all()._raw_delete("default")
    Word.objects.all().delete()
    Contribution.objects.all().delete()
    Source.objects.all().delete()


# --- Baselines ---------------------------------------------------------------------------------------------
def make_trigrams() -> None:
    """The trigram index of the baseline, on the folded names."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("DROP TABLE IF EXISTS bench_names")
            cursor.execute("CREATE TABLE bench_names (id bigint, name text)")
        else:
            cursor.execute("DROP TABLE IF EXISTS bench_names")
            cursor.execute("CREATE VIRTUAL TABLE bench_names USING fts5(name, tokenize='trigram')")
        key, marks = ("id", "%s") if connection.vendor == "postgresql" else ("rowid", "%s")
        cursor.executemany(
            f"INSERT INTO bench_names({key}, name) VALUES ({marks}, {marks})",
            [(pk, fold(name)) for pk, name in Actor.objects.values_list("pk", "name")],
        )
        if connection.vendor == "postgresql":
            cursor.execute("CREATE INDEX bench_names_trgm ON bench_names USING gin (name gin_trgm_ops)")
            cursor.execute("ANALYZE bench_names")


def by_trigrams(text: str) -> list[int]:
    folded = fold(text)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT id FROM bench_names WHERE %s <%% name "
                "ORDER BY word_similarity(%s, name) DESC, name LIMIT 10",
                [folded, folded],
            )
        else:
            found = {folded[at : at + 3] for at in range(len(folded) - 2)}
            wanted = " OR ".join(f'"{one}"' for one in sorted(found))
            if not wanted:
                return []
            cursor.execute(
                "SELECT rowid FROM bench_names WHERE bench_names MATCH %s ORDER BY rank LIMIT 10", [wanted]
            )
        return [pk for (pk,) in cursor.fetchall()]


def by_like(text: str) -> list[int]:
    with connection.cursor() as cursor:
        words = fold(text).split()
        where = " AND ".join(["sort_key LIKE %s"] * len(words))
        cursor.execute(
            f"SELECT id FROM actors_actor WHERE {where} ORDER BY sort_key LIMIT 10",
            [f"%{word}%" for word in words],
        )
        return [pk for (pk,) in cursor.fetchall()]


def by_search(text: str) -> list[int]:
    result = search_actors(text, Actor.objects.public())
    return [hit.pk for hit in (*result.hits[:10], *result.near)][:10]


WAYS: dict[str, Callable[[str], list[int]]] = {
    "search": by_search,
    "LIKE": by_like,
    "trigrams": by_trigrams,
}


# --- Queries and their ceilings ----------------------------------------------------------------------------
class Names:
    """The names loaded, arranged to know how many fit a query."""

    def __init__(self) -> None:
        self.words: dict[int, list[str]] = {}
        self.written: dict[int, list[str]] = {}
        self.by_form: dict[str, set[int]] = defaultdict(set)
        self.by_stem: dict[str, set[int]] = defaultdict(set)
        self.by_initials: dict[str, set[int]] = defaultdict(set)
        self.by_name: dict[str, set[int]] = defaultdict(set)
        self.name: dict[int, str] = {}
        places = frozenset({stem("creteil"), stem("alfortville"), "limeil", stem("brevannes")})
        for pk, name in Actor.objects.values_list("pk", "name"):
            words = tokens(name)
            self.name[pk] = name
            self.words[pk] = list(dict.fromkeys(word for word in words if word not in STOP_WORDS))
            self.by_name[fold(name)].add(pk)
            for word in words:
                self.by_form[word].add(pk)
                self.by_stem[stem(word)].add(pk)
            for one in initials(words, places):
                self.by_initials[one].add(pk)
        self.forms = list(self.by_form)

    def near(self, typed: str) -> set[int]:
        """Names with a word at most one letter away from what was typed."""
        found = process.extract(typed, self.forms, scorer=OSA.distance, score_cutoff=1, limit=None)
        return set[int]().union(*(self.by_form[form] for form, _, _ in found))

    def starting(self, typed: str) -> set[int]:
        """Names with a word that begins so."""
        return set[int]().union(*(self.by_form[form] for form in self.forms if form.startswith(typed)))

    def holding(self, words: Iterable[str]) -> set[int]:
        """Names that hold all these words, in the singular or the plural."""
        return set.intersection(*(self.by_stem[stem(word)] for word in words))


def misspell(word: str, rng: Random) -> str:
    """One letter wrong, missing, in excess, or swapped with the next one."""
    while True:
        at, letter = rng.randrange(len(word)), rng.choice(string.ascii_lowercase)
        wrong = rng.choice(
            (
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
        if wrong != word:
            return wrong


def _two(words: list[str], rng: Random, shortest: int = 2) -> list[str] | None:
    fit = [word for word in words if len(word) >= shortest and word.isalpha()]
    return rng.sample(fit, 2) if len(fit) >= 2 else None


Made = tuple[str, set[int]] | None
Maker = Callable[[Names, int, Random], Made]


def _exact_name(names: Names, pk: int, rng: Random) -> Made:
    return names.name[pk], names.by_name[fold(names.name[pk])]


def _two_words(names: Names, pk: int, rng: Random) -> Made:
    two = _two(names.words[pk], rng)
    return (" ".join(two), names.holding(two)) if two else None


def _typo_in_two(names: Names, pk: int, rng: Random) -> Made:
    two = _two(names.words[pk], rng, 4)
    if not two:
        return None
    wrong = misspell(two[0], rng)
    query = [wrong, two[1]]
    rng.shuffle(query)
    return " ".join(query), names.near(wrong) & names.holding(two[1:]) | {pk}


def _rarest(names: Names, pk: int, shortest: int) -> str | None:
    fit = [word for word in names.words[pk] if len(word) >= shortest and word.isalpha()]
    return min(fit, key=lambda word: len(names.by_stem[stem(word)]), default=None)


def _typo_in_one(names: Names, pk: int, rng: Random) -> Made:
    word = _rarest(names, pk, 4)
    if not word:
        return None
    wrong = misspell(word, rng)
    return wrong, names.near(wrong)


def _plural(names: Names, pk: int, rng: Random) -> Made:
    two = _two(names.words[pk], rng, 4)
    if not two:
        return None
    other = two[0][:-1] if two[0].endswith("s") else two[0] + "s"
    return f"{other} {two[1]}", names.holding(two)


def _beginning(size: int, *, with_word: bool) -> Maker:
    def make(names: Names, pk: int, rng: Random) -> Made:
        word = _rarest(names, pk, size + 1)
        if not word:
            return None
        fitting = names.starting(word[:size])
        if not with_word:
            return word[:size], fitting
        others = [one for one in names.words[pk] if one != word and len(one) > 2]
        if not others:
            return None
        other = rng.choice(others)
        return f"{other} {word[:size]}", fitting & names.holding([other])

    return make


def _cut(names: Names, pk: int, rng: Random) -> Made:
    two = _two(names.words[pk], rng, 5)
    if not two:
        return None
    at = rng.randrange(2, len(two[0]) - 1)
    query = [f"{two[0][:at]} {two[0][at:]}", two[1]]
    rng.shuffle(query)
    return " ".join(query), names.holding(two)


def _glued(names: Names, pk: int, rng: Random) -> Made:
    words = [word for word in names.words[pk] if word.isalpha() and len(word) > 2]
    if len(words) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    return words[at] + words[at + 1], names.holding(words[at : at + 2])


def _accents(names: Names, pk: int, rng: Random) -> Made:
    """Accents left out where the name has some, put in where it has none."""
    words = [word.strip("'’-,.()\"«»").lower() for word in names.name[pk].split()]
    fit = [word for word in words if len(word) > 3 and word.isalpha() and "e" in unaccent(word)]
    if len(fit) < 2:
        return None
    two = rng.sample(fit, 2)
    plain = [unaccent(word) for word in two]
    query = plain if plain != two else [word.replace("e", "é", 1) for word in two]
    held = [word for one in plain for word in tokens(one)]
    return " ".join(query), names.holding(held) | {pk}


def _order(names: Names, pk: int, rng: Random) -> Made:
    words = [word for word in names.words[pk] if len(word) > 1]
    if len(words) < 2:
        return None
    shuffled = words[:]
    while shuffled == words:
        rng.shuffle(shuffled)
    return " ".join(shuffled), names.holding(words)


def _sigle(names: Names, pk: int, rng: Random) -> Made:
    """The initials of a name, for the name."""
    sigle = "".join(word[0] for word in tokens(names.name[pk]) if word not in STOP_WORDS)
    if not 3 <= len(sigle) <= 8 or not sigle.isalpha():
        return None
    return sigle.upper(), names.by_initials[sigle] | names.by_form[sigle] | {pk}


def _known_sigle(names: Names, pk: int, rng: Random) -> Made:
    """The sigle of the ESS for a name that holds its long form, with another word of that name."""
    held = stems(names.name[pk])
    for sigle, forms in SIGLES.items():
        long = stems(forms[0])
        if set(long) <= set(held):
            others = [word for word in names.words[pk] if stem(word) not in long]
            if not others:
                return None
            other = rng.choice(others)
            both = names.holding([*tokens(forms[0]), other]) | (names.by_form[sigle] & names.holding([other]))
            return f"{sigle} {other}", both | {pk}
    return None


def _long_form(names: Names, pk: int, rng: Random) -> Made:
    """The long form for a name that holds the sigle, with another word of that name."""
    for sigle in names.words[pk]:
        if sigle in SIGLES:
            long = tokens(SIGLES[sigle][0])
            others = [word for word in names.words[pk] if word not in (sigle, *long)]
            if not others:
                return None
            other = rng.choice(others)
            fitting = (names.by_form[sigle] | names.holding(long)) & names.holding([other])
            return f"{SIGLES[sigle][0]} {other}", fitting | {pk}
    return None


KINDS: dict[str, Maker] = {
    "exact name": _exact_name,
    "two words": _two_words,
    "one wrong letter, two words": _typo_in_two,
    "one wrong letter, one word": _typo_in_one,
    "± s": _plural,
    "accents": _accents,
    "word order": _order,
    "cut word": _cut,
    "glued words": _glued,
    "beginning of 5 letters": _beginning(5, with_word=False),
    "a word and 3 letters": _beginning(3, with_word=True),
    "3 letters": _beginning(3, with_word=False),
    "initials": _sigle,
    "known sigle for long form": _known_sigle,
    "long form for known sigle": _long_form,
}


# --- Measuring -----------------------------------------------------------------------------------------------
def _rank(found: list[int], pk: int) -> int:
    return found.index(pk) + 1 if pk in found else 0


def measure(label: str, queries: int) -> tuple[Table, Table]:
    """What each way of searching finds among the actors loaded, and in what time."""
    recall = Table(
        f"Search among {label}: share of the queries whose actor is among the first ten",
        (
            "kind",
            "queries",
            "recall@10",
            "ceiling",
            "% of ceiling",
            "MRR",
            "of clear",
            "found",
            "LIKE",
            "trigrams",
        ),
        notes=[
            "of clear, found: queries that at most ten names fit, and the share of them answered.",
            "LIKE, trigrams: recall@10 of the baselines on the same queries.",
        ],
    )
    speed = Table(
        f"Search among {label}: milliseconds for a query",
        ("way", "queries", "p50", "p95", "slowest", "p50 CPU", "p95 CPU"),
        notes=["CPU: of this process alone, which other work on the machine does not lengthen."],
    )
    rng = Random(SEED)
    names = Names()
    make_trigrams()
    pks = sorted(names.words)
    clock = _Clock()
    for kind, make in KINDS.items():
        made: list[tuple[int, str, int]] = []
        for pk in rng.sample(pks, min(len(pks), 40 * queries)):
            if len(made) < queries and (one := make(names, pk, rng)):
                made.append((pk, one[0], len(one[1])))
        if not made:
            recall.rows.append((kind, 0, *[None] * 8))
            continue
        ceiling = statistics.fmean(min(1.0, 10 / fitting) for _, _, fitting in made)
        ranks: dict[str, list[int]] = defaultdict(list)
        for way, search in WAYS.items():
            for pk, query, _ in made if way == "search" else made[:BASELINE_QUERIES]:
                with clock.timed(way):
                    found = search(query)
                ranks[way].append(found.index(pk) + 1 if pk in found else 0)
        shares = {way: statistics.fmean(rank > 0 for rank in found) for way, found in ranks.items()}
        order = statistics.fmean(1 / rank if rank else 0 for rank in ranks["search"])
        clear = [rank > 0 for rank, (_, _, fitting) in zip(ranks["search"], made, strict=True) if fitting <= 10]
        recall.rows.append(
            (
                kind,
                len(made),
                shares["search"],
                ceiling,
                100 * shares["search"] / ceiling,
                order,
                len(clear),
                statistics.fmean(clear) if clear else None,
                shares["LIKE"],
                shares["trigrams"],
            )
        )
        for _, query, _ in made[: max(20, queries // 6)]:
            with clock.timed("search, facets, 25 actors"):
                page(query)
    for way, spent in clock.wall.items():
        p50, p95, slowest = quantiles(spent)
        cpu50, cpu95, _ = quantiles(clock.cpu[way])
        speed.rows.append((way, len(spent), p50, p95, slowest, cpu50, cpu95))
    return recall, speed


class _Clock:
    """Seconds spent by what is timed, on the wall's clock and by this process."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = defaultdict(list)
        self.cpu: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall[what].append(time.perf_counter() - wall)
        self.cpu[what].append(time.process_time() - cpu)


def quantiles(seconds: list[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and greatest, in milliseconds."""
    ordered = [1000 * one for one in sorted(seconds)]
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1]


def page(query: str) -> dict[tuple[str, str], int]:
    """What a page of results asks of the database: the search, its facets counted, the first 25 actors."""
    result = search_actors(query, Actor.objects.public())
    tags = result.among(ActorTag.objects.all(), "actor").values_list("kind", "code")
    facets = {(kind, code): count for kind, code, count in tags.annotate(count=Count("pk"))}
    list(Actor.objects.filter(pk__in=result.pks[:25]).select_related("commune").defer("commune__outline"))
    return facets


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield, for each set of names, what is found and how fast; then how long the index takes to make."""
    loaded = Table(
        "Search: saying, projecting and indexing actors", ("names", "actors", "words known", "actors/s")
    )
    queries = 5 if tiny else QUERIES
    sizes = (60,) if tiny else SIZES
    made = invented(sizes[-1])
    sources = [(f"invented, {size}", made[:size]) for size in sizes]
    if not tiny:
        sources += [(f"Montpellier, {len(town)}", town) for town in [montpellier()] if town]
        sources += [(f"all real names, {len(real)}", real) for real in [real_names()] if real]
    before = 0
    for label, named in sources:
        grown = label.startswith("invented")
        if not grown:
            clear()
        count, seconds = load(named[before if grown else 0 :])
        before = len(named)
        loaded.rows.append((label, count, Word.objects.count(), count / seconds))
        yield from measure(label, queries)
    if not SHARED.is_dir():
        loaded.notes.append("Real names were not tried: no ../shared/data beside the checkout.")
    yield loaded
