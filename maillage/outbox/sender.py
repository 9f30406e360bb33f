"""From whom messages come: the installation's address, under a name that readers know."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr, quote

from django.conf import settings

_name: list[Callable[[], str]] = []


def register_name(name: Callable[[], str]) -> None:
    """Say what gives the name of whoever writes (that of the Pôle); an empty one changes nothing."""
    _name[:] = [name]


def sender() -> str:
    """The heading « From » of a message, unless the installation's own address says another name."""
    said, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = _name[0]() if _name and said in ("", "Maillage") else ""
    return f'"{quote(" ".join(name.split()))}" <{address}>' if name else str(settings.DEFAULT_FROM_EMAIL)
