"""The buttons of a list, each posting its own name with the number of its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from maillage.accounts.permissions import person


def press(
    request: HttpRequest, rows: QuerySet[Any], *buttons: tuple[str, Callable[..., None], str], gone: str
) -> None:
    """Do to its row what the pressed button says, and tell it; `buttons` are (name, action, what is told).

    Raises ValueError, in French: what the action refuses, or `gone` when the list no longer has that row.
    """
    for name, action, told in buttons:
        if name in request.POST:
            try:
                row = rows.get(pk=request.POST[name])
            except (rows.model.DoesNotExist, ValueError):
                raise ValueError(gone) from None
            action(row, by=person(request))
            messages.success(request, told)
