"""The entries of the menus: each room registers its own when it starts, the layout shows them.

    navigation.register("Annuaire", "directory", place="main", order=20)

in the `ready` of a room's AppConfig. An entry appears only to whom it concerns, and only when its address
exists, so that no link leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import NoReverseMatch, reverse

from maillage.ui.kinds import known

# main: the header · account: « Mon espace » · animation: the animator's tools · footer: the legal pages.
Place = Literal["main", "account", "animation", "footer"]
Who = Callable[[Any], bool]


def anyone(user: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def visitor(user: Any) -> bool:
    """Those who are not signed in."""
    return not signed_in(user)


def signed_in(user: Any) -> bool:
    """Those who are signed in."""
    return bool(getattr(user, "is_authenticated", False))


@dataclass(frozen=True)
class Entry:
    """A link of a menu: where it leads by name, whom it concerns, and what is found there."""

    label: str
    url_name: str
    place: Place
    order: int
    who: Who
    description: str
    icon: str


@dataclass(frozen=True)
class Link:
    """An entry as one visitor sees it."""

    label: str
    url: str
    current: bool
    exact: bool
    description: str
    icon: str


_entries: dict[tuple[str, str], Entry] = {}


def register(
    label: str,
    url_name: str,
    *,
    place: Place = "main",
    order: int = 50,
    who: Who = anyone,
    description: str = "",
    icon: str = "",
) -> None:
    """Add an entry to a menu (French label and description; `url_name` takes no argument)."""
    known(place, Place)
    _entries[place, url_name] = Entry(label, url_name, place, order, who, description, icon)


_search: list[str] = []


def register_search(url_name: str) -> None:
    """Say which address answers the header's search box (its parameter is `q`)."""
    _search[:] = [url_name]


def search_url() -> str:
    """The address of the header's search box, or nothing while no room answers it."""
    try:
        return reverse(_search[0]) if _search else ""
    except NoReverseMatch:
        return ""


def registered() -> list[Entry]:
    """Every entry, whether or not its address exists."""
    return list(_entries.values())


def links(place: Place, *, user: Any, path: str = "") -> list[Link]:
    """The links of a menu for a user, in order; `path` tells which one is the current page."""
    known(place, Place)
    shown: list[Link] = []
    home = reverse("home")
    for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.label)):
        if entry.place != place or not entry.who(user):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        current = path == url or (url != home and path.startswith(url))
        shown.append(Link(entry.label, url, current, path == url, entry.description, entry.icon))
    return shown
