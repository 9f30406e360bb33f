"""Invented actors: a pure function of a seed and a reference date, from a few hundred to tens of thousands.

Nothing here is real: the quarters, venues and surnames are made up, telephone numbers stand in the ranges that
Arcep keeps for fiction, addresses of the network in the domains reserved for examples, and the few official
numbers, though they pass their checks, stand where none is given: SIREN numbers in 99999, RNA numbers in
department 99.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from maillage.demo.activities import Activity, Special, bank
from maillage.demo.outlines import GEOMETRIES, OUTLINES
from maillage.demo.places import (
    GENERIC_QUARTERS,
    PLAINE_CENTRALE,
    VENUE_KINDS,
    Quarter,
    Town,
    capital,
    metres_to_degrees,
    venue_article,
    with_a,
    with_de,
    words,
)
from maillage.kernel.text import fold, slugify_fr, typeset
from maillage.territory.domain import contains

DEFAULT_SEED: Final = 2005
LOCATED_STRUCTURES: Final = 535
"""How many structures the synthesis of 2005 had located in the files of the four collectivities."""

# Shares, in structures out of 535, of the first-level themes. The synthesis gives the first three (32 %, 21 %
# and 16 %); the others are spread plausibly over what it leaves.
THEME_SHARES: Final[dict[str, int]] = {
    "culture": 171,
    "sport": 112,
    "sante-social": 86,
    "education": 27,
    "insertion": 18,
    "environnement": 16,
    "habitat": 20,
    "economie": 13,
    "alimentation": 8,
    "mobilite": 5,
    "international": 16,
    "citoyennete": 18,
    "loisirs": 14,
    "numerique": 5,
    "sciences": 3,
    "convictions": 3,
}

# Names that many towns have: told apart only by their place.
COMMON_NAMES: Final[tuple[tuple[str, str], ...]] = (
    ("loisirs", "Comité des fêtes"),
    ("loisirs", "Club de l’amitié"),
    ("loisirs", "Amicale du personnel communal"),
    ("education", "Amicale laïque"),
    ("education", "Foyer des jeunes"),
    ("sport", "Association sportive du lycée"),
    ("culture", "Amis de l’orgue"),
    ("citoyennete", "Anciens combattants"),
    ("sante-social", "Donneurs de sang bénévoles"),
    ("environnement", "Jardins familiaux"),
)

# How formal associations name themselves, by first-level theme; "" for the others.
FORMAL_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "culture": (
        "Association pour le développement culturel {dq}",
        "Association pour la création et la pratique artistiques {dq}",
        "Atelier de recherche et d’expression artistique {dq}",
        "Centre d’animation et de création {dq}",
        "Société des amis des arts et des lettres {dq}",
        "Union des artistes amateurs {dq}",
        "Groupe d’action et d’éveil culturels {dq}",
        "Foyer d’art et de lecture {dq}",
        "Comité pour la promotion du spectacle vivant {dq}",
    ),
    "sport": (
        "Association sportive et éducative {dq}",
        "Union des sports et de la jeunesse {dq}",
        "Société d’éducation physique {dq}",
        "Cercle athlétique et sportif {dq}",
        "Groupement sportif et de plein air {dq}",
        "Avant-garde sportive {dq}",
        "Comité pour le sport de loisir {dq}",
    ),
    "sante-social": (
        "Association d’aide et de soutien aux personnes {dq}",
        "Association de prévention et d’action sociale {dq}",
        "Comité d’entraide et de solidarité {dq}",
        "Groupement pour l’accompagnement des familles {dq}",
        "Union pour l’autonomie et le soutien {dq}",
        "Service d’écoute et d’accompagnement {dq}",
    ),
    "": (
        "Association pour l’animation et la vie sociale {dq}",
        "Groupement d’initiatives locales {dq}",
        "Association de développement et d’échanges {dq}",
        "Comité de liaison et d’action {dq}",
        "Mouvement pour l’initiative et la rencontre {dq}",
        "Collectif d’échanges et de savoirs {dq}",
        "Foyer d’animation et de rencontres {dq}",
    ),
}

_AUDIENCES: Final[dict[str, tuple[str, ...]]] = {
    "tous-publics": (
        "Tous les habitants du territoire peuvent s’y adresser.",
        "Ouvert à toutes et à tous, à un tarif calculé selon les revenus.",
        "On peut venir se renseigner sans rendez-vous.",
        "L’adhésion est libre et son montant reste modeste.",
    ),
    # For what is practised: the arts, sports, games.
    "débutants": (
        "Tous les âges et tous les niveaux sont les bienvenus.",
        "Les débutants sont accueillis toute l’année.",
        "Ouvert à toutes et à tous, à un tarif calculé selon les revenus.",
        "Une première séance gratuite permet d’essayer.",
    ),
    "familles": (
        "Pensé pour les familles, dès le plus jeune âge.",
        "Parents et enfants y viennent ensemble.",
    ),
    "jeunes": (
        "S’adresse d’abord aux enfants et aux adolescents.",
        "Les plus jeunes sont encadrés par des animateurs diplômés.",
    ),
    "etudiants": ("S’adresse aux étudiantes et aux étudiants du territoire.",),
    "seniors": (
        "S’adresse en particulier aux personnes retraitées.",
        "Les personnes qui se déplacent peu sont aidées pour venir.",
    ),
    "femmes": ("Des créneaux et des groupes sont réservés aux femmes.",),
    "personnes-en-situation-de-handicap": (
        "S’adresse aux personnes handicapées et à leur entourage.",
        "Les locaux sont accessibles aux personnes à mobilité réduite.",
    ),
    "demandeurs-emploi": ("S’adresse aux personnes qui cherchent un emploi, inscrites ou non.",),
    "actifs": ("S’adresse aux salariés, aux indépendants et aux bénévoles du territoire.",),
    "beneficiaires-des-minimas-sociaux": ("L’accueil est gratuit et sans condition de domicile.",),
    "residents-qpv-frr": (
        "Présente surtout dans les quartiers où l’on a le moins facilement accès à ce service.",
    ),
    "personnes-exilees": ("Accueille dans plusieurs langues, avec l’aide de bénévoles interprètes.",),
    "personnes-en-situation-durgence": ("Reçoit sans rendez-vous les personnes en grande difficulté.",),
}

# Said of an association held by volunteers, then of a structure with a staff.
_EXTRAS_OF_VOLUNTEERS: Final = (
    "L’assemblée générale a lieu chaque automne.",
    "Une trentaine de bénévoles la font vivre.",
    "Participe chaque année au forum des associations.",
    "Recherche des bénévoles pour étoffer son équipe.",
    "Travaille avec les écoles et les centres sociaux du quartier.",
    "Prête volontiers son matériel aux associations voisines.",
    "Les inscriptions se prennent en septembre, puis selon les places.",
    "Publie une lettre d’information trois fois par an.",
    "Le conseil d’administration compte autant de femmes que d’hommes.",
    "Cherche un local plus grand pour répondre à toutes les demandes.",
)
_EXTRAS_OF_STAFF: Final = (
    "Une dizaine de salariés y travaillent toute l’année.",
    "Travaille avec les communes, les bailleurs et les entreprises du territoire.",
    "Accueille régulièrement des stagiaires et des apprentis.",
    "Établit gratuitement un devis ou un premier conseil.",
    "Le conseil d’administration compte autant de femmes que d’hommes.",
    "Rend compte de son utilité sociale dans un rapport annuel.",
)

_PRACTISED: Final = frozenset({"culture", "sport", "loisirs"})

_DAYS: Final = (
    ("Mo", "le lundi"), ("Tu", "le mardi"), ("We", "le mercredi"), ("Th", "le jeudi"), ("Fr", "le vendredi"),
    ("Sa", "le samedi"),
)  # fmt: skip
_OFFICE_HOURS: Final = (
    "Mo-Fr 09:00-12:00,14:00-17:30",
    "Mo-Fr 09:30-12:30,13:30-18:00",
    "Tu-Sa 10:00-12:30,14:00-18:00",
    "Mo,Tu,Th,Fr 09:00-12:00; We 14:00-18:00",
    "We,Sa 14:00-18:00; SH off",
    "Tu,Th 17:30-19:30; Sa 10:00-12:00",
)
_FUNCTIONS: Final = (
    ("Présidente", "Président"),
    ("Trésorière", "Trésorier"),
    ("Secrétaire", "Secrétaire"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedService:
    """A service: code of the vocabulary, name shown, publics, hours in the OSM form (perhaps empty)."""

    kind: str
    name: str
    publics: tuple[str, ...]
    opening_hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """A person of an invented actor: title (« Mme », « M. »), names, function, ways to reach them."""

    title: str
    first_name: str
    last_name: str
    function: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedAgreement:
    """An agreement or label with its dates; `kind` is a code of the insertion types or of the labels."""

    kind: str
    reference: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedActor:
    """An actor that does not exist, as the truth that the local lists then spoil.

    `number` counts from 0 and is the actor's key; `section_of` is the number of its parent. `home` tells that
    its seat is somebody's home; `venue` names the shared place of its seat. Positions are in degrees.
    """

    number: int
    name: str
    official_name: str
    sigle: str
    family: str
    insertion: tuple[str, ...]
    theme: str
    activity: str
    description: str
    publics: tuple[str, ...]
    town: str
    town_name: str
    postcode: str
    quarter: str
    venue: str
    street: str
    home: bool
    longitude: float
    latitude: float
    email: str
    phone: str
    website: str
    siret: str
    rna: str
    employer: bool
    founded_on: date
    opening_hours: str
    services: tuple[InventedService, ...]
    people: tuple[InventedPerson, ...]
    agreements: tuple[InventedAgreement, ...]
    labels: tuple[str, ...]
    support_roles: tuple[str, ...]
    section_of: int | None = None

    @property
    def root(self) -> str:
        """The first-level theme."""
        return self.theme.partition("/")[0]

    @property
    def address(self) -> str:
        """The seat's address without postcode: « MJC des Roseaux, 4 rue du Clos »."""
        return f"{self.venue}, {self.street}" if self.venue else self.street


def generate_actors(
    count: int,
    seed: int = DEFAULT_SEED,
    reference_date: date = date(2005, 1, 10),
    *,
    towns: Sequence[Town] = PLAINE_CENTRALE,
    beside: Sequence[str] = (),
    homonyms: float = 0.01,
) -> Iterator[InventedActor]:
    """Yield `count` invented actors, always the same for the same arguments.

    `beside` lists the first-level themes of actors that are not invented but count in the shares. `homonyms` is
    the share of actors that bear a name which many towns have (« Comité des fêtes »): once in a commune up to 5
    000 actors, freely beyond. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    plan = _plan(count, seed, beside)
    places = _shuffled_quota({town.code: town.share for town in towns}, count, Random(f"{seed}/towns"))
    by_code = {town.code: town for town in towns}
    names, decks = _Names(few=count <= 5000), _Decks()
    clubs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, (kind, code) in enumerate(zip(plan, places, strict=True)):
        rng = Random(f"{seed}/{number}")
        town = by_code[code]
        actor = _invent(number, kind, town, rng, reference_date, names, decks, clubs[code], homonyms)
        if actor.theme == "sport/omnisports":
            clubs[code].append((number, actor.name))
        yield actor


def demonstration_actors(
    seed: int = DEFAULT_SEED, reference_date: date = date(2005, 1, 10)
) -> list[InventedActor]:
    """The invented part of the 535 located structures.

    One of the 535 is named by the synthesis and stands in the lists as well: the régie de quartier of
    Limeil-Brévannes.
    """
    return list(generate_actors(LOCATED_STRUCTURES - 1, seed, reference_date, beside=("insertion",)))


# --- The plan: who does what, with exact shares ---------------------------------------------------

_Kind = tuple[Activity, Special | None]


def quotas(shares: dict[str, float] | dict[str, int], count: int) -> dict[str, int]:
    """Split `count` in proportion to `shares` by the largest remainders; the parts sum to `count`."""
    total = sum(shares.values())
    if not total:
        return dict.fromkeys(shares, 0)
    exact = {key: count * share / total for key, share in shares.items()}
    result = {key: math.floor(value) for key, value in exact.items()}
    missing = count - sum(result.values())
    by_remainder = sorted(exact, key=lambda key: (result[key] - exact[key], key))
    for key in by_remainder[:missing]:
        result[key] += 1
    return result


def _shuffled_quota(shares: dict[str, float], count: int, rng: Random) -> list[str]:
    items = [key for key, number in quotas(shares, count).items() for _ in range(number)]
    rng.shuffle(items)
    return items


def _plan(count: int, seed: int, beside: Sequence[str]) -> list[_Kind]:
    wanted = quotas(THEME_SHARES, count + len(beside))
    for root, number in Counter(beside).items():
        wanted[root] -= number
    content = bank()
    plan: list[_Kind] = []
    for special in content.specials:
        root = special.activity.root
        number = min(round(special.count * (count + len(beside)) / LOCATED_STRUCTURES), wanted[root])
        plan += [(special.activity, special)] * number
        wanted[root] -= number
    for root, number in wanted.items():
        activities = content.by_root[root]
        parts = quotas({str(index): one.weight for index, one in enumerate(activities)}, max(number, 0))
        plan += [(activities[int(index)], None) for index, part in parts.items() for _ in range(part)]
    Random(f"{seed}/plan").shuffle(plan)
    return plan


# --- Names ----------------------------------------------------------------------------------------

_LITTLE_WORDS: Final = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour")
)


class _Names:
    """Names given so far: none is given twice, but for those that many towns have.

    These are given once in a commune while `few` actors are invented, and freely beyond.
    """

    def __init__(self, *, few: bool) -> None:
        self._few = few
        self._given: set[tuple[str, str]] = set()

    def take(self, name: str) -> bool:
        """Reserve a name; False when it is already borne."""
        return self._take((_bare(name), ""))

    def take_common(self, name: str, town: str) -> bool:
        """Reserve a common name in a commune; False when it is already borne there by one of a few."""
        return not self._few or self._take((_bare(name), town))

    def _take(self, key: tuple[str, str]) -> bool:
        if key in self._given:
            return False
        self._given.add(key)
        return True


class _Decks:
    """First sentences of each activity, drawn like cards: none comes back before all have come."""

    def __init__(self) -> None:
        self._left: dict[str, list[str]] = {}

    def draw(self, activity: Activity, rng: Random) -> str:
        """The next sentence of an activity."""
        left = self._left.setdefault(activity.label, [])
        if not left:
            left += activity.does
            rng.shuffle(left)
        return left.pop()


def _bare(name: str) -> str:
    """A name without its little words, by which « Les Amis du lac » and « Amis des lac » are one."""
    return " ".join(word for word in fold(name).split() if word not in _LITTLE_WORDS)


def _fill(pattern: str, town: Town, place: str, rng: Random) -> str:
    """Fill a pattern; `place`, « les Roseaux » or an evocation, stands for the quarter."""
    evocation = rng.choice(words().evocations)
    return pattern.format(
        Ev=capital(evocation),
        dev=with_de(evocation),
        dq=with_de(place),
        aq=with_a(place),
        dv=with_de(town.name),
        av=with_a(town.name),
        s=rng.choice(words().saints),
        r=rng.choice(words().regions),
    )


def _initials(name: str) -> str:
    parts = name.replace("’", " ").replace("-", " ").split()
    return "".join(word[0] for word in parts if fold(word) not in _LITTLE_WORDS).upper()


def _name(
    activity: Activity, special: Special | None, town: Town, quarter: Quarter, rng: Random, names: _Names
) -> tuple[str, str]:
    """Return a free name and its sigle (mostly empty)."""
    quarters = town.quarters or GENERIC_QUARTERS
    for attempt in range(40):
        # When the names of the quarters run short, evocations take over: there are thousands of them.
        place = quarter.name if attempt < 3 else rng.choice(quarters).name
        if attempt > 8:
            place = rng.choice(words().evocations)
        if special is None and rng.random() < 0.09:
            formal = _fill(rng.choice(FORMAL_NAMES.get(activity.root, FORMAL_NAMES[""])), town, place, rng)
            if names.take(formal):
                return formal, _initials(formal)
        name = _fill(rng.choice(activity.names), town, place, rng)
        if names.take(name):
            return name, ""
    # Only reached with tens of thousands of actors: a homonym.
    return _fill(rng.choice(activity.names), town, quarter.name, rng), ""


# --- Places ---------------------------------------------------------------------------------------


def _point(town: Town, rng: Random) -> tuple[float, float]:
    """A point of the commune: inside its schematic outline, else around its centre."""
    ring = OUTLINES.get(town.code)
    if ring is None:
        angle, distance = rng.random() * math.tau, town.radius * 1000 * math.sqrt(rng.random())
        east, north = metres_to_degrees(distance * math.cos(angle), distance * math.sin(angle), town.latitude)
        return town.longitude + east, town.latitude + north
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    while True:
        longitude, latitude = rng.uniform(west, east), rng.uniform(south, north)
        # A little away from the edge: the outline is schematic.
        if all(
            contains(GEOMETRIES[town.code], longitude + dx, latitude + dy)
            for dx, dy in ((0.0012, 0.0), (-0.0012, 0.0), (0.0, 0.0008), (0.0, -0.0008))
        ):
            return longitude, latitude


@cache
def _street_line(town: Town, street: str) -> tuple[float, float, float]:
    """Where a street begins in its commune (longitude, latitude), and where it heads (radians)."""
    rng = Random(f"{town.code}/{street}")
    longitude, latitude = _point(town, rng)
    return longitude, latitude, rng.random() * math.tau


@cache
def _house(town: Town, number: int, street: str) -> tuple[float, float]:
    """Longitude and latitude of a house, three metres a number along its street, inside the commune."""
    longitude, latitude, angle = _street_line(town, street)
    for turn in (0.0, math.pi):
        east, north = metres_to_degrees(
            number * 3 * math.cos(angle + turn), number * 3 * math.sin(angle + turn), latitude
        )
        end = round(longitude + east, 5), round(latitude + north, 5)
        if town.code not in GEOMETRIES or contains(GEOMETRIES[town.code], *end):
            return end
    return round(longitude, 5), round(latitude, 5)


def _street(town: Town, rng: Random) -> tuple[str, float, float]:
    """A house: number and street, longitude, latitude."""
    street, number = rng.choice(words().streets), rng.randint(1, 60)
    return (f"{number} {street}", *_house(town, number, street))


def _venue(town: Town, kinds: tuple[str, ...], quarter: Quarter, rng: Random) -> tuple[str, str, float, float]:
    """A shared place: its name, its street and its position, always the same for that place."""
    kind = rng.choice(kinds)
    name = "Maison des associations"
    if kind != "maison des associations":
        # Not every quarter has every kind of place: each place serves two.
        quarters = town.quarters or GENERIC_QUARTERS
        name = capital(f"{kind} {quarters[quarters.index(quarter) // 2 * 2].of}")
    return (name, *_street(town, Random(f"{town.code}/{name}")))


# --- One actor ------------------------------------------------------------------------------------


def _luhn(digits: str) -> str:
    total = sum(
        sum(divmod(int(digit) * (2 if index % 2 == 0 else 1), 10))
        for index, digit in enumerate(reversed(digits))
    )
    return str(-total % 10)


def fictional_siret(number: int) -> str:
    """A SIRET that passes its checks among numbers not reached by INSEE; "" beyond the 1 000th."""
    if number >= 1000:
        return ""
    siren = f"99999{number:03d}"
    siren += _luhn(siren)
    siret = f"{siren}0001"
    return siret + _luhn(siret)


def _phone(rng: Random, *, mobile: bool = False) -> str:
    prefix = "063998" if mobile else "019900"
    return f"{prefix}{rng.randint(0, 9999):04d}"


def _person(rng: Random, function: tuple[str, str], *, reachable: bool) -> InventedPerson:
    woman = rng.random() < 0.55
    first = rng.choice(words().women if woman else words().men)
    last = rng.choice(words().surnames)
    slug = slugify_fr(f"{first}.{last}").replace("-", ".")
    return InventedPerson(
        title="Mme" if woman else "M.",
        first_name=first,
        last_name=last,
        function=function[0 if woman else 1],
        email=f"{slug}@example.net" if reachable and rng.random() < 0.6 else "",
        phone=_phone(rng, mobile=True) if reachable else "",
    )


def _founded(rng: Random, reference_date: date) -> date:
    """A plausible date of foundation: most are younger than thirty years, a few are a century old."""
    age = min(rng.expovariate(1 / 16), 100.0)
    return reference_date - timedelta(days=60 + round(age * 365.25))


def _slot(rng: Random, theme: str) -> tuple[str, str]:
    """Opening hours in the OSM form, and the same in words: ("Tu 18:30-20:00", "le mardi à 18 h 30")."""
    day, in_words = rng.choice(_DAYS)
    if day in ("We", "Sa") or theme in ("loisirs/aines",):
        hour = rng.choice((10, 14, 14, 15, 16))
    else:
        hour = rng.choice((17, 18, 18, 19, 20))
    half = rng.choice((0, 30))
    end = hour * 60 + half + rng.choice((60, 90, 120))
    shown = f"{hour}\u00a0h\u00a0{half}" if half else f"{hour}\u00a0h"
    return f"{day} {hour:02d}:{half:02d}-{end // 60:02d}:{end % 60:02d}", f"{in_words} à {shown}"


def _labels(activity: Activity, family: str, name: str, rng: Random) -> tuple[str, ...]:
    labels = []
    if name.startswith("Centre social"):
        labels.append("centre-social")
    if name.startswith("Crèche parentale"):
        labels.append("creche-parentale")
    if activity.theme == "environnement/reemploi" and name.startswith("Recyclerie"):
        labels.append("ressourcerie")
    if activity.theme == "sante-social/aide-a-domicile" and rng.random() < 0.7:
        labels.append("services-a-la-personne")
    if activity.root in ("education", "culture") and family == "association" and rng.random() < 0.08:
        labels.append("jep")
    if family == "fondation":
        labels.append("utilite-publique")
    return tuple(labels)


_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "economie/creation": ("accompagner", "informer"),
    "economie/appui": ("accompagner", "former"),
    "economie/tiers-lieux": ("heberger", "mettre-en-reseau"),
}


def _agreements(
    insertion: tuple[str, ...], labels: tuple[str, ...], number: int, rng: Random, reference_date: date
) -> tuple[InventedAgreement, ...]:
    agreements = []
    for kind in insertion:
        starts_on = date(reference_date.year - rng.randint(0, 1), 1, 1)
        reference = f"{kind} 094 {starts_on.year} {number:04d} (fictif)"
        ends_on = date(starts_on.year + 2, 12, 31)
        agreements.append(
            InventedAgreement(kind=kind, reference=reference, starts_on=starts_on, ends_on=ends_on)
        )
    for kind in labels:
        starts_on = date(reference_date.year - rng.randint(1, 4), rng.randint(1, 12), 1)
        agreements.append(InventedAgreement(kind=kind, reference="", starts_on=starts_on, ends_on=None))
    return tuple(agreements)


def _invent(
    number: int,
    kind: _Kind,
    town: Town,
    rng: Random,
    reference_date: date,
    names: _Names,
    decks: _Decks,
    clubs: Sequence[tuple[int, str]],
    homonyms: float,
) -> InventedActor:
    activity, special = kind
    quarter = rng.choice(town.quarters or GENERIC_QUARTERS)
    family = special.family if special else "association"
    insertion = special.insertion if special else ()
    name, sigle, section_of, common_name = "", "", None, False
    common = [one for root, one in COMMON_NAMES if root == activity.root]
    if special is None and common and rng.random() < homonyms * 2:
        chosen = rng.choice(common)
        if names.take_common(chosen, town.code):
            name, common_name = chosen, True
    is_member_sport = activity.root == "sport" and activity.theme != "sport/omnisports"
    if not name and is_member_sport and clubs and rng.random() < 0.1:
        section_of, club = rng.choice(list(clubs))
        discipline = activity.label.split(",")[0].split(" et ")[0].lower()
        candidate = f"{club}, section {discipline}"
        if names.take(candidate):
            name = candidate
        else:
            section_of = None
    if not name:
        name, sigle = _name(activity, special, town, quarter, rng, names)
    official = ""
    if family == "association" and not sigle and rng.random() < 0.2:
        official = f"Association {name}" if rng.random() < 0.5 else f"Association « {name} »"

    # The seat: a shared place, premises of its own, or somebody's home.
    kinds = VENUE_KINDS[activity.venue]
    where, when = "", ""
    own_premises = activity.venue == "local"
    hours, moment = _slot(rng, activity.theme)
    venue, home = "", False
    if kinds:
        place = _venue(town, kinds, quarter, rng)
        where = with_a(f"{venue_article(place[0])} {place[0][0].lower() + place[0][1:]}".strip())
        where = where.replace("mJC", "MJC")
        when = moment
    draw = rng.random()
    if kinds and draw < 0.55:
        venue, street, longitude, latitude = place
    elif activity.venue != "domicile" and not own_premises and draw < 0.75:
        venue, street, longitude, latitude = _venue(town, ("maison des associations",), quarter, rng)
    else:
        street, longitude, latitude = _street(town, rng)
        home = not own_premises and family == "association" and not insertion

    services = tuple(
        InventedService(
            kind=code,
            name=label,
            publics=activity.publics[: 1 if rng.random() < 0.6 else 2],
            opening_hours=(hours if index == 0 and kinds else _slot(rng, activity.theme)[0])
            if not own_premises
            else "",
        )
        for index, (code, label) in enumerate(activity.services)
    )
    employer = bool(special) or rng.random() < (0.5 if own_premises else 0.08)
    sentences = [decks.draw(activity, rng)]
    audience = rng.choice(activity.publics)
    if audience == "tous-publics" and activity.root in _PRACTISED and special is None:
        audience = "débutants"
    sentences.append(rng.choice(_AUDIENCES[audience]))
    if where and rng.random() < 0.7:
        sentences.append(f"Rendez-vous {when} {where}.")
    elif rng.random() < 0.6:
        sentences.append(rng.choice(_EXTRAS_OF_STAFF if employer else _EXTRAS_OF_VOLUNTEERS))

    slug = slugify_fr(sigle or (f"{name} {town.name}" if common_name else name), 40)
    email = f"{'contact.' if rng.random() < 0.3 else ''}{slug}@example.org" if rng.random() < 0.72 else ""
    labels = _labels(activity, family, name, rng)
    has_three = rng.random() < 0.15
    people = tuple(
        _person(rng, function, reachable=rng.random() < 0.5)
        for function in (_FUNCTIONS if has_three else _FUNCTIONS[:1])
    )
    return InventedActor(
        number=number,
        name=name,
        official_name=official,
        sigle=sigle,
        family=family,
        insertion=insertion,
        theme=activity.theme,
        activity=activity.label,
        description=typeset(" ".join(sentences)),
        publics=activity.publics,
        town=town.code,
        town_name=town.name,
        postcode=town.postcode,
        quarter=quarter.name,
        venue=venue,
        street=street,
        home=home,
        longitude=longitude,
        latitude=latitude,
        email=email,
        phone=_phone(rng) if rng.random() < 0.75 else "",
        website=f"https://{slug}.example.org/" if rng.random() < 0.42 else "",
        siret=fictional_siret(number) if employer and rng.random() < 0.6 else "",
        rna=f"W999{number:06d}" if family == "association" and number < 10**6 and rng.random() < 0.15 else "",
        employer=employer,
        founded_on=_founded(rng, reference_date),
        opening_hours=rng.choice(_OFFICE_HOURS) if own_premises and rng.random() < 0.7 else "",
        services=services,
        people=people,
        agreements=_agreements(insertion, labels, number, rng, reference_date),
        labels=labels,
        support_roles=_ROLES.get(activity.theme, ()),
        section_of=section_of,
    )
