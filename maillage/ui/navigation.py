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
# What waits behind a link, in a few French words (« 12 rapprochements à décider »), or nothing.
News = Callable[[], str]


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
    news: News | None


@dataclass(frozen=True)
class Link:
    """An entry as one visitor sees it."""

    label: str
    url: str
    current: bool
    exact: bool
    description: str
    icon: str
    news: News | None


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
    news: News | None = None,
) -> None:
    """Add an entry to a menu (French label and description; `url_name` takes no argument).

    `description`, `icon` and `news` are shown on « Mon espace » and « Animation », where each entry is a card.
    """
    known(place, Place)
    _entries[place, url_name] = Entry(label, url_name, place, order, who, description, icon, news)


def address(name: str, *args: Any) -> str:
    """The address of a page by name, or nothing when no room has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


_search: list[str] = []


def register_search(url_name: str) -> None:
    """Say which address answers the header's search box (its parameter is `q`)."""
    _search[:] = [url_name]


def search_url() -> str:
    """The address of the header's search box, or nothing while no room answers it."""
    return address(_search[0]) if _search else ""


def registered() -> list[Entry]:
    """Every entry, whether or not its address exists."""
    return list(_entries.values())


def links(place: Place, *, user: Any, path: str = "") -> list[Link]:
    """The links of a menu for a user, in order; `path` tells which one is the current page."""
    known(place, Place)
    found = [
        (entry, url)
        for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.label))
        if entry.place == place and entry.who(user) and (url := address(entry.url_name))
    ]
    # The entry under which the page stands: the longest address that begins its own. Home is above all.
    home = reverse("home")
    above = max((url for _, url in found if path.startswith(url) and url != home), key=len, default=None)
    return [
        Link(
            entry.label,
            url,
            current=path == url or url == above,
            exact=path == url,
            description=entry.description,
            icon=entry.icon,
            news=entry.news,
        )
        for entry, url in found
    ]
