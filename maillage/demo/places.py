"""The towns of the demonstration with their invented quarters and venues, and the words of `words.toml`."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a town: « les Roseaux », with its contracted forms « des Roseaux » and « aux Roseaux »."""

    name: str

    @property
    def of(self) -> str:
        """The name after « de »: des Roseaux, du Petit-Lac, de la Garenne, de l’Île-aux-Saules."""
        return with_de(self.name)

    @property
    def at(self) -> str:
        """The name after « à »: aux Roseaux, au Petit-Lac, à la Garenne."""
        return with_a(self.name)

    @property
    def bare(self) -> str:
        """The name without its article."""
        return split_article(self.name)[1]


@dataclass(frozen=True, slots=True)
class Town:
    """A commune where invented actors live: INSEE code, name, postcode, share of the actors, centre in degrees.

    `radius` (in kilometres) bounds the positions where no outline is known.
    """

    code: str
    name: str
    postcode: str
    share: float
    longitude: float
    latitude: float
    quarters: tuple[Quarter, ...]
    radius: float = 1.2


def split_article(phrase: str) -> tuple[str, str]:
    """Split « la Garenne » into ("la", "Garenne"); the article is empty when there is none."""
    lowered = phrase[0].lower() + phrase[1:]
    for article in ("les ", "le ", "la ", "l’"):
        if lowered.startswith(article):
            return article.strip(), phrase[len(article) :]
    return "", phrase


def with_de(phrase: str) -> str:
    """Put « de » before a phrase, contracted or elided as French wants."""
    article, rest = split_article(phrase)
    if article == "les":
        return f"des {rest}"
    if article == "le":
        return f"du {rest}"
    if article == "la":
        return f"de la {rest}"
    if article == "l’":
        return f"de l’{rest}"
    return f"d’{rest}" if rest[0] in "AEIOUÉÈÊÂÎÔYaeiouéèêâîô" else f"de {rest}"


def with_a(phrase: str) -> str:
    """Put « à » before a phrase, contracted as French wants."""
    article, rest = split_article(phrase)
    if article == "les":
        return f"aux {rest}"
    if article == "le":
        return f"au {rest}"
    if article == "la":
        return f"à la {rest}"
    if article == "l’":
        return f"à l’{rest}"
    return f"à {rest}"


def capital(phrase: str) -> str:
    """Return the phrase with a capital first letter, the rest untouched."""
    return phrase[:1].upper() + phrase[1:]


def _quarters(*names: str) -> tuple[Quarter, ...]:
    return tuple(Quarter(name) for name in names)


PLAINE_CENTRALE: Final[tuple[Town, ...]] = (
    Town(
        "94028",
        "Créteil",
        "94000",
        0.56,
        2.455,
        48.787,
        _quarters(
            "les Roseaux",
            "la Haute-Borne",
            "les Grands-Champs",
            "le Clos-des-Vignes",
            "les Passerelles",
            "la Croix-des-Marais",
            "le Petit-Lac",
            "les Cormorans",
            "la Ferme-Blanche",
            "les Belles-Allées",
            "le Moulin-Vert",
            "la Pointe-aux-Joncs",
            "les Quatre-Vents",
            "le Vieux-Marché",
        ),
    ),
    Town(
        "94002",
        "Alfortville",
        "94140",
        0.27,
        2.420,
        48.800,
        _quarters(
            "le Vieux-Pont",
            "les Deux-Berges",
            "la Batellerie",
            "le Port-aux-Sables",
            "les Grands-Peupliers",
            "l’Île-aux-Saules",
            "la Halle-Basse",
            "les Lavandières",
        ),
    ),
    Town(
        "94044",
        "Limeil-Brévannes",
        "94450",
        0.17,
        2.489,
        48.745,
        _quarters(
            "les Coteaux",
            "la Garenne",
            "la Sablonnière",
            "le Haut-Plateau",
            "les Tilleuls",
            "la Mare-aux-Grives",
        ),
    ),
)

OUTSIDE: Final[tuple[Town, ...]] = (
    Town(
        "94011",
        "Bonneuil-sur-Marne",
        "94380",
        0.5,
        2.487,
        48.772,
        _quarters("les Pêcheurs", "le Port", "la Fabrique"),
    ),
    Town(
        "94046",
        "Maisons-Alfort",
        "94700",
        0.5,
        2.433,
        48.802,
        _quarters("les Planètes", "le Vert-Bois", "la Charmille"),
    ),
)
"""Neighbouring communes whose structures stray into the lists of the four collectivities."""

GENERIC_QUARTERS: Final = _quarters(
    "le Bourg",
    "la Gare",
    "les Prés",
    "les Noyers",
    "la Fontaine",
    "le Château",
    "les Ormes",
    "la Plaine",
    "le Faubourg",
    "les Acacias",
    "la Chapelle",
    "les Jardins",
    "le Lavoir",
    "la Prairie",
    "les Cèdres",
)
"""Quarters for any other town, when a bench asks for more communes than the three."""

VENUE_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "salle": ("MJC", "centre culturel", "salle polyvalente", "maison de quartier"),
    "gymnase": ("gymnase", "complexe sportif", "dojo municipal"),
    "stade": ("stade",),
    "eau": ("piscine", "base nautique"),
    "mediatheque": ("médiathèque", "maison de quartier"),
    "centre": ("centre social", "MJC", "maison de quartier"),
    "maison": ("maison des associations",),
    "exterieur": ("square", "parc"),
    "local": (),
    "domicile": (),
}
"""The shared places where each kind of activity is held; none for own premises and homes."""

_FEMININE_VENUES: Final = frozenset({"mjc", "salle", "maison", "piscine", "base", "médiathèque"})


def venue_article(name: str) -> str:
    """The article of a shared place: « la » for a MJC or a swimming pool, « le » for a gymnasium."""
    return "la" if name.split()[0].lower() in _FEMININE_VENUES else "le"


@dataclass(frozen=True, slots=True)
class Words:
    """What `words.toml` holds; `evocations` are some two thousand nine hundred, « la Lanterne bavarde »."""

    streets: tuple[str, ...]
    saints: tuple[str, ...]
    regions: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    evocations: tuple[str, ...]


@cache
def words() -> Words:
    """Read the words once."""
    table = tomllib.loads(files("maillage.demo").joinpath("words.toml").read_text(encoding="utf-8"))
    parts = table.pop("evocations")
    evocations = (
        f"{article} {noun} {adjective[gender]}"
        for gender, (article, nouns) in enumerate((("le", parts["masculine"]), ("la", parts["feminine"])))
        for noun in nouns
        for adjective in parts["adjectives"]
    )
    return Words(evocations=tuple(evocations), **{key: tuple(value) for key, value in table.items()})


def metres_to_degrees(east: float, north: float, latitude: float) -> tuple[float, float]:
    """Turn an offset in metres into degrees of longitude and latitude at this latitude."""
    return east / (111_320 * math.cos(math.radians(latitude))), north / 110_574
