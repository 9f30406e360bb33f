"""Ask the configured address service (an API such as the Base adresse nationale's) where an address is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

TIMEOUT_SECONDS = 2.0
MAX_ANSWER_BYTES = 100_000
MIN_SCORE = 0.4
"""Under this the service itself is not sure of what it found."""


class GeocoderError(Exception):
    """The service did not answer in time, or answered something else than addresses."""


@dataclass(frozen=True)
class Address:
    """An address as the service writes it, and where it is (degrees)."""

    label: str
    latitude: float
    longitude: float


def host() -> str:
    """The name of the service's machine, empty when none is configured."""
    return urlsplit(settings.GEOCODER_URL).netloc if settings.GEOCODER_URL else ""


def find_address(text: str, around: tuple[float, float] | None = None) -> Address | None:
    """The best address for a text, near a (latitude, longitude) when given; None when nothing fits.

    Sends the text to the configured service and keeps nothing. Raises `GeocoderError` after
    `TIMEOUT_SECONDS` or on any other failure of the service.
    """
    asked = {"q": text, "limit": "1"}
    if around:
        asked |= {"lat": f"{around[0]:.4f}", "lon": f"{around[1]:.4f}"}
    base = settings.GEOCODER_URL.rstrip("/")
    if urlsplit(base).scheme not in {"http", "https"}:
        raise GeocoderError(f"not a web address: {base}")
    request = Request(f"{base}/search/?{urlencode(asked)}", headers={"User-Agent": "Maillage"})
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            document = json.loads(answer.read(MAX_ANSWER_BYTES))
        return _first(document)
    except (URLError, HTTPException, OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise GeocoderError(str(error)) from error


def _first(document: dict[str, Any]) -> Address | None:
    features = document["features"]
    if not features:
        return None
    properties = features[0]["properties"]
    longitude, latitude = (float(part) for part in features[0]["geometry"]["coordinates"][:2])
    if float(properties.get("score", 1)) < MIN_SCORE or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Address(str(properties["label"]), latitude, longitude)
