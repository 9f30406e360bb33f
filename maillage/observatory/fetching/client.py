"""One GET: timeouts, retries, « Retry-After » obeyed, and what cannot be had said in French."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import maillage

_AGAIN = {429, 500, 502, 503, 504}


class FetchError(ValueError):
    """Something that could not be fetched; the message is French and says what to do."""


class Gone(FetchError):
    """The server says that there is nothing at this address."""


class NoSuchRange(FetchError):
    """The server has no such part of the file; `total`: the size in bytes that it says, where it does."""

    def __init__(self, message: str, total: int | None) -> None:
        super().__init__(message)
        self.total = total


def _nothing(text: str) -> None:
    del text


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How to ask: seconds of silence borne, tries in a row, seconds before the second try (doubled each time),
    longest wait that a server may ask for, and where to tell people that one waits.
    """

    timeout: float = 30
    tries: int = 5
    pause: float = 1
    longest_wait: float = 300
    say: Callable[[str], None] = field(default=_nothing)

    def open(self, address: str, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
        """The answer, its body not read yet. Raises `FetchError`."""
        host = _host(address)
        request = urllib.request.Request(
            address, headers={"User-Agent": f"Maillage/{maillage.__version__}", **(headers or {})}
        )
        for attempt in range(1, self.tries + 1):
            try:
                answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=self.timeout)
                return answer
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in _AGAIN:
                        raise _refused(error, address, host) from error
                    wait = _asked_wait(error.headers.get("Retry-After"))
                    why = f"{host} répond {error.code}"
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                wait, why = None, _why(error, host, self.timeout)
            if wait is not None and wait > self.longest_wait:
                raise FetchError(
                    f"{why} et demande d’attendre {_duration(wait)}. Relancez la même commande après ce délai "
                    ": elle reprendra où elle s’arrête."
                )
            if attempt == self.tries:
                break
            self.wait(attempt, why, wait)
        raise FetchError(
            f"{why}, après {self.tries} essais ({address}). Vérifiez l’accès à internet (pare-feu, mandataire "
            ": variable HTTPS_PROXY), puis relancez la même commande : elle reprendra où elle s’arrête."
        )

    def wait(self, attempt: int, why: str, asked: float | None = None) -> None:
        """Wait before another try: what the server asked for, or longer at each attempt."""
        seconds = self.pause * 2 ** (attempt - 1) if asked is None else asked
        self.say(f"{why} : nouvel essai dans {_duration(seconds)}.")
        time.sleep(seconds)

    def json(self, address: str) -> Any:
        """The answer read as JSON, asked again where it is cut. Raises `FetchError`."""
        for attempt in range(1, self.tries + 1):
            try:
                with self.open(address, {"Accept": "application/json"}) as answer:
                    return json.loads(answer.read())
            except (http.client.HTTPException, OSError) as error:
                why = _why(error, _host(address), self.timeout)
                if attempt == self.tries:
                    raise FetchError(f"{why}, après {self.tries} essais. Relancez la même commande.") from error
                self.wait(attempt, why)
            except ValueError as error:
                if isinstance(error, FetchError):
                    raise
                raise FetchError(
                    f"{_host(address)} n’a pas répondu du JSON ({address}). Une page d’accueil du réseau "
                    "(portail, mandataire) répond peut-être à sa place : ouvrez cette adresse dans un "
                    "navigateur."
                ) from error
        raise AssertionError("unreachable")


def _host(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"« {address} » n’est pas une adresse http. Rien n’y a été cherché.")
    return parts.hostname


def _refused(error: urllib.error.HTTPError, address: str, host: str) -> FetchError:
    if error.code in (404, 410):
        return Gone(f"{host} ne connaît pas cette adresse ({error.code}) : {address}.")
    if error.code == 416:
        told = (error.headers.get("Content-Range") or "").removeprefix("bytes */")
        return NoSuchRange(f"{host} n’a pas cette partie du fichier.", int(told) if told.isdigit() else None)
    if error.code in (401, 403, 407):
        return FetchError(
            f"{host} refuse l’accès ({error.code}) : {address}. Un mandataire ou un pare-feu l’interdit "
            "peut-être : demandez à votre service informatique d’autoriser cette adresse."
        )
    said = " ".join(error.read(300).decode("utf-8", "replace").split())
    return FetchError(f"{host} refuse la demande ({error.code}) : {address}. Il dit : {said}")


def _why(error: Exception, host: str, timeout: float) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"{host} ne répond pas en {_duration(timeout)}"
    if isinstance(cause, ConnectionRefusedError):
        return f"{host} refuse la connexion"
    if isinstance(cause, ConnectionError | http.client.HTTPException):
        return f"{host} a coupé la connexion"
    return f"{host} n’est pas joignable ({cause})"


def _asked_wait(told: str | None) -> float | None:
    """The seconds of a « Retry-After », given as a number or as a date."""
    if not told:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _duration(seconds: float) -> str:
    if seconds >= 120:
        return f"{round(seconds / 60)} min"
    return f"{seconds:.1f}".removesuffix(".0").replace(".", ",") + " s"
