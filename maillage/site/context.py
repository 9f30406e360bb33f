"""What every page knows: the Pôle's identity, its main territory, and the address of its colours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from maillage.territory.models import Pole
from maillage.territory.queries import current_pole, main_territory
from maillage.ui.colours import fingerprint


def pole(request: HttpRequest) -> dict[str, Any]:
    """`pole` and `territory`, read only when a template uses them (one query each), `colours_url`, `mail_kept`.

    `mail_kept` says that e-mails go no further than this machine.
    """
    identity: Any = SimpleLazyObject(lambda: current_pole() or Pole(name="Maillage"))
    return {
        "pole": identity,
        "mail_kept": settings.DEMO,
        "territory": SimpleLazyObject(main_territory),
        "colours_url": SimpleLazyObject(lambda: f"{reverse('pole-colours')}?v={fingerprint(identity.palette)}"),
    }
