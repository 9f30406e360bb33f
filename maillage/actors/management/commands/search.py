"""`maillage search`: the search of the directory, from the command line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.actors.models import Actor
from maillage.actors.search import Correction, Hit, SearchResult, search_actors


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("un nombre de 1 ou plus est attendu")
    return int(text)


class Command(BaseCommand):
    help = "Cherche dans l’annuaire, comme la page de recherche."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="*", metavar="TEXTE", help="ce que l’on cherche")
        parser.add_argument(
            "--from", dest="file", metavar="FICHIER", help="une recherche par ligne (« - » : l’entrée standard)"
        )
        parser.add_argument("--limit", type=_count, default=10, metavar="N", help="résultats montrés (10)")
        parser.add_argument("--json", action="store_true", help="une ligne de JSON par recherche")

    def handle(self, *args: Any, **options: Any) -> None:
        text = " ".join(options["text"])
        if bool(text.strip()) == bool(options["file"]):
            raise CommandError(
                "Donnez soit le texte à chercher, soit un fichier avec --from (une recherche par ligne)."
            )
        for query in _lines(options["file"]) if options["file"] else [text]:
            told = _told(search_actors(query, Actor.objects.public()), options["limit"])
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                self._show(told)

    def _show(self, told: dict[str, Any]) -> None:
        total = told["total"]
        count = f"{total} résultat{'s' if total > 1 else ''}" if total else "Aucun résultat"
        self.stdout.write(f"{count} pour « {told['query']} »")
        for one in told["corrected"]:
            self.stdout.write(f"  « {one['typed']} » compris comme « {one['taken_for']} »")
        near = False
        for one in told["results"]:
            if one["match"] == "near" and not near:
                near = True
                self.stdout.write("  Proches de cette recherche :")
            place = f", {one['commune']}" if one["commune"] else ""
            self.stdout.write(f"  - {one['name']}{place}  ({one['slug']})")


def _lines(name: str) -> Iterator[str]:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(
            f"Le fichier {name} ne peut pas être lu : vérifiez son nom et son emplacement."
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    for line in text.splitlines():
        yield line.strip()


def _told(result: SearchResult, limit: int) -> dict[str, Any]:
    """The answer as JSON holds it: hits first, then what is only near, `limit` in all."""
    chosen: list[tuple[str, Hit]] = [("hit", hit) for hit in result.hits[:limit]]
    chosen += [("near", hit) for hit in result.near[: limit - len(chosen)]]
    actors = (
        Actor.objects.select_related("commune").defer("commune__outline").in_bulk([hit.pk for _, hit in chosen])
    )
    return {
        "query": result.query,
        "total": len(result.pks),
        "corrected": [_correction(one) for one in result.corrections],
        "themes": list(result.themes),
        "results": [
            {
                "slug": actor.slug,
                "uid": str(actor.uid),
                "name": actor.name,
                "commune": actor.commune.name if actor.commune else "",
                "score": hit.score,
                "match": match,
                "corrected": [_correction(one) for one in hit.corrections],
            }
            for match, hit in chosen
            if (actor := actors.get(hit.pk))
        ],
    }


def _correction(one: Correction) -> dict[str, str]:
    return {"typed": one.typed, "taken_for": one.taken_for}
