"""Which official files there are, and where the newest of each stands, found through data.gouv.fr's API."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from maillage.opendata.sources.recognition import vintage_in_name

from .client import Client, FetchError, Gone

DATAGOUV = "https://www.data.gouv.fr"
_SUFFIXES = {".zip", ".gz", ".csv", ".json", ".parquet", ".xlsx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFile:
    """A file of `files.toml`: which source reads it, where it is published; `by_hand`: where to look else."""

    name: str
    source: str
    title: str
    publisher: str
    licence: str
    cadence: str
    dataset: str = ""
    resource: str = ""
    pattern: str = ""
    formats: tuple[str, ...] = ()
    most: int = 1
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file to download: address, name that it will bear, size in bytes and (kind, digest) where published."""

    address: str
    name: str
    size: int | None = None
    digest: tuple[str, str] | None = None


def official_files() -> dict[str, OfficialFile]:
    """The files of `files.toml`, by name, in its order."""
    listed = tomllib.loads(files(__package__).joinpath("files.toml").read_text("utf-8"))["file"]
    found = [OfficialFile(**{**one, "formats": tuple(one.get("formats", ()))}) for one in listed]
    return {one.name: one for one in found}


def base_address() -> str:
    """The portal: MAILLAGE_DATAGOUV_URL, else data.gouv.fr."""
    return (os.environ.get("MAILLAGE_DATAGOUV_URL") or DATAGOUV).rstrip("/")


def resolve(client: Client, wanted: OfficialFile) -> list[Resource]:
    """The newest resources of a file. Raises `FetchError`, which says where to look by hand."""
    if wanted.by_hand:
        raise FetchError(
            f"{wanted.name} : « {wanted.title} » ({wanted.publisher}) n’a pas d’adresse fixe : "
            f"{wanted.by_hand}. Mettez le fichier dans le dossier, puis chargez-le par « maillage opendata "
            "load »."
        )
    address = f"{base_address()}/api/1/datasets/{quote(wanted.dataset)}/"
    try:
        answer = client.json(address)
    except Gone as error:
        raise FetchError(f"{wanted.name} : {error} {_by_hand(wanted)}") from error
    resources = answer.get("resources") if isinstance(answer, dict) else None
    if not isinstance(resources, list):
        raise FetchError(
            f"{wanted.name} : la réponse n’a pas la forme attendue ({address}). {_by_hand(wanted)}"
        )
    found = _matching(wanted, [one for one in resources if isinstance(one, dict) and one.get("url")])
    if not found:
        titles = " ; ".join(str(one.get("title")) for one in resources[:8] if isinstance(one, dict))
        raise FetchError(
            f"{wanted.name} : aucun fichier de « {wanted.title} » n’a le nom attendu. On y voit : "
            f"{titles or 'rien'}. {_by_hand(wanted)}"
        )
    return [_resource(wanted, one) for one in found[: wanted.most]]


def _matching(wanted: OfficialFile, resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those wanted, best format first, then newest first."""
    if wanted.resource:
        return [one for one in resources if one.get("id") == wanted.resource]
    pattern = re.compile(wanted.pattern, re.IGNORECASE)
    named = [
        (wanted.formats.index(form), one)
        for one in resources
        if pattern.search(f"{one.get('title', '')} {_end_of(one['url'])}")
        and (form := _form(one)) in wanted.formats
    ]
    newest = sorted(named, key=lambda pair: _modified(pair[1]), reverse=True)
    return [one for _, one in sorted(newest, key=lambda pair: pair[0])]


def _resource(wanted: OfficialFile, found: dict[str, Any]) -> Resource:
    address = str(found["url"])
    if wanted.resource:  # stable, wherever the file moves
        address = f"{base_address()}/api/1/datasets/r/{quote(wanted.resource)}"
    name = _end_of(found["url"])
    if PurePosixPath(name).suffix.lower() not in _SUFFIXES:
        name = f"{wanted.name}.{_form(found)}"
    if vintage_in_name(name) is None and (day := _modified(found)):
        stem, dot, suffixes = name.partition(".")
        name = f"{stem}_{day[:10]}{dot}{suffixes}"
    digest = found.get("checksum") or {}
    kind, value = str(digest.get("type") or ""), str(digest.get("value") or "")
    size = found.get("filesize")
    return Resource(
        address,
        name,
        size if isinstance(size, int) and size > 0 else None,
        (kind, value.lower()) if kind and value else None,
    )


def _form(found: dict[str, Any]) -> str:
    """The form of a resource: what its address ends with says more than what the publisher typed."""
    suffix = PurePosixPath(_end_of(found["url"])).suffix.lower()
    return suffix[1:] if suffix in _SUFFIXES else str(found.get("format") or "").lower()


def _end_of(address: str) -> str:
    name = PurePosixPath(unquote(urlsplit(str(address)).path)).name
    return re.sub(r"[^\w.+-]", "_", name).lstrip(".")


def _modified(found: dict[str, Any]) -> str:
    told = str(found.get("last_modified") or found.get("created_at") or "")
    try:
        date.fromisoformat(told[:10])
    except ValueError:
        return ""
    return told


def _by_hand(wanted: OfficialFile) -> str:
    return (
        f"Cherchez « {wanted.title} » ({wanted.publisher}) sur data.gouv.fr, téléchargez le fichier dans le "
        "dossier, puis chargez-le par « maillage opendata load »."
    )
