"""Two invented lists of organisations with defects at stated rates, and which rows are the same.

Each row is a function of the seed and its number. Towns, proper nouns and streets are made of syllables:
nothing comes from a real list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

# How often a row of the left list differs from the right one, in each way.
RATES = {
    "absent from the right list": 0.25,
    "legal word added or removed": 0.35,
    "words shortened": 0.25,
    "letter wrong": 0.12,
    "cut at 32 characters": 0.12,
    "word left out": 0.06,
    "sigle alone": 0.02,
    "sigle before the name": 0.05,
    "town added to the name": 0.06,
    "address missing": 0.25,
    "moved in the same town": 0.12,
    "moved to another town": 0.02,
    "no town": 0.08,
    "no postcode": 0.15,
    "number known": 0.15,
    "number wrong": 0.002,
}


def _words(written: str, separator: str = " ") -> list[str]:
    return written.split(separator)


_SYLLABLES = _words(
    "ba bel bo bri car cha cler co da dor el fa flo gar gri jo ka lan len li lo mar mel mon na nor "
    "o pel pi po ra ri ro sa sel so ta tel ti tre va ver vi za"
)
_ENDS = _words("ac an ard as at eil elle en et eux ier in is on ot y")
_KINDS = (
    "Comité des fêtes",
    "Amicale laïque",
    "Association des parents d’élèves",
    "Union sportive",
    "Club des aînés",
    "École de musique",
    "Société de chasse",
    "Anciens combattants",
    "Donneurs de sang bénévoles",
    "Foyer rural",
    "Jumelage",
)
_HEADS = _words(
    "Compagnie|Théâtre|Les amis de|Atelier|Collectif|Maison de|Association pour|Ensemble|"
    "Les jardins de|Ressourcerie|Cercle|Club|Groupe|Centre social|Fonds|Réseau|Chorale|Radio|"
    "Les enfants de|Régie de quartier",
    "|",
)
_OBJECTS = _words(
    "culture musique danse solidarité environnement jeunesse insertion loisirs patrimoine enfance "
    "lecture formation développement accueil logement santé nature théâtre cinéma échanges"
)
_SPORTS = _words("judo basket football tennis handball natation gymnastique volley rugby athlétisme")
_LEVELS = ("Fédération départementale", "Union régionale", "Comité départemental")
_WAYS = ("rue", "avenue", "place", "boulevard", "impasse", "chemin", "allée")
_SHORT = {
    "association": "ass",
    "avenue": "av",
    "boulevard": "bd",
    "place": "pl",
    "centre": "ctre",
    "comité": "cte",
    "compagnie": "cie",
    "départemental": "dept",
    "départementale": "dept",
    "développement": "dvt",
    "école": "ec",
    "fédération": "fed",
    "groupe": "gpe",
    "gymnastique": "gym",
    "régionale": "reg",
    "saint": "st",
    "culture": "cult",
    "musique": "mus",
}
_SMALL = frozenset(("de", "des", "du", "la", "le", "les", "et", "pour", "d", "l"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the truth is about."""

    name: str
    address: str
    postcode: str
    town: str
    siren: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of either list; `match` is the right row that is the same, `trap` what could mislead."""

    id: str
    name: str
    address: str
    postcode: str
    commune: str
    siren: str
    match: str = ""
    trap: str = ""


class Lists:
    """`right_rows` organisations, and `left_rows` spellings of some of them or of none."""

    def __init__(self, left_rows: int, right_rows: int, seed: int = 2005) -> None:
        self.left_rows, self.right_rows, self.seed = left_rows, right_rows, seed
        draw = Random(f"{seed} towns")
        towns = max(12, min(36_000, right_rows // 8))
        self._towns = [self._town(draw, number) for number in range(towns)]
        self._streets = [_proper(draw) for _ in range(400)]

    def _town(self, draw: Random, number: int) -> tuple[str, str]:
        name = _proper(draw)
        if draw.random() < 0.2:
            name = f"Saint-{name}"
        if draw.random() < 0.2:
            name = f"{name}-sur-{_proper(draw)}"
        return name, f"{number % 95 + 1:02d}{number // 95 * 10 % 1000:03d}"

    def _organisation(self, number: int) -> Organisation:
        draw = Random(f"{self.seed} {number}")
        town, postcode = self._towns[int(len(self._towns) * draw.random() ** 2)]
        chance = draw.random()
        if chance < 0.25:
            # A town has one of each: numbers are dealt so that no two fall on the same.
            dealt = number * 7919 % (len(_KINDS) * len(self._towns))
            kind = _KINDS[dealt % len(_KINDS)]
            town, postcode = self._towns[dealt // len(_KINDS)]
            name = f"{kind} de {town}" if draw.random() < 0.5 else kind
        elif chance < 0.33:
            name = f"Union sportive de {town} {draw.choice(_SPORTS)}"
        elif chance < 0.36:
            name = f"{draw.choice(_LEVELS)} {draw.choice(_OBJECTS)} {_proper(draw)}"
        elif chance < 0.6:
            name = f"{draw.choice(_HEADS)} {draw.choice(_OBJECTS)} {_proper(draw)}"
        elif chance < 0.85:
            name = f"{draw.choice(_HEADS)} {_proper(draw)}"
        else:
            name = f"{draw.choice(_HEADS)} {_proper(draw)} {draw.choice(_OBJECTS)} et {draw.choice(_OBJECTS)}"
        # One address in eight is that of a house of associations.
        address = (
            f"1 place {self._streets[sum(map(ord, town)) % len(self._streets)]}"
            if draw.random() < 0.12
            else f"{draw.randint(1, 120)} {draw.choice(_WAYS)} {draw.choice(self._streets)}"
        )
        return Organisation(name, address, postcode, town, f"{number * 7 + 300_000_000:09d}")

    def right(self) -> Iterator[Row]:
        """The rows of the right list: the official spelling, a number for half of them."""
        for number in range(self.right_rows):
            one = self._organisation(number)
            draw = Random(f"{self.seed} right {number}")
            yield Row(
                f"R{number}",
                one.name.upper() if draw.random() < 0.5 else one.name,
                one.address if draw.random() > 0.05 else "",
                one.postcode,
                one.town,
                one.siren if draw.random() < 0.5 else "",
            )

    def left(self) -> Iterator[Row]:
        """The rows of the left list, spelt as people do; traps are made from organisations on the right."""
        for index in range(self.left_rows):
            draw = Random(f"{self.seed} left {index}")
            number = draw.randrange(self.right_rows)
            one = self._organisation(number)
            if draw.random() >= RATES["absent from the right list"]:
                trap = "homonym" if one.name.startswith(_KINDS) else ""
                yield self._spelt(draw, index, one, f"R{number}", trap)
                continue
            kind = draw.random()
            if kind < 0.2:  # another organisation at the same address
                other = self._organisation(self.right_rows + index)
                moved = Organisation(other.name, one.address, one.postcode, one.town, other.siren)
                yield self._spelt(draw, index, moved, "", "same address")
            elif kind < 0.4:  # the same name in a town where there is none on the right
                town = f"{_proper(draw)}-en-{_proper(draw)}"
                name = one.name.replace(one.town, town)
                elsewhere = self._organisation(self.right_rows + index)
                postcode = f"{draw.randint(1, 95):02d}{draw.randint(0, 999):03d}"
                moved = Organisation(name, elsewhere.address, postcode, town, elsewhere.siren)
                yield self._spelt(draw, index, moved, "", "homonym elsewhere")
            elif kind < 0.6:  # a section, or the friends, of an organisation on the right
                name = (
                    f"{one.name} section {draw.choice(_SPORTS)}"
                    if draw.random() < 0.6
                    else f"Les amis de {one.name}"
                    if not one.name.startswith("Les amis")
                    else f"{one.name}, comité départemental"
                )
                number_of_its_own = f"{900_000_000 + index:09d}"
                child = Organisation(name, one.address, one.postcode, one.town, number_of_its_own)
                yield self._spelt(draw, index, child, "", "section or satellite")
            else:
                yield self._spelt(draw, index, self._organisation(self.right_rows + index), "", "stranger")

    def _spelt(self, draw: Random, index: int, one: Organisation, match: str, trap: str) -> Row:
        def happens(what: str) -> bool:
            return draw.random() < RATES[what]

        name = one.name
        if happens("town added to the name") and one.town not in name:
            name = f"{name} de {one.town}"
        words = name.replace("’", " ").replace("-", " ").split()
        strong = [word for word in words if word.lower() not in _SMALL]
        if happens("word left out") and len(strong) > 2 and not trap:
            words.remove(draw.choice(strong[:-1]))
        if happens("words shortened"):
            words = [_SHORT.get(word.lower(), word) for word in words]
            words = [word for word in words if word.lower() not in _SMALL or draw.random() < 0.4]
        if happens("legal word added or removed"):
            words = words[1:] if words[0].lower() == "association" else ["Association", *words]
        if happens("letter wrong"):
            at = max(range(len(words)), key=lambda place: (len(words[place]), place))
            words[at] = _misspelt(draw, words[at])
        name = " ".join(words)
        initials = "".join(word[0] for word in strong).upper()
        if happens("sigle alone") and len(strong) > 3:
            name = initials
        elif happens("sigle before the name") and len(strong) > 2:
            name = f"{initials} - {name}"
        if happens("cut at 32 characters"):
            name = name.upper()[:32].rstrip()
        address = one.address
        if happens("moved in the same town"):
            address = f"{draw.randint(1, 120)} {draw.choice(_WAYS)} {draw.choice(self._streets)}"
        if draw.random() < 0.4:
            address = " ".join(_SHORT.get(word, word) for word in address.split())
        if happens("address missing"):
            address = ""
        town, postcode = one.town, one.postcode
        if happens("moved to another town") and not trap:
            town, postcode = draw.choice(self._towns)
            address = ""
        if happens("no town"):
            town = ""
        if happens("no postcode"):
            postcode = ""
        if draw.random() < 0.3:
            town = town.upper().replace("-", " ").replace("SAINT ", "ST ")
        siren = one.siren if happens("number known") else ""
        if happens("number wrong"):
            siren = f"{draw.randrange(10**8, 9 * 10**8):09d}"
        return Row(f"L{index}", name, address, postcode, town, siren, match, trap)


def _proper(draw: Random) -> str:
    count = draw.choices((1, 2, 3), (2, 5, 3))[0]
    return ("".join(draw.choice(_SYLLABLES) for _ in range(count)) + draw.choice(_ENDS)).capitalize()


def _misspelt(draw: Random, word: str) -> str:
    if len(word) < 5:
        return word
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + draw.choice("aeiourstln") + word[at + 1 :]
