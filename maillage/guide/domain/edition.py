"""What somebody decided about an edition, and the material that it is made of: plain data, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from maillage.kernel.vocabulary import THEMES

WITHOUT_THEME = "sans-theme"
"""The chapter of those whose theme is not known."""
DEFAULT_TITLE = "Le who’s who solidaire"


def all_chapters() -> list[str]:
    """Every chapter that a guide may have, in the usual order."""
    return [*(theme.code for theme in THEMES.roots()), WITHOUT_THEME]


def chapter_label(code: str) -> str:
    """The French title of a chapter."""
    return "Autres structures" if code == WITHOUT_THEME else THEMES.label(code)


@dataclass(frozen=True)
class PictureRef:
    """A picture of the document: its file among the assets, what it shows, whose it is; `key` is its row."""

    path: str
    alt: str
    credit: str = ""
    key: int = 0


@dataclass(frozen=True)
class Sponsor:
    """Somebody who supports the guide."""

    name: str
    logo: PictureRef | None = None


@dataclass(frozen=True)
class Plan:
    """The choices of an edition."""

    name: str
    dated_on: str  # ISO date
    title: str = DEFAULT_TITLE
    subtitle: str = ""
    foreword: str = ""
    foreword_author: str = ""
    chapters: list[str] = field(default_factory=all_chapters)
    communes: list[str] = field(default_factory=list)  # INSEE codes; all when empty
    checked_since: str = ""  # ISO date; all entries when empty
    with_map: bool = True
    with_zooms: bool = True
    with_support: bool = True
    with_initiatives: bool = True
    with_pictures: bool = True
    cover_colour: str = ""
    cover: PictureRef | None = None
    sponsors: list[Sponsor] = field(default_factory=list)
    printer: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody of a structure who agreed to be named."""

    contact: int
    name: str
    function: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Place:
    """A commune of the territory."""

    code: str
    name: str
    outline: dict[str, Any] | None = None
    note: str = ""
    point: tuple[float, float] | None = None  # longitude, latitude


@dataclass(frozen=True)
class Material:
    """An actor as the guide may show it: nothing here is hidden from the public."""

    uid: str
    slug: str
    name: str
    sort_key: str
    sigle: str = ""
    commune: str = ""
    town: str = ""  # its name
    other_communes: list[str] = field(default_factory=list)
    address: str = ""
    postcode: str = ""
    point: tuple[float, float] | None = None  # longitude, latitude
    themes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)  # short words, ready to print
    roles: list[str] = field(default_factory=list)
    publics: list[str] = field(default_factory=list)
    services: list[tuple[str, str]] = field(default_factory=list)  # kind, own name
    text: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    hours: str = ""
    people: list[Person] = field(default_factory=list)
    checked_on: str = ""
    invented: bool = False
    according_to: str = ""
    section_of: str = ""
    logo: PictureRef | None = None
    photo: PictureRef | None = None


@dataclass(frozen=True)
class Part:
    """What an actor is in an initiative."""

    uid: str
    name: str
    role: str


@dataclass(frozen=True)
class Project:
    """An initiative."""

    title: str
    sort_key: str
    stage: str
    text: str = ""
    themes: list[str] = field(default_factory=list)
    communes: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    invented: bool = False
    according_to: str = ""


@dataclass(frozen=True)
class Origin:
    """A source of what the guide tells."""

    name: str
    publisher: str = ""
    licence: str = ""
    stated_on: str = ""


@dataclass(frozen=True)
class Host:
    """The Pôle that publishes, and its look."""

    name: str
    territory: str
    tagline: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    publisher: str = ""
    director: str = ""
    primary: str = "#1f5f5b"
    secondary: str = "#a63d2f"
    paper: str = "#fbf7f0"
    ink: str = "#22201c"
    logo: PictureRef | None = None
    demonstration: bool = False
    address_of_list: str = ""  # whole web addresses
    address_of_chapters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stock:
    """All that an edition is made of, with its choices."""

    plan: Plan
    host: Host
    places: list[Place]
    entries: list[Material]
    projects: list[Project]
    origins: list[Origin]
    told_by_people: bool = False


T = TypeVar("T")


def to_json(value: Any) -> dict[str, Any]:
    """A dataclass as plain JSON data."""
    plain: dict[str, Any] = asdict(value)
    return plain


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass that `to_json` wrote; fields unknown to this version are left aside."""
    hints = get_type_hints(kind)
    known = {one.name: _read(hints[one.name], data[one.name]) for one in fields(kind) if one.name in data}  # type: ignore[arg-type]
    return kind(**known)


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is list:
        return [_read(get_args(hint)[0], one) for one in value]
    if get_origin(hint) is tuple:
        return tuple(value)
    return value
