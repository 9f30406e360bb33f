"""The page's facts as schema.org states them, for search engines and whoever gathers directories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_DAY, _SPAN = "(?:Mo|Tu|We|Th|Fr|Sa|Su)", r"\d\d:\d\d-\d\d:\d\d"
_OPENING = re.compile(f"^{_DAY}(?:[-,]{_DAY})* {_SPAN}(?:,{_SPAN})*$")
_FOR_HTML = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def organization(
    *,
    address: str,
    name: str,
    names: Iterable[str] = (),
    description: str = "",
    website: str = "",
    email: str = "",
    phone: str = "",
    street: str = "",
    postcode: str = "",
    town: str = "",
    position: tuple[float, float] | None = None,
    identifiers: Iterable[tuple[str, str]] = (),
    themes: Iterable[str] = (),
    founded_on: str = "",
    hours: str = "",
    parent: str = "",
    image: str = "",
) -> dict[str, Any]:
    """An Organization (https://schema.org/Organization); what is empty is left out."""
    place: dict[str, Any] = {"@type": "PostalAddress", "addressCountry": "FR"}
    place |= _filled(streetAddress=street, postalCode=postcode, addressLocality=town)
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address,
        "name": name,
    }
    thing |= _filled(
        alternateName=[one for one in dict.fromkeys(names) if one and one != name],
        description=description,
        url=website or address,
        email=email,
        telephone=phone,
        foundingDate=founded_on,
        knowsAbout=list(themes),
        image=image,
        identifier=[
            {"@type": "PropertyValue", "propertyID": kind, "value": value}
            for kind, value in identifiers
            if value
        ],
        parentOrganization={"@type": "Organization", "name": parent} if parent else None,
    )
    if street or town:
        thing["address"] = place
    opening = [rule for rule in (part.strip() for part in hours.split(";")) if _OPENING.match(rule)]
    if position or opening:
        spot: dict[str, Any] = {"@type": "Place"}
        if position:
            spot["geo"] = {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}
        if opening:
            spot["openingHours"] = opening
        thing["location"] = spot
    return thing


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def for_html(data: dict[str, Any]) -> str:
    """JSON that can stand inside a `<script type="application/ld+json">` whatever its texts hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_FOR_HTML)
