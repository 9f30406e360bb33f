"""Gathers the answers of the public company search for the communes of a territory."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from tqdm import tqdm

from maillage.opendata.sources.communes.reading import Place, read_places
from maillage.opendata.sources.company_search.reading import kept
from maillage.opendata.sources.source import words

from .client import Client, FetchError
from .download import UNDER_WAY, Received

SERVICE = "https://recherche-entreprises.api.gouv.fr"
PER_PAGE = 25
LIMIT = 10_000
PER_SECOND = 7
_MATCHING = 100  # establishments that a result may show
_LASTS = timedelta(days=7)
_NAMED = 3

# How a question of too many results is split, in order: activity, state, headcount.
_SPLITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("section_activite_principale", tuple("ABCDEFGHIJKLMNOPQRSTU")),
    ("etat_administratif", ("A", "C")),
    ("tranche_effectif_salarie", words("NN 00 01 02 03 11 12 21 22 31 32 41 42 51 52 53")),
)


@dataclass(frozen=True, slots=True)
class Territory:
    """What is asked for: the codes typed, the communes of today and districts they stand for, their name."""

    codes: tuple[str, ...]
    communes: tuple[str, ...]
    label: str


def base_address() -> str:
    """The service: MAILLAGE_COMPANY_SEARCH_URL, else the public one."""
    return (os.environ.get("MAILLAGE_COMPANY_SEARCH_URL") or SERVICE).rstrip("/")


def territory_of(codes: Sequence[str], places: Sequence[Place] | None = None) -> Territory:
    """Communes, EPCI, EPT and departments by their codes. Raises `FetchError` for an unknown one."""
    places = places or read_places()
    today = {place.code: place for place in places if place.code == place.commune}
    communes: dict[str, Place] = {}
    for code in codes:
        members = [
            place for place in today.values() if code in (place.code, place.epci, place.ept, place.department)
        ]
        former = next((place.commune for place in places if place.code == code), None)
        if not members and former is not None:
            members = [today[former]]
        if not members:
            raise FetchError(
                f"« {code} » n’est le code d’aucune commune, intercommunalité ni département. Donnez le code "
                "Insee d’une commune (94028), le numéro SIREN d’une intercommunalité (200058006) ou un "
                "département (94)."
            )
        communes.update((place.code, place) for place in members)
    districts: dict[str, list[str]] = {}
    for place in places:
        if place.district:
            districts.setdefault(place.commune, []).append(place.code)
    asked = [code for commune in sorted(communes) for code in districts.get(commune, [commune])]
    names = [communes[code].name or code for code in sorted(communes)]
    more = f" et {len(names) - _NAMED} autres communes" if len(names) > _NAMED else ""
    return Territory(tuple(codes), tuple(asked), ", ".join(names[:_NAMED]) + more)


def gather(
    client: Client,
    territory: Territory,
    folder: Path,
    *,
    ess_only: bool = True,
    per_second: float = PER_SECOND,
    today: date | None = None,
) -> Received:
    """Write the answers as one file of the folder; pages already there are not asked again.

    Raises `FetchError`; the pages received stay, to be completed by the same request within seven days.
    """
    under_way = folder / UNDER_WAY
    under_way.mkdir(parents=True, exist_ok=True)
    stem = f"recherche-entreprises_{_short(territory)}{'' if ess_only else '_tout'}"
    part = under_way / f"{stem}.jsonl"
    today = today or date.today()
    request = {
        "service": "recherche-entreprises",
        "codes": list(territory.codes),
        "communes": list(territory.communes),
        "label": territory.label,
        "ess_only": ess_only,
        "begun_on": today.isoformat(),
    }
    done = _Done.read(part, request)
    final = folder / f"{stem}_{done.begun_on or today}.jsonl"
    if final.exists():
        return Received(final, already=True)
    try:
        with part.open("r+b" if done.begun_on else "wb") as out:
            out.truncate(done.size)
            out.seek(done.size)
            if not done.begun_on:
                _write(out, [request])
            cut = _Gathering(client, out, done, ess_only, per_second).run(territory.communes)
            _write(out, [{"end": True, "cut": cut}])
            os.fsync(out.fileno())
        part.replace(final)
    except OSError as error:
        raise FetchError(
            f"{final.name} : le fichier ne peut pas être écrit ({error.strerror or error}). Libérez de la "
            "place ou choisissez un autre dossier (--to), puis relancez : les pages reçues ne seront pas "
            "redemandées."
        ) from error
    remark = f"Plus de {LIMIT} réponses, dont le service ne donne que les premières : {', '.join(cut)}."
    return Received(final, remark=remark if cut else "")


@dataclass(frozen=True, slots=True)
class _Done:
    """What an interrupted gathering left: the pages of each question, those that were split, the sound size."""

    begun_on: str = ""
    size: int = 0
    pages: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    split: frozenset[str] = frozenset()

    @classmethod
    def read(cls, part: Path, request: Mapping[str, Any]) -> _Done:
        pages: dict[str, tuple[int, int]] = {}
        split: set[str] = set()
        begun_on, size, at = "", 0, 0
        if part.exists():
            with part.open("rb") as stream:
                for line in stream:
                    at += len(line)
                    try:
                        found = json.loads(line)
                    except ValueError:  # a line that a kill cut
                        break
                    if not begun_on:
                        if not _same(found, request):
                            break
                        begun_on, size = found["begun_on"], at
                    elif "page" in found:
                        pages[found["query"]], size = (found["page"], found["of"]), at
                    elif "split" in found:
                        split.add(found["split"])
                        size = at
        return cls(begun_on, size, pages, frozenset(split))


def _same(begun: Mapping[str, Any], request: Mapping[str, Any]) -> bool:
    """Whether a gathering begun is that which is asked for, and recent enough to be completed."""
    try:
        age = date.fromisoformat(request["begun_on"]) - date.fromisoformat(begun["begun_on"])
    except (KeyError, TypeError, ValueError):
        return False
    alike = all(begun.get(name) == request[name] for name in ("communes", "ess_only"))
    return alike and timedelta(0) <= age < _LASTS


class _Gathering:
    def __init__(self, client: Client, out: IO[bytes], done: _Done, ess_only: bool, per_second: float) -> None:
        self.client, self.out, self.done, self.ess_only = client, out, done, ess_only
        self.interval = 1 / per_second
        self.last = 0.0
        self.cut: list[str] = []

    def run(self, communes: Sequence[str]) -> list[str]:
        """Ask every question; gives those whose answer the service cuts, in French."""
        with tqdm(communes, desc="communes", disable=None, unit="commune") as bar:
            for commune in bar:
                self._ask({"code_commune": commune}, 0)
        return self.cut

    def _ask(self, question: dict[str, str], depth: int) -> None:
        name = urlencode(question)
        if name in self.done.split:
            self._split(question, depth)
            return
        page, pages = self.done.pages.get(name, (0, 1))
        if page and depth == len(_SPLITS) and pages >= LIMIT // PER_PAGE:
            self.cut.append(_told(question))
        while page < pages:
            answer = self._page(question, page + 1)
            if page == 0 and answer["total_results"] >= LIMIT:
                if depth < len(_SPLITS):
                    _write(self.out, [{"split": name}])
                    self._split(question, depth)
                    return
                self.cut.append(_told(question))
            page += 1
            pages = min(answer["total_pages"], LIMIT // PER_PAGE)
            closing = {"page": page, "of": pages, "query": name, "total_results": answer["total_results"]}
            _write(self.out, [*map(kept, answer["results"]), closing])

    def _split(self, question: dict[str, str], depth: int) -> None:
        parameter, values = _SPLITS[depth]
        for value in values:
            self._ask({**question, parameter: value}, depth + 1)

    def _page(self, question: Mapping[str, str], page: int) -> dict[str, Any]:
        asked = {
            **question,
            **({"est_ess": "true"} if self.ess_only else {}),
            "page": page,
            "per_page": PER_PAGE,
            "limite_matching_etablissements": _MATCHING,
        }
        time.sleep(max(0.0, self.last + self.interval - time.monotonic()))
        address = f"{base_address()}/search?{urlencode(asked)}"
        answer = self.client.json(address)
        self.last = time.monotonic()
        try:
            sound = {
                "results": [one for one in answer["results"] if one["siren"]],
                "total_results": int(answer["total_results"]),
                "total_pages": int(answer["total_pages"]),
            }
        except (KeyError, TypeError, ValueError) as error:
            raise FetchError(
                f"La recherche d’entreprises n’a pas répondu dans la forme attendue ({error!r}) : {address}. "
                "Le service a peut-être changé : chargez les fichiers nationaux, ou signalez-le."
            ) from error
        return sound


def _write(out: IO[bytes], lines: Sequence[Mapping[str, Any]]) -> None:
    """Write whole lines at once."""
    out.write(b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines))
    out.flush()


def _told(question: Mapping[str, str]) -> str:
    return " ".join(question.values())


def _short(territory: Territory) -> str:
    """The codes, or the first and a digest where they are many."""
    if len(territory.codes) <= _NAMED:
        return "-".join(territory.codes)
    digest = hashlib.sha256(",".join(territory.codes).encode()).hexdigest()[:8]
    return f"{territory.codes[0]}-et-{len(territory.codes) - 1}-autres-{digest}"
