"""Addresses of the pages of communes: readable, and never the same for two communes."""

from __future__ import annotations

import re

from maillage.kernel.text import slugify_fr

_CODE = re.compile(r"(?:^|-)(\d[0-9abAB]\d{3})$")


def commune_slug(name: str, code: str) -> str:
    """« creteil-94028 »: several communes may bear one name."""
    return f"{slugify_fr(name, 60)}-{code.lower()}".lstrip("-")


def code_of_slug(slug: str) -> str:
    """The INSEE code that ends an address, empty when there is none."""
    found = _CODE.search(slug)
    return found.group(1).upper() if found else ""
