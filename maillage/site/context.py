"""What every page knows: the Pôle's identity and its main territory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maillage.territory.models import Pole
from maillage.territory.queries import current_pole, main_territory


def pole(request: HttpRequest) -> dict[str, Any]:
    """`pole` and `territory`, read only when a template uses them (one query each)."""
    return {
        "pole": SimpleLazyObject(lambda: current_pole() or Pole(name="Maillage")),
        "territory": SimpleLazyObject(main_territory),
    }
