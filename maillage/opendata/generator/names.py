"""Names of the organisations: the true one, and how each source spells it."""

from __future__ import annotations

import re
from functools import cache
from math import prod

import numpy as np

from maillage.kernel.text import fold, unaccent

from .country import ASSOCIATION_KINDS, ASSOCIATIONS_PER_INHABITANT, Geography, Units
from .hashing import Draws, Whole
from .margins import KINDS
from .words import activities, evocation, make_name, with_de, words

_LITTLE = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "par", "sur"]
)
_SHORT = (
    ("football club", "FC"), ("union sportive", "US"), ("association sportive", "AS"), ("tennis club", "TC"),
    ("judo club", "JC"), ("basket club", "BC"), ("velo club", "VC"), ("association", "ASSOC"), ("comite",
    "CTE"),
    ("centre", "CTRE"), ("compagnie", "CIE"), ("sainte", "STE"), ("saint", "ST"), ("amicale", "AMIC"),
    ("societe", "SOC"), ("federation", "FED"), ("groupement", "GPT"), ("departemental", "DEP"), ("ecole", "EC"),
    ("gymnastique", "GYM"), ("football", "FOOT"), ("patrimoine", "PATRIM"), ("maison", "MAIS"), ("jeunes",
    "JEUN"),
    ("solidarite", "SOLID"), ("mutuelle", "MUT"), ("cooperative", "COOP"), ("anciens", "ANC"), ("chantiers",
    "CHANT"),
    ("groupe", "GRPE"), ("formation", "FORM"), ("culture", "CULT"), ("theatre", "TH"), ("developpement",
    "DVPT"),
)  # fmt: skip
_SECTIONS = ("judo", "tennis", "football", "natation", "gymnastique", "pétanque")
_MEANT = frozenset(
    ("scic", "scop", "geiq", "esat", "cuma", "nef", "aci", "etti", "eiti")
)  # would say what it is not
_INHABITANTS = 69_000_000
_ALIKE = 0.4
"""How many associations of one commune may be expected to bear the same drawn name."""
TRAPS = (
    "legal_word",
    "sigle_added",
    "abbreviation",
    "commune",
    "typo",
    "truncation",
    "sigle",
    "word_order",
    "plural",
)
_TRAP_WEIGHTS = (20, 12, 22, 14, 10, 8, 3, 5, 6)
_TRAP_DECK = tuple(trap for trap, weight in zip(TRAPS, _TRAP_WEIGHTS) for _ in range(weight))


def official_commune(name: str | None) -> str:
    """A commune as SIRENE writes it: « PARIS 4 », « L HAY LES ROSES »."""
    text = re.sub(r" (\d+)er? Arrondissement$", r" \1", name or "")
    return capitals(text)


def capitals(text: str) -> str:
    """Capitals without accents nor punctuation, as SIRENE has names."""
    return fold(text).upper()


def sigle(name: str) -> str:
    """The initials of the words that count, when they make a plausible sigle; "" otherwise."""
    letters = "".join(word[0] for word in fold(name).split() if word not in _LITTLE)
    return letters.upper() if 3 <= len(letters) <= 6 and letters not in _MEANT else ""


def true_names(units: Units, rows: Whole, geography: Geography) -> list[str]:
    """The full name of each organisation of `rows`, given or drawn."""
    draws = units.draws.at(rows)
    kept = draws.real("plain name").tolist()
    bits, ways = draws.bits("name").tolist(), draws.bits("name form").tolist()
    bank, names = activities(), []
    for row, kind, activity, position, bit, way, plain in zip(
        rows.tolist(),
        units.kind[rows].tolist(),
        units.activity[rows].tolist(),
        units.place[rows].tolist(),
        bits,
        ways,
        kept,
    ):
        given = units.names.get(row)
        if given:
            names.append(given)
            continue
        commune = geography.communes[position]
        patterns = bank[activity].names if activity >= 0 else KINDS[kind].names
        if not patterns:
            names.append("")
            continue
        pattern = patterns[(bit >> 44) % len(patterns)]
        name = make_name(pattern, commune, geography.departments[position], bit)
        weight = _associations_share(activity) if activity >= 0 else KINDS[kind].units / _INHABITANTS
        alike = weight / len(patterns) * geography.populations[position] / _choices(pattern)
        if plain * alike > _ALIKE and (activity < 0 or bank[activity].weight):
            name = f"{name} {_namesake(way >> 24)}"
        if activity >= 0 and not bank[activity].weight:
            names.append(name)  # a name that many towns have is borne alone
            continue
        if KINDS[kind].code in ASSOCIATION_KINDS:
            name = _dressed(name, pattern, bank[activity].theme, commune, way)
        names.append(name)
    return names


@cache
def _associations_share(activity: int) -> float:
    """Associations of an activity for each inhabitant."""
    bank = activities()
    return ASSOCIATIONS_PER_INHABITANT * bank[activity].weight / sum(one.weight for one in bank)


@cache
def _choices(pattern: str) -> int:
    """How many names a pattern gives in one commune."""
    if "{e}" in pattern:
        return 10_000
    bank = words()
    sizes = {"{dq}": "quarters", "{s}": "saints", "{r}": "regions", "{n}": "surnames"}
    return prod(len(bank[key]) for mark, key in sizes.items() if mark in pattern)


def _namesake(bits: int) -> str:
    """Somebody or something that an association is named after, to tell it from others of its town."""
    if bits % 4 == 0:
        return evocation(bits >> 2)
    first, last = words()["first_names"], words()["surnames"]
    return f"{first[(bits >> 2) % len(first)].title()} {last[(bits >> 9) % len(last)]}"


def _dressed(name: str, pattern: str, theme: str, commune: str, way: int) -> str:
    """A name with what associations add to it: the legal word, the town, a section, their sigle."""
    if theme.startswith("sport") and way % 100 < 4:
        name = f"{name} section {_SECTIONS[way // 100 % len(_SECTIONS)]}"
    if "{c}" not in pattern and "{dc}" not in pattern and way // 1000 % 100 < 8:
        name = f"{name} {with_de(commune)}"
    if way // 100_000 % 100 < 8 and not name.startswith("Association"):
        article = name.startswith(("Le ", "La ", "L’", "Les "))
        name = f"Association {name[:1].lower() + name[1:] if article else name}"
    short = sigle(name)
    if short and way // 10_000_000 % 100 < 12:
        name = f"{name} ({short})"
    return name


def respell(name: str, commune: str, bits: int) -> tuple[str, str]:
    """Another spelling of a name, never the same once folded, and the kind of change (one of TRAPS)."""
    trap = _TRAP_DECK[bits % len(_TRAP_DECK)]
    made = _respelt(name, commune, trap, bits >> 8)
    if fold(made) != fold(name):
        return made, trap
    if fold(commune) and fold(commune) not in fold(name):
        return f"{name} {with_de(commune)}", "commune"
    return _respelt(name, commune, "legal_word", bits >> 8), "legal_word"


def _respelt(name: str, commune: str, trap: str, bits: int) -> str:
    bare = re.sub(r" \([A-Z]+\)$", "", name)
    if trap == "legal_word":
        without = re.sub(r"^Association (?=\S)", "", name)
        return without if without != name else f"Association {name}"
    if trap == "sigle_added":
        short = sigle(bare)
        if bare != name or not short:
            return bare
        return f"{name} {short}" if bits % 2 else f"{short} {name}"
    if trap == "abbreviation":
        text, done = unaccent(name), 0
        for long, short in _SHORT:
            shorter = re.sub(rf"\b{long}\b", short, text, count=1, flags=re.IGNORECASE)
            if shorter != text:
                text, done = shorter, done + 1
                if done > bits % 3:
                    break
        return text
    if trap == "commune":
        joined = f" {with_de(commune)}"
        return name.replace(joined, "") if joined in name else f"{name} {commune}"
    if trap == "typo":
        return _mistyped(name, bits)
    if trap == "truncation":
        return name[:32].rstrip() if len(name) > 32 else f"{name} {with_de(commune)}"[:32].rstrip()
    if trap == "sigle":
        return sigle(bare) or name
    if trap == "word_order":
        words = name.split()
        return f"{' '.join(words[1:])} {words[0]}" if len(words) > 1 else name
    return re.sub(r"(?<=[a-zé]{3})s\b", "", name)


def _mistyped(name: str, bits: int) -> str:
    letters = [position for position, letter in enumerate(name) if letter.isalpha() and position > 2]
    if not letters:
        return name
    at = letters[bits % len(letters)]
    way = bits >> 12
    if way % 3 == 0 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if way % 3 == 1:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at] + name[at:]


def spelt(
    names: list[str], communes: list[str], draws: Draws, source: str, share: float
) -> tuple[list[str], list[str]]:
    """The names as a source spells them, and for each the change made ("" for none)."""
    changed = draws.chance(f"respelt {source}", share)
    bits = draws.bits(f"respelling {source}")
    texts, traps = list(names), [""] * len(names)
    for row in np.flatnonzero(changed).tolist():
        texts[row], traps[row] = respell(names[row], communes[row], int(bits[row]))
    return texts, traps
