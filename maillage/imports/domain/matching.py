"""Whether two descriptions are of one actor: the candidates, the score, and the evidence in French sentences.

The score is a probability. It starts from how rarely two neighbours in the index are one actor, and each
observation multiplies the odds by a stated factor (their logarithms, in `WEIGHTS`, add up). What a shared
name is worth depends on how rare its words are among the actors present: « Comité des fêtes » says little.
"""

from __future__ import annotations

import math
import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any

from maillage.kernel.addresses import Street
from maillage.kernel.contacts import format_phone
from maillage.kernel.names import NameKey, is_section_of, letter_apart, name_key, name_similarity
from maillage.kernel.names.words import COMMON_WORDS, SATELLITES
from maillage.kernel.text import fold, typeset

# Natural logarithms of how much an observation changes the odds that two descriptions are one actor.
WEIGHTS: Mapping[str, float] = {
    "prior": -4.5,
    "same_sigle": 2.0,
    "other_sigle": -0.8,
    "other_commune": -4.0,
    "same_address": 3.0,
    "same_street": 0.6,
    "other_address": -0.9,
    "same_phone": 4.5,
    "other_phone": -0.5,
    "same_email": 5.0,
    "other_email": -0.3,
    "same_website": 4.0,
    "other_website": -0.4,
    "near": 0.6,
    "far": -0.6,
    "same_siret": 12.0,
    "same_siren": 9.0,
    "same_rna": 12.0,
    "same_former": 9.0,
    "other_siren": -14.0,
    "other_rna": -14.0,
    "other_former": -6.0,
    "section": -3.5,
    "satellite": -2.5,
}
CERTAIN = 0.97
"""From this score on, and with the name's agreement, nobody is asked."""
DOUBTFUL = 0.35
"""From this score on a person decides; below, the two are different."""
LETTER_LIKENESS = 0.89
"""The likeness of two names that differ by one letter, whatever that letter makes of a word."""
SIGLE_LIKENESS = 0.9
"""The likeness of a name to the sigle of another."""
_BACKGROUND = 2000
_COMMON_SHARE = 0.03
_MAX_NAME = 9.0
# What the likeness of two names is worth: (likeness, share of the name's rarity that it earns, points lost).
_NAME_CURVE = (
    (0.0, 0.0, -8.0),
    (0.4, 0.0, -6.0),
    (0.6, 0.10, -3.0),
    (0.7, 0.30, -1.8),
    (0.8, 0.55, -1.0),
    (0.9, 0.85, -0.4),
    (0.98, 0.98, 0.0),
    (1.0, 1.0, 0.0),
)
_SITE = re.compile(r"^https?://(www\.)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """One description to compare, of a row or of an actor: `key` is the caller's own number for it."""

    key: int
    names: tuple[str, ...]
    sigle: str = ""
    siren: str = ""
    sirets: frozenset[str] = frozenset()
    rna: str = ""
    former: str = ""
    communes: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    name_keys: tuple[NameKey, ...] = ()
    streets: tuple[Street, ...] = ()
    folded: frozenset[str] = frozenset()

    @classmethod
    def describe(cls, key: int, names: Iterable[str], **details: Any) -> Subject:
        """Make a subject from texts: names and addresses are folded once, for all comparisons."""
        kept = tuple(dict.fromkeys(name for name in names if name))
        addresses = tuple(dict.fromkeys(one for one in details.pop("addresses", ()) if one))
        return cls(
            key=key,
            names=kept,
            name_keys=tuple(name_key(name) for name in kept),
            folded=frozenset(fold(name) for name in kept),
            addresses=addresses,
            streets=tuple(Street.of(one) for one in addresses),
            sites=frozenset(site_key(site) for site in details.pop("sites", ()) if site),
            **details,
        )


def site_key(address: str) -> str:
    """A web address without what varies between two ways of writing it."""
    return _SITE.sub("", address.lower()).rstrip("/")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation: its code, its points (positive speaks for one actor), and its French sentence."""

    code: str
    points: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: `score` from 0 to 1, and why; `identified` when a number settled it."""

    score: float
    likeness: float
    evidence: tuple[Evidence, ...]
    identified: bool = False
    contradicted: bool = False
    section: str = ""

    @property
    def sentences(self) -> list[str]:
        """The evidence as sentences, the heaviest first."""
        return [one.sentence for one in sorted(self.evidence, key=lambda one: -abs(one.points))]


class Verdict(StrEnum):
    """What a comparison comes to."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


class Rarity:
    """How rare words and contacts are among the subjects counted."""

    def __init__(self) -> None:
        self.subjects = 0
        self.words: Counter[str] = Counter()
        self.phones: Counter[str] = Counter()
        self.emails: Counter[str] = Counter()
        self.sites: Counter[str] = Counter()
        self.streets: Counter[Street] = Counter()

    def count(self, subject: Subject) -> None:
        """Add a subject to those whose words are known."""
        self.subjects += 1
        self.words.update({token for key in subject.name_keys for token in key.tokens})
        self.phones.update(subject.phones)
        self.emails.update(subject.emails)
        self.sites.update(subject.sites)
        self.streets.update(set(subject.streets))
        self.__dict__.pop("weights", None)

    def surprise(self, token: str) -> float:
        """How much sharing this word tells, as a logarithm of odds; about 0.5 to 9."""
        background = _BACKGROUND * _COMMON_SHARE if token in COMMON_WORDS else 1.0
        return math.log((_BACKGROUND + self.subjects) / (background + self.words[token]))

    def name_worth(self, one: NameKey, other: NameKey) -> float:
        """How much it tells that two subjects bear this name, capped."""
        return min(_MAX_NAME, *(sum(map(self.surprise, key.tokens)) for key in (one, other)))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights of words for `name_similarity`: 1 for a word met once, less for one met often."""
        most = math.log(max(len(self.words), _BACKGROUND))
        return {
            token: min(COMMON_WORDS.get(token, 1.0), max(0.15, 1.0 - math.log(count) / most))
            for token, count in self.words.items()
            if count > 2
        }


class Matcher:
    """Compares subjects of one territory: `places` are the folded words of its communes' names."""

    def __init__(
        self, rarity: Rarity, *, places: Collection[str] = (), communes: Mapping[str, str] | None = None
    ):
        self.rarity = rarity
        self.places = places
        self.communes = communes or {}
        self._commune_words: dict[str, dict[str, float]] = {}

    def compare(self, one: Subject, other: Subject) -> Comparison:
        """Score two subjects, with the evidence for and against; symmetrical."""
        evidence = list(self._identifiers(one, other))
        likeness, section, named = self._names(one, other)
        evidence += named
        evidence += self._places(one, other)
        evidence += self._contacts(one, other)
        codes = {item.code for item in evidence}
        points = WEIGHTS["prior"] + sum(item.points for item in evidence)
        return Comparison(
            score=1 / (1 + math.exp(-max(-30.0, min(30.0, points)))),
            likeness=likeness,
            evidence=tuple(evidence),
            identified=bool(codes & {"same_siret", "same_siren", "same_rna", "same_former"}),
            contradicted=bool(codes & {"other_siren", "other_rna"}),
            section=section,
        )

    def _weights(self, shared: frozenset[str]) -> Mapping[str, float]:
        """The weights of words, those of the name of a commune that both share counting for nothing."""
        if len(shared) != 1:
            return self.rarity.weights
        (code,) = shared
        words = self._commune_words.get(code)
        if words is None:
            words = self._commune_words[code] = dict.fromkeys(fold(self._commune(code)).split(), 0.05)
        return ChainMap(words, self.rarity.weights)

    def _identifiers(self, one: Subject, other: Subject) -> Iterator[Evidence]:
        if one.sirets & other.sirets:
            yield _evidence("same_siret", f"même SIRET : {next(iter(one.sirets & other.sirets))}")
        elif one.siren and other.siren:
            if one.siren == other.siren:
                yield _evidence("same_siren", f"même SIREN : {one.siren}")
            else:
                yield _evidence("other_siren", f"numéros SIREN différents : {one.siren} et {other.siren}")
        if one.rna and other.rna:
            if one.rna == other.rna:
                yield _evidence("same_rna", f"même numéro RNA : {one.rna}")
            else:
                yield _evidence("other_rna", f"numéros RNA différents : {one.rna} et {other.rna}")
        if one.former and other.former:
            if same_former(one.former, other.former):
                yield _evidence("same_former", f"même ancien numéro d’association : {one.former}")
            else:
                yield _evidence("other_former", f"anciens numéros différents : {one.former} et {other.former}")

    def _names(self, one: Subject, other: Subject) -> tuple[float, str, list[Evidence]]:
        best, pair, names = -1.0, None, ("", "")
        weights = self._weights(one.communes & other.communes)
        for name_a, key_a in zip(one.names, one.name_keys, strict=True):
            for name_b, key_b in zip(other.names, other.name_keys, strict=True):
                likeness = self._likeness(one, key_a, other, key_b, weights)
                if likeness < LETTER_LIKENESS and letter_apart(name_a, name_b):
                    likeness = LETTER_LIKENESS
                if likeness > best:
                    best, pair, names = likeness, (key_a, key_b), (name_a, name_b)
        if pair is None:
            return 0.0, "", []
        share, lost = _on_curve(best)
        found = []
        shown = f"« {names[0]} » et « {names[1]} »"
        if best >= 0.995:
            sentence = "même nom" if fold(names[0]) == fold(names[1]) else f"noms équivalents : {shown}"
        elif best >= 0.88:
            sentence = f"noms presque identiques : {shown}"
        elif best >= 0.7:
            sentence = f"noms proches : {shown}"
        else:
            sentence = f"noms différents : {shown}"
        found.append(Evidence("name", share * self.rarity.name_worth(*pair) + lost, typeset(sentence)))
        section = ""
        if 0.4 <= best < LETTER_LIKENESS:
            if is_section_of(pair[0], pair[1]):
                section = "first"
            elif is_section_of(pair[1], pair[0]):
                section = "second"
            if section:
                low, high = names if section == "first" else (names[1], names[0])
                found.append(
                    _evidence(
                        "section", f"« {low} » se lit comme une section, une antenne ou un comité de « {high} »"
                    )
                )
        around = [name for name, key in zip(names, pair, strict=True) if SATELLITES & set(key.tokens)]
        if len(around) == 1 and best >= 0.5:
            sentence = (
                f"« {around[0]} » se lit comme ceux qui entourent l’autre : amis, anciens, parents, soutiens"
            )
            found.append(_evidence("satellite", sentence))
        if one.sigle and other.sigle:
            if _glued(one.sigle) == _glued(other.sigle):
                short = len(_glued(one.sigle)) < 3
                found.append(
                    Evidence(
                        "same_sigle", WEIGHTS["same_sigle"] / (2 if short else 1), f"même sigle : {one.sigle}"
                    )
                )
            elif best < 0.98:
                found.append(_evidence("other_sigle", f"sigles différents : {one.sigle} et {other.sigle}"))
        return best, section, found

    def _likeness(
        self, one: Subject, key_a: NameKey, other: Subject, key_b: NameKey, weights: Mapping[str, float]
    ) -> float:
        """How alike two names are. A sigle given apart counts where the other name is nothing but a sigle.

        Two names spelt out are compared by their words: « Arceaux Vie Active » is not « Amis des Voitures
        Anciennes », whatever the sigle of both.
        """
        if len(key_a.tokens) > 1 and len(key_b.tokens) > 1:
            key_a, key_b = (replace(key, sigles=frozenset()) if key.sigles else key for key in (key_a, key_b))
        likeness = name_similarity(key_a, key_b, weights=weights, places=self.places)
        for key, sigle in ((key_a, _glued(other.sigle)), (key_b, _glued(one.sigle))):
            if likeness < SIGLE_LIKENESS and len(sigle) >= 3 and "".join(key.tokens) == sigle:
                likeness = SIGLE_LIKENESS
        return likeness

    def _places(self, one: Subject, other: Subject) -> Iterator[Evidence]:
        same_commune = bool(one.communes & other.communes)
        if same_commune:
            count = max(len(self.communes), 1)
            commune = next(iter(one.communes & other.communes))
            yield Evidence(
                "same_commune",
                min(2.0, 0.3 + 0.5 * math.log(count)),
                f"même commune : {self._commune(commune)}",
            )
        elif one.communes and other.communes:
            names = f"{self._commune(next(iter(one.communes)))} et {self._commune(next(iter(other.communes)))}"
            yield _evidence("other_commune", f"communes différentes : {names}")
        address = ""
        if (same_commune or not one.communes or not other.communes) and one.streets and other.streets:
            ranked = [
                (("same", "street", "other", "").index(agreement), index, place)
                for index, left in enumerate(one.streets)
                for place, right in enumerate(other.streets)
                for agreement in (left.agrees(right),)
            ]
            best = min(ranked)
            address = ("same", "street", "other", "")[best[0]]
            shown = f"{one.addresses[best[1]]} et {other.addresses[best[2]]}"
            if address == "same":
                count = max(
                    self.rarity.streets[one.streets[best[1]]], self.rarity.streets[other.streets[best[2]]]
                )
                points = max(0.4, WEIGHTS["same_address"] - 0.8 * math.log(max(count - 1, 1)))
                yield Evidence("same_address", points, f"même adresse : {one.addresses[best[1]]}")
            elif address == "street":
                yield _evidence("same_street", f"même rue : {shown}")
            elif address == "other":
                yield _evidence("other_address", f"adresses différentes : {shown}")
        if one.point and other.point and address != "same":
            metres = distance(one.point, other.point)
            if metres <= 60:
                apart = f"positions à {round(metres)} m l’une de l’autre"
                yield _evidence("near", apart if metres >= 5 else "même endroit sur la carte")
            elif metres > 1500 and address == "":
                yield _evidence("far", f"positions à {metres / 1000:.1f} km l’une de l’autre".replace(".", ","))

    def _contacts(self, one: Subject, other: Subject) -> Iterator[Evidence]:
        for code, words, mine, theirs, counts in (
            (
                "phone",
                ("même téléphone", "téléphones différents"),
                one.phones,
                other.phones,
                self.rarity.phones,
            ),
            ("email", ("même courriel", "courriels différents"), one.emails, other.emails, self.rarity.emails),
            ("website", ("même site internet", "sites différents"), one.sites, other.sites, self.rarity.sites),
        ):
            if not mine or not theirs:
                continue
            shared = mine & theirs
            if shared:
                value = min(shared, key=lambda each: (counts[each], each))
                points = max(0.3, WEIGHTS[f"same_{code}"] - 1.5 * math.log(max(counts[value] - 1, 1)))
                shown = format_phone(value) if code == "phone" else value
                yield Evidence(f"same_{code}", points, f"{words[0]} : {shown}")
            else:
                yield _evidence(f"other_{code}", words[1])

    def _commune(self, code: str) -> str:
        return self.communes.get(code, code)


_FORBIDDING = frozenset(("other_commune", "other_former", "satellite"))
_SUPPORT = frozenset(("same_address", "same_phone", "same_email", "same_website", "same_sigle"))


def verdict(comparison: Comparison) -> Verdict:
    """What the comparison comes to: same, different, or for a person to decide.

    A number settles it, unless the names have nothing in common or another number contradicts it. Without a
    number, the names must agree, and the communes not differ.
    """
    codes = {item.code for item in comparison.evidence}
    if comparison.contradicted:
        return Verdict.DOUBTFUL if comparison.identified else Verdict.DIFFERENT
    if comparison.identified:
        settled = codes & {"same_siret", "same_rna"} or "other_commune" not in codes
        return Verdict.SAME if settled and comparison.likeness >= 0.3 else Verdict.DOUBTFUL
    if comparison.score < DOUBTFUL:
        return Verdict.DIFFERENT
    # Names that only resemble each other need something else that agrees.
    needed = 0.85 if codes & _SUPPORT else 0.97
    agreeing = comparison.likeness >= needed and not comparison.section
    if comparison.score >= CERTAIN and agreeing and not codes & _FORBIDDING:
        return Verdict.SAME
    return Verdict.DOUBTFUL


def _evidence(code: str, sentence: str) -> Evidence:
    return Evidence(code, WEIGHTS[code], typeset(sentence))


def _on_curve(likeness: float) -> tuple[float, float]:
    for (low, share_low, lost_low), (high, share_high, lost_high) in pairwise(_NAME_CURVE):
        if likeness <= high:
            part = (likeness - low) / (high - low)
            return share_low + part * (share_high - share_low), lost_low + part * (lost_high - lost_low)
    return 1.0, 0.0


def _glued(text: str) -> str:
    return fold(text).replace(" ", "")


def same_former(one: str, other: str) -> bool:
    """Whether two former numbers are one, with or without the code of the office before it."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 6 and len(long) - len(short) == 4 and long.endswith(short))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points (latitude, longitude), near enough within a country."""
    north = (one[0] - other[0]) * 111_320
    east = (one[1] - other[1]) * 111_320 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


_FEW = 200
_WORTH_COMPARING = 2.5


@dataclass
class Known:
    """Subjects that can be found by what a description shares with them."""

    rarity: Rarity
    subjects: dict[int, Subject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens: dict[str, list[int]] = defaultdict(list)
        self._local: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._values: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)

    def add(self, subject: Subject) -> None:
        """Add a subject; its words are not counted in the rarity, which the caller keeps."""
        self.subjects[subject.key] = subject
        for token in _blocking_tokens(subject):
            if token not in self._tokens:
                for form in _deletions(token):
                    self._near[form].add(token)
            self._tokens[token].append(subject.key)
            for commune in subject.communes:
                self._local[token, commune].append(subject.key)
        for name in subject.folded:
            self._names[name].append(subject.key)
        for value in _values(subject):
            self._values[value].append(subject.key)

    def named(self, folded: str) -> Sequence[int]:
        """Those that bear exactly this folded name."""
        return self._names.get(folded, ())

    def identified(self, subject: Subject) -> set[int]:
        """Those that share an official number with the subject."""
        found: set[int] = set()
        for kind, value in _values(subject):
            if kind in {"siret", "siren", "rna", "former"}:
                found.update(self._values.get((kind, value), ()))
        return found

    def candidates(self, subject: Subject, limit: int = 12) -> list[int]:
        """The subjects most worth comparing, those that share the rarest things first."""
        worth: dict[int, float] = defaultdict(float)
        for kind, value in _values(subject):
            found = self._values.get((kind, value), ())
            if len(found) <= _FEW:
                for key in found:
                    worth[key] += 3.0
        for name in subject.folded:
            for key in self._names.get(name, ())[:_FEW]:
                worth[key] += 4.0
        common: list[tuple[str, float]] = []
        for token in _blocking_tokens(subject):
            for form in self._alike(token):
                posting = self._tokens[form]
                surprise = self.rarity.surprise(form)
                if len(posting) > _FEW:
                    common.append((form, surprise))
                    continue
                for key in posting:
                    worth[key] += surprise
        for token, surprise in sorted(common, key=lambda item: -item[1]):
            local = {key for commune in subject.communes for key in self._local.get((token, commune), ())}
            if len(worth) < limit and len(local) <= 5 * _FEW:
                for key in local:
                    worth[key] += surprise
            else:
                for key in local & worth.keys() if len(local) < len(worth) else worth.keys() & local:
                    worth[key] += surprise
        ranked = sorted(worth.items(), key=lambda item: (-item[1], item[0]))
        return [key for key, shared in ranked[:limit] if shared >= _WORTH_COMPARING]

    def _alike(self, token: str) -> set[str]:
        """The known words equal to this one but for a letter."""
        found = {token} if token in self._tokens else set()
        if len(token) >= 5:
            for form in _deletions(token):
                found |= self._near.get(form, set())
        return found


def _deletions(token: str) -> set[str]:
    """The word and itself with each letter left out: two words one letter apart share one of these forms."""
    if len(token) < 4:
        return {token}
    return {token} | {token[:index] + token[index + 1 :] for index in range(len(token))}


def _blocking_tokens(subject: Subject) -> set[str]:
    tokens: set[str] = set()
    for key in subject.name_keys:
        tokens |= set(key.tokens) | key.sigles
        for former in key.former:
            tokens |= set(former.tokens)
        if len(key.tokens) <= 3:
            tokens.add("".join(key.tokens))
        if len(key.tokens) >= 3:
            tokens.add("".join(token[0] for token in key.tokens))
            tokens.add("".join(word[0] for word in key.words))
    if subject.sigle:
        tokens.add(_glued(subject.sigle))
    return {token for token in tokens if len(token) >= 2}


def _values(subject: Subject) -> Iterator[tuple[str, str]]:
    for siret in subject.sirets:
        yield "siret", siret
    if subject.siren:
        yield "siren", subject.siren
    if subject.rna:
        yield "rna", subject.rna
    if subject.former:
        yield "former", subject.former
        if len(subject.former) > 8:
            yield "former", subject.former[4:]
    for phone in subject.phones:
        yield "phone", phone
    for email in subject.emails:
        yield "email", email.lower()
    for site in subject.sites:
        yield "site", site
    for street in subject.streets:
        if street.numbers and street.words:
            yield "street", " ".join(sorted(street.numbers) + sorted(street.words))
