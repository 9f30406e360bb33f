"""The entries of the four collectivities' lists: who stands in which, and how each list spoils what it copies.

Pure and streaming: entries come one by one, each with the truth that it hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from maillage.demo.generator import InventedActor, InventedPerson, fictional_siret
from maillage.demo.places import OUTSIDE, PLAINE_CENTRALE, Town, split_article, words
from maillage.kernel.text import unaccent
from maillage.kernel.vocabulary import FAMILIES, PUBLICS

ALFORTVILLE: Final = "alfortville"
CRETEIL: Final = "creteil"
LIMEIL: Final = "limeil-brevannes"
AGGLOMERATION: Final = "agglomeration"
LISTS: Final = (ALFORTVILLE, CRETEIL, LIMEIL, AGGLOMERATION)

_LIST_OF_TOWN: Final = {"94002": ALFORTVILLE, "94028": CRETEIL, "94044": LIMEIL}
_TOWNS: Final = {town.code: town for town in PLAINE_CENTRALE}

REGIE_DE_QUARTIER: Final = "regie-de-quartier"
"""Key of the one actor named by the synthesis that the lists hold as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defects:
    """How often an entry is spoilt, each between 0 and 1.

    `typo`: one wrong, missing or swapped letter in the name. `abbreviation`: « Ass. », « Cie », « St ».
    `upper`: the name in capitals, without accents. `prefix`: « Association » put before or taken away.
    `inverted`: « Tréteaux (Les) ». `sigle`: the sigle alone stands for the name. `missing`: each optional cell
    is empty. `moved`: another address. `repeated`: the entry stands twice in the list. `outside`: an entry from
    beyond the territory follows.
    """

    typo: float = 0.07
    abbreviation: float = 0.2
    upper: float = 0.12
    prefix: float = 0.12
    inverted: float = 0.04
    sigle: float = 0.02
    missing: float = 0.15
    moved: float = 0.04
    repeated: float = 0.015
    outside: float = 0.015


USUAL_DEFECTS: Final = Defects()
NO_DEFECT: Final = Defects(**dict.fromkeys(Defects.__slots__, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A structure as a list notes it, and the truth behind: an invented actor's number, or a seed actor's key.

    `truth` is "" for an entry that is outside the territory or that no one can read. Numbers are degrees; texts
    may be spoilt or empty.
    """

    truth: str
    name: str
    theme: str
    activity: str = ""
    sigle: str = ""
    status: str = ""
    insertion: str = ""
    purpose: str = ""
    publics: str = ""
    venue: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    founded: str = ""
    rna: str = ""
    siret: str = ""
    employees: str = ""
    latitude: float | None = None
    longitude: float | None = None
    people: tuple[InventedPerson, ...] = ()


def truth_of(actor: InventedActor) -> str:
    """The key by which the truth knows an invented actor."""
    return str(actor.number)


def lists_of(actor: InventedActor, seed: int) -> tuple[str, ...]:
    """The lists in which an actor stands: mostly its town's, often the agglomération's, at times a neighbour's.

    Any actor stands in one list at least. Towns keep lists of associations; the agglomération's base alone
    holds the other families, and says which actors are of insertion or adapted work.
    """
    if actor.family != "association":
        return (AGGLOMERATION,)
    rng = Random(f"{seed}/lists/{actor.number}")
    own = _LIST_OF_TOWN.get(actor.town)
    in_agglomeration = rng.random() < 0.42 or bool(actor.insertion)
    in_own = rng.random() < 0.9
    elsewhere = rng.choice(LISTS[:3]) if rng.random() < 0.04 else None
    found = {name for name in (own if in_own else None, elsewhere) if name}
    if in_agglomeration:
        found.add(AGGLOMERATION)
    if not found:
        found.add(own or AGGLOMERATION)
    return tuple(name for name in LISTS if name in found)


def list_entries(
    name: str, actors: Iterable[InventedActor], seed: int, defects: Defects = USUAL_DEFECTS
) -> Iterator[Entry]:
    """Yield the entries of one list, spoilt; the same for the same arguments."""
    if name not in LISTS:
        raise ValueError(f"unknown list: {name}")
    if name in (LIMEIL, AGGLOMERATION):
        yield _regie()
    for actor in actors:
        if name not in lists_of(actor, seed):
            continue
        rng = Random(f"{seed}/{name}/{actor.number}")
        yield spoil(actor, name, rng, defects)
        if rng.random() < defects.repeated:
            yield spoil(actor, name, rng, defects)
        if rng.random() < defects.outside:
            yield _outside(rng)


def _regie() -> Entry:
    """What the lists hold of the régie de quartier: no more than the synthesis says of it."""
    return Entry(
        truth=REGIE_DE_QUARTIER,
        name="Régie de quartier",
        theme="insertion",
        postcode=_TOWNS["94044"].postcode,
        town=_TOWNS["94044"].name,
    )


def spoil(actor: InventedActor, list_name: str, rng: Random, defects: Defects) -> Entry:
    """Copy an actor as a list's keeper would."""

    def kept(text: str) -> str:
        return "" if rng.random() < defects.missing else text

    name = spoilt_name(actor, rng, defects)
    street = actor.street
    venue = actor.venue
    if rng.random() < defects.moved:
        venue, street = "", f"{rng.randint(1, 60)} {rng.choice(words().streets)}"
    moved = street != actor.street
    if actor.home and list_name != AGGLOMERATION and rng.random() < 0.35:
        venue = f"chez {actor.people[0].title} {actor.people[0].last_name}"
    founded = ""
    if list_name in (ALFORTVILLE, AGGLOMERATION):
        founded = kept(f"{actor.founded_on:%d/%m/%Y}" if rng.random() < 0.8 else str(actor.founded_on.year))
    return Entry(
        truth=truth_of(actor),
        name=name,
        sigle=kept(actor.sigle) if rng.random() < 0.7 else "",
        theme=actor.theme,
        activity=actor.activity,
        status=FAMILIES.label(actor.family),
        insertion=", ".join(actor.insertion),
        purpose=kept(actor.description.split(". ")[0].rstrip(".") + "."),
        publics=", ".join(PUBLICS.label(code) for code in actor.publics),
        venue=venue,
        street=kept(_written_street(street, rng)),
        postcode=actor.postcode,
        town=_written_town(actor.town_name, rng),
        phone=kept(_written_phone(actor.phone, rng)),
        email=kept(actor.email.upper() if rng.random() < 0.05 else actor.email),
        website=kept(actor.website.removeprefix("https://").rstrip("/")),
        founded=founded,
        rna=actor.rna if rng.random() < 0.6 else "",
        siret=_written_siret(actor.siret, rng) if rng.random() < 0.8 else "",
        employees=("oui" if actor.employer else "non") if rng.random() < 0.6 else "",
        latitude=None if moved else actor.latitude,
        longitude=None if moved else actor.longitude,
        people=actor.people,
    )


def _outside(rng: Random) -> Entry:
    """An actor of a neighbouring commune that strayed into a list."""
    town: Town = rng.choice(OUTSIDE)
    quarter = rng.choice(town.quarters)
    pattern, theme, activity = rng.choice(
        (
            ("Judo {}", "sport/combat", "Judo, karaté et arts martiaux"),
            ("Chorale {}", "culture/musique", "Chant choral"),
            ("Amicale des locataires {}", "habitat/habitants", "Locataires et copropriétaires"),
            ("Club des retraités {}", "loisirs/aines", "Clubs d’aînés"),
            ("Football club {}", "sport/collectifs", "Football"),
            ("Entraide {}", "sante-social/precarite", "Solidarité et lutte contre la pauvreté"),
        )
    )
    return Entry(
        truth="",
        name=pattern.format(quarter.of),
        theme=theme,
        activity=activity,
        status=FAMILIES.label("association"),
        street=f"{rng.randint(1, 40)} {rng.choice(words().streets)}",
        postcode=town.postcode,
        town=town.name,
        phone=_written_phone(f"019900{rng.randint(0, 9999):04d}", rng),
    )


# --- How a keeper of lists writes -----------------------------------------------------------------

_ABBREVIATIONS: Final = (
    (r"\bAssociation sportive\b", ("AS", "A.S.", "Ass. Sportive")),
    (r"\bUnion sportive\b", ("US", "U.S.")),
    (r"\bFootball club\b", ("FC", "Foot")),
    (r"\bAssociation\b", ("Ass.", "Assoc.", "Asso")),
    (r"\bCompagnie\b", ("Cie", "Cie.")),
    (r"\bCentre social\b", ("Ctre social", "C. social")),
    (r"\bComité\b", ("Cté", "Com.")),
    (r"\bSainte-", ("Ste ", "Ste-")),
    (r"\bSaint-", ("St ", "St-")),
    (r"\bGymnastique\b", ("Gym", "Gym.")),
    (r"\bGroupement\b", ("Gpt", "Grpt")),
    (r"\bdéveloppement\b", ("dév.", "dvpt")),
    (r"\bAmicale des locataires\b", ("Amic. locataires", "Amicale locataires")),
    (r"\bMutuelle\b", ("Mut.",)),
    (r" et ", (" & ",)),
    (r" (?:des|du|de la|de l’) ?(?=[A-ZÉÎ])", (" ",)),
)
_LETTERS: Final = "aeiourstlnmcdp"


def spoilt_name(actor: InventedActor, rng: Random, defects: Defects) -> str:
    """The actor's name as some list would write it."""
    if actor.sigle and rng.random() < defects.sigle:
        return actor.sigle
    name = actor.official_name if actor.official_name and rng.random() < 0.25 else actor.name
    if rng.random() < defects.prefix:
        if name.startswith("Association "):
            name = name.removeprefix("Association ")
            name = name[:1].upper() + name[1:]
        elif actor.family == "association":
            name = f"Association {name}"
    if rng.random() < defects.abbreviation:
        fitting = [(pattern, short) for pattern, short in _ABBREVIATIONS if re.search(pattern, name)]
        if fitting:
            pattern, short = rng.choice(fitting)
            name = re.sub(pattern, rng.choice(short), name, count=1)
    if rng.random() < defects.typo:
        name = with_typo(name, rng)
    article, rest = split_article(name)
    if article and rng.random() < defects.inverted:
        name = f"{rest} ({article.capitalize()})"
    if actor.sigle and rng.random() < 0.25:
        name = f"{name} ({actor.sigle})" if rng.random() < 0.6 else f"{actor.sigle} - {name}"
    if rng.random() < defects.upper:
        name = unaccent(name).upper()
    elif rng.random() < 0.5:
        name = name.replace("’", "'")
    if rng.random() < 0.04:
        name = f" {name}  "
    return name


def with_typo(text: str, rng: Random) -> str:
    """The text with one letter wrong, missing, doubled or swapped in one of its longer words."""
    places = [match.start() for match in re.finditer(r"(?<=\w\w)\w(?=\w)", text)]
    if not places:
        return text
    at = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + rng.choice(_LETTERS) + text[at + 1 :]


def _written_street(street: str, rng: Random) -> str:
    draw = rng.random()
    if draw < 0.55:
        return street
    number, _, rest = street.partition(" ")
    if draw < 0.7:
        return f"{number}, {rest}"
    if draw < 0.85:
        for long, short in (
            ("rue ", "r. "),
            ("avenue ", "av. "),
            ("boulevard ", "bd "),
            ("allée ", "all. "),
            ("place ", "pl. "),
        ):
            if rest.startswith(long):
                return f"{number} {short}{rest.removeprefix(long)}"
        return street
    return f"{number} {rest.title()}"


def _written_town(town: str, rng: Random) -> str:
    draw = rng.random()
    if draw < 0.7:
        return town
    if draw < 0.85:
        return town.upper()
    if draw < 0.97:
        return unaccent(town).upper()
    return town.replace("-", " ")


def _written_phone(phone: str, rng: Random) -> str:
    if not phone:
        return rng.choice(("", "", "", "", "NC", "-"))
    pairs = [phone[index : index + 2] for index in range(0, 10, 2)]
    return rng.choice((" ", " ", ".", ".", "", "-")).join(pairs)


def _written_siret(siret: str, rng: Random) -> str:
    if not siret or rng.random() < 0.6:
        return siret
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


# --- Rows that nobody can take as they are --------------------------------------------------------


def bad_entries(name: str) -> tuple[Entry, ...]:
    """The faulty lines of a list: no name at all; a SIRET that a spreadsheet turned into 9.99990E+13."""
    nameless = Entry(
        truth="",
        name="",
        theme="culture",
        street="3 rue des Lilas",
        postcode=_TOWNS["94028"].postcode,
        town=_TOWNS["94028"].name,
        phone="01 99 00 00 00",
    )
    if name == AGGLOMERATION:
        return (nameless,)
    if name == ALFORTVILLE:
        return (replace(nameless, postcode="94140", town="Alfortville", theme="sport"),)
    return ()


def spreadsheet_siret(number: int) -> str:
    """How a spreadsheet shows a SIRET that it took for a number: « 9,99990E+13 »."""
    digits = fictional_siret(number)
    return f"{digits[0]},{digits[1:6]}E+13"
