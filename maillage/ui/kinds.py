"""The variants that components know."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

ActionKind = Literal["primary", "secondary", "quiet", "danger"]
NoticeKind = Literal["info", "success", "warning", "error"]
BadgeKind = Literal["neutral", "info", "success", "warning"]

Kind = TypeVar("Kind", bound=str)


def known(value: Kind, kinds: Any) -> Kind:
    """Return `value` if it is one of a Literal's, else raise ValueError naming those that are."""
    if value not in get_args(kinds):
        raise ValueError(f"unknown kind {value!r}; known: {', '.join(get_args(kinds))}")
    return value
