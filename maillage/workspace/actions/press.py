"""The press kit: articles, their pictures and what is said of them, in one archive."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.actors.models import Actor, Initiative
from maillage.kernel.text import french_date, slugify_fr
from maillage.territory.queries import current_pole, main_territory
from maillage.ui.address import absolute
from maillage.ui.markdown import to_plain
from maillage.workspace.models import Article, ArticlePicture

STAMP = (1980, 1, 1, 0, 0, 0)


def press_kit(articles: Sequence[Article]) -> IO[bytes]:
    """A zip, at its beginning, to be sent and closed: a folder an article, and who to call. Held on disk."""
    holder: IO[bytes] = TemporaryFile()  # noqa: SIM115 — the answer closes it once sent
    with zipfile.ZipFile(holder, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt", _presentation(articles))
        shown: list[tuple[str, ArticlePicture]] = []
        for number, article in enumerate(articles, 1):
            folder = f"{number:02}-{article.slug[:60]}"
            archive.writestr(f"{folder}/article.txt", _plain(article))
            names = []
            for rank, picture in enumerate(article.pictures.all(), 1):
                name = f"image-{rank}-{slugify_fr(picture.caption or picture.alt, 50)}.jpg"
                try:
                    with picture.file.open("rb") as file:
                        archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", STAMP), file.read())
                except OSError:
                    continue
                names.append((name, picture))
            page = render_to_string(
                "workspace/news/press_article.html", {"article": article, "pictures": names}
            )
            archive.writestr(f"{folder}/article.html", page)
            if names:
                archive.writestr(f"{folder}/legendes.txt", _captions(names))
                shown += [(f"{folder}/{name}", picture) for name, picture in names]
        if shown:
            sheet = render_to_string("workspace/news/press_pictures.html", {"pictures": shown})
            archive.writestr("planche-des-images.html", sheet)
    holder.seek(0)
    return holder


def _presentation(articles: Sequence[Article]) -> str:
    pole, territory = current_pole(), main_territory()
    lines = [
        pole.name if pole else "Pôle d’économie sociale et solidaire",
        f"Dossier de presse du {french_date(timezone.localdate())}",
        "",
    ]
    if pole and pole.presentation:
        lines += [pole.presentation, ""]
    if territory:
        lines += [f"Chiffres de l’annuaire, {territory.name} :", *_figures(), ""]
    lines += [
        "Articles :",
        *(f"- {one.title} ({absolute(one.get_absolute_url())})" for one in articles),
        "",
    ]
    if pole and pole.contact_email:
        lines.append(f"Contact : {pole.contact_email}")
    return "\n".join(lines) + "\n"


def _figures() -> list[str]:
    """How many structures are shown, in which communes, and how many initiatives (three queries)."""
    public = Actor.objects.public()
    named = public.exclude(commune=None).order_by().values_list("commune__name").annotate(count=Count("pk"))
    towns = sorted(named, key=lambda one: (-one[1], one[0]))[:10]
    return [
        f"- {public.count()} structures ;",
        *(f"- dont {count} à {name} ;" for name, count in towns),
        f"- {Initiative.objects.filter(published=True).count()} initiatives.",
    ]


def _plain(article: Article) -> str:
    paragraphs = [to_plain(one) for one in article.text.split("\n\n")]
    signed = f"{article.signature}\n" if article.signature else ""
    return "\n\n".join([article.title, article.summary, *paragraphs, signed]).strip() + "\n"


def _captions(pictures: Sequence[tuple[str, ArticlePicture]]) -> str:
    return "\n".join(
        f"{name}\n  {picture.alt}"
        + (f"\n  Légende : {picture.caption}" if picture.caption else "")
        + (f"\n  Crédit : {picture.credit}" if picture.credit else "")
        for name, picture in pictures
    )
