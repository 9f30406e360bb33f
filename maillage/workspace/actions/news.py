"""Write, approve, publish and withdraw articles; their pictures; the columns elsewhere."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import numbered, slugify_fr, typeset
from maillage.ui.markdown import to_html, to_plain
from maillage.workspace.domain.columns import shortened, spoken_shortened
from maillage.workspace.domain.contents import ContentRefused, recognise
from maillage.workspace.models import (
    Article,
    ArticlePicture,
    ArticleVersion,
    Column,
    ColumnText,
    Event,
    NotificationKind,
)
from maillage.workspace.permissions import animators, members

from .documents import signature
from .notifications import notify
from .people import Refused

PLACE = "articles"
WIDEST = 1600
"""Pictures are kept at that many pixels at most, in width and in height."""
PICTURES = 12
DRAFTED = timedelta(hours=1)
"""Between two former texts kept of a draft that its author alone writes."""
KEPT_FOR = timedelta(days=365)
NOT_DELETED = typeset("Cet article a été publié : il se retire, il ne s’efface pas.")
State = Article.State
_TITLE = re.compile(r"#{1,6}\s[^\n]*")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a person writes of an article."""

    title: str
    summary: str = ""
    text: str = ""
    theme: str = ""
    audience: str = Article.Audience.PUBLIC
    is_idea: bool = False
    actors: Sequence[Actor] = ()
    events: Sequence[Event] = ()


def plain_lines(text: str) -> str:
    """The text as it was typed: browsers send two characters for the end of a line, which counts as one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _free_slug(title: str) -> str:
    base = slugify_fr(title, 90) or "article"
    taken = set(Article.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return numbered(base, taken)


@transaction.atomic
def write_article(article: Article, written: Written, *, by: User) -> Article:
    """Begin an article, or change it. The address follows the title until it is published once."""
    is_new = article.pk is None
    plain = plain_lines(written.text)
    if is_new:
        article.author, article.signature = by, signature(by)
    else:
        held = Article.objects.select_for_update().get(pk=article.pk)
        if held.state != article.state or held.changed_at != article.changed_at:
            raise Refused(
                "Cet article a été changé pendant que vous l’écriviez : copiez votre texte, rouvrez la page et "
                "reprenez-le."
            )
        if (held.title, held.summary, held.text) != (written.title, written.summary, plain):
            _keep_version(held, by=by)
    _says(article, written.title, written.summary, plain)
    article.theme, article.audience = written.theme, written.audience
    if article.state in (State.IDEA, State.WRITING):
        article.state = State.IDEA if written.is_idea else State.WRITING
    article.changed_at = timezone.now()
    article.save()
    article.actors.set(written.actors)
    article.events.set(written.events)
    journal.record("article.write" if is_new else "article.change", by=by, subject=article, state=article.state)
    return article


def _says(article: Article, title: str, summary: str, text: str) -> None:
    if article.pk is None or (article.title != title and article.published_at is None):
        article.slug = _free_slug(title)
    article.title, article.summary, article.text = title, summary, text
    article.html = to_html(text, top=2)


def _keep_version(held: Article, *, by: User) -> None:
    """Keep what an article says before it changes: each time, but once an hour while its author drafts it."""
    now = timezone.now()
    drafted = held.state in (State.IDEA, State.WRITING) and held.author_id == by.pk
    if drafted and held.versions.filter(by=by, at__gt=now - DRAFTED).exists():
        return
    ArticleVersion.objects.create(
        article=held,
        title=held.title,
        summary=held.summary,
        text=held.text,
        html=held.html,
        at=now,
        by=by,
        by_name=signature(by),
    )


@transaction.atomic
def restore_version(version: ArticleVersion, *, by: User) -> Article:
    """Let an article say again what it said; what it says now becomes a former text in its turn."""
    held = Article.objects.select_for_update().get(pk=version.article_id)
    said = version.title, version.summary, version.text
    if said != (held.title, held.summary, held.text):
        _keep_version(held, by=by)
        _says(held, *said)
        held.changed_at = timezone.now()
        held.save()
        journal.record("article.restore", by=by, subject=held, version=version.pk)
    return held


def purge_article_versions() -> int:
    """Delete what articles said before they were changed, after a year; how many."""
    return ArticleVersion.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _held(article: Article, *states: str) -> Article:
    """The article as it is now, kept from others. Raises `Refused` when it is in none of these states."""
    held = Article.objects.select_for_update().get(pk=article.pk)
    if held.state not in states:
        raise Refused(
            typeset(
                f"Cet article est maintenant « {held.get_state_display()} » : rouvrez la page pour décider."
            )
        )
    return held


@transaction.atomic
def send_to_approve(article: Article, *, by: User) -> None:
    """Ask the animator to read it. Raises `Refused` when there is nothing to read."""
    held = _held(article, State.IDEA, State.WRITING)
    if not held.text.strip():
        raise Refused("Cet article n’a pas encore de texte : écrivez-le avant de le faire relire.")
    _to(held, State.TO_APPROVE, by, remark="")
    notify(
        animators(),
        NotificationKind.DIRECT,
        subject=held,
        text=typeset(f"{by.name or 'Un membre'} demande de relire « {held.title} »."),
        url=held.get_absolute_url(),
        by=by,
    )


@transaction.atomic
def send_back(article: Article, *, remark: str, by: User) -> None:
    """Give it back to its author with what is to be changed; a scheduled one is no longer."""
    held = _held(article, State.TO_APPROVE, State.READY)
    _to(held, State.WRITING, by, remark=remark)
    if held.author:
        notify(
            [held.author],
            NotificationKind.DIRECT,
            subject=held,
            text=typeset(f"« {held.title} » vous revient : {remark}")[:300],
            url=held.get_absolute_url(),
            by=by,
        )


@transaction.atomic
def approve(article: Article, *, by: User) -> None:
    """Say that it is ready; it is not published yet. Raises `Refused` without a text."""
    held = _held(article, State.IDEA, State.WRITING, State.TO_APPROVE)
    if not held.text.strip():
        raise Refused("Cet article n’a pas encore de texte.")
    _to(held, State.READY, by, remark="")


@transaction.atomic
def publish_article(article: Article, *, at: datetime | None = None, by: User) -> None:
    """Publish it now, or at an hour to come: it is read from then on, and members are told.

    Raises `Refused` without a text, or at an hour that is past.
    """
    held = _held(article, *(state for state in State.values if state != State.PUBLISHED))
    if not held.text.strip():
        raise Refused("Cet article n’a pas encore de texte.")
    now = timezone.now()
    if at is not None and at < now:
        raise Refused("Cette heure est passée : choisissez-en une à venir, ou publiez maintenant.")
    held.published_at = at or now
    held.announced_at = None
    _to(held, State.PUBLISHED, by, remark="", published_at=held.published_at.isoformat())
    announce_articles()


@transaction.atomic
def withdraw_article(article: Article, *, reason: str, by: User) -> None:
    """Show it no longer, or not at the hour that was set; its text stays for who runs the news."""
    held = _held(article, State.PUBLISHED)
    if held.is_scheduled:
        held.published_at = None
        _to(held, State.READY, by, remark="", reason=reason)
    else:
        _to(held, State.WITHDRAWN, by, remark="", reason=reason)


@transaction.atomic
def remove_article(article: Article, *, by: User) -> None:
    """Delete an article that was never published, with its pictures. Raises `Refused` for another."""
    held = Article.objects.select_for_update().get(pk=article.pk)
    if held.published_at is not None:
        raise Refused(NOT_DELETED)
    files = list(held.pictures.values_list("file", flat=True))
    journal.record("article.remove", by=by, subject=held)
    held.delete()
    transaction.on_commit(lambda: _erase(files))


def _erase(stored: Sequence[str]) -> None:
    for one in stored:
        default_storage.delete(one)


def _to(article: Article, state: str, by: User, *, remark: str, **told: str) -> None:
    article.state, article.remark, article.changed_at = state, remark, timezone.now()
    article.save()
    journal.record(f"article.{state}", by=by, subject=article, **told)


@transaction.atomic
def announce_articles() -> int:
    """Tell members of the articles whose hour has come and that were not told; return how many articles."""
    waiting = Article.objects.published().filter(announced_at=None).select_for_update()
    count = 0
    for article in waiting:
        article.announced_at = timezone.now()
        article.save(update_fields=["announced_at"])
        notify(
            members().exclude(pk=article.author_id) if article.author_id else members(),
            NotificationKind.NEWS,
            subject=article,
            text=typeset(f"À lire : « {article.title} »."),
            url=article.get_absolute_url(),
            once=f"article:{article.pk}",
        )
        count += 1
    return count


# --- Pictures ---------------------------------------------------------------------------------------------
def add_picture(
    article: Article, upload: UploadedFile, *, alt: str, caption: str = "", credit: str = "", by: User
) -> ArticlePicture:
    """Add a picture, made small, without what cameras write in it. Raises `Refused` when it is not one."""
    content, (width, height) = _prepared(upload)
    stored = default_storage.save(f"{PLACE}/{uuid.uuid4().hex}.jpg", ContentFile(content))
    try:
        with transaction.atomic():
            held = Article.objects.select_for_update().get(pk=article.pk)
            last = held.pictures.order_by("-rank").first()
            if held.pictures.count() >= PICTURES:
                raise Refused(f"Un article porte {PICTURES} images au plus : retirez-en une d’abord.")
            picture = ArticlePicture.objects.create(
                article=held,
                file=stored,
                width=width,
                height=height,
                alt=alt,
                caption=caption,
                credit=credit,
                rank=last.rank + 1 if last else 0,
            )
            journal.record("article.picture", by=by, subject=held, picture=picture.pk)
    except BaseException:
        default_storage.delete(stored)
        raise
    return picture


def _prepared(upload: UploadedFile) -> tuple[bytes, tuple[int, int]]:
    try:
        kind = recognise(upload, upload.name or "")
        if not kind.is_picture:
            raise Refused(
                f"Ce fichier n’est pas une image ({kind.label}) : prenez une image JPEG, PNG ou WebP."
            )
        upload.seek(0)
        with Image.open(upload) as opened:
            turned = ImageOps.exif_transpose(opened).convert("RGBA")
    except ContentRefused as error:
        raise Refused(str(error)) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("Cette image est abîmée, ou trop grande pour être ouverte.") from error
    turned.thumbnail((WIDEST, WIDEST))
    plain = Image.new("RGB", turned.size, "white")
    plain.paste(turned, mask=turned.getchannel("A"))
    stream = io.BytesIO()
    plain.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue(), plain.size


@transaction.atomic
def change_picture(picture: ArticlePicture, *, alt: str, caption: str, credit: str, by: User) -> None:
    """Change what is said of a picture."""
    picture.alt, picture.caption, picture.credit = alt, caption, credit
    picture.save(update_fields=["alt", "caption", "credit"])
    journal.record("article.picture", by=by, subject=picture.article, picture=picture.pk)


@transaction.atomic
def remove_picture(picture: ArticlePicture, *, by: User) -> None:
    """Take a picture away."""
    stored = str(picture.file.name)
    journal.record("article.picture-remove", by=by, subject=picture.article, picture=picture.pk)
    picture.delete()
    transaction.on_commit(lambda: _erase([stored]))


@transaction.atomic
def put_first(picture: ArticlePicture, *, by: User) -> None:
    """Show a picture above the text."""
    first = picture.article.pictures.order_by("rank").first()
    if first and first.pk != picture.pk:
        others = picture.article.pictures.exclude(pk=picture.pk).order_by("rank", "pk")
        for rank, one in enumerate([picture, *others]):
            one.rank = rank
            one.save(update_fields=["rank"])
        journal.record("article.picture", by=by, subject=picture.article, picture=picture.pk)


# --- Columns ----------------------------------------------------------------------------------------------
@transaction.atomic
def keep_column(column: Column, *, by: User) -> Column:
    """Open a column, or change it."""
    column.save()
    journal.record("column.keep", by=by, subject=column)
    return column


@transaction.atomic
def close_column(column: Column, *, by: User) -> None:
    """No more is due to it; what was given stays."""
    column.closed_at = timezone.now()
    column.save(update_fields=["closed_at"])
    journal.record("column.close", by=by, subject=column)


@transaction.atomic
def reopen_column(column: Column, *, by: User) -> None:
    """Texts are due to it again."""
    column.closed_at = None
    column.save(update_fields=["closed_at"])
    journal.record("column.reopen", by=by, subject=column)


def proposed(article: Article, column: Column) -> str:
    """What the article gives for a column: its whole sentences that fit, its summary where that is enough."""
    parts = article.text.split("\n\n")
    if column.is_spoken:
        # What is seen between two paragraphs is not said on air.
        parts = [one for one in parts if not _TITLE.fullmatch(one.strip())]
    plain = "\n".join(filter(None, [to_plain(one) for one in parts]))
    if column.is_spoken:
        return spoken_shortened(plain or article.summary, column.limit)
    if column.channel == Column.Channel.SOCIAL and article.summary:
        return shortened(article.summary, column.limit)
    if len(plain) <= column.limit:
        return plain
    return shortened(plain or article.summary, column.limit)


@transaction.atomic
def plan_text(article: Article, column: Column, *, due_on: date | None, by: User) -> ColumnText:
    """Mean an article for a column. Raises `Refused` when it is already, or when the column is closed."""
    held = Column.objects.select_for_update().get(pk=column.pk)
    if held.closed_at:
        raise Refused("Cette rubrique est close.")
    if held.texts.filter(article=article).exists():
        raise Refused("Cet article est déjà prévu dans cette rubrique.")
    made = ColumnText.objects.create(article=article, column=held, due_on=due_on, by=by)
    journal.record("column.plan", by=by, subject=held, article=article.pk)
    return made


@transaction.atomic
def write_text(found: ColumnText, *, text: str, due_on: date | None, ready: bool, by: User) -> None:
    """Write what goes in the column. Raises `Refused` when it is too long to be ready."""
    held = ColumnText.objects.select_for_update().select_related("column").get(pk=found.pk)
    text = plain_lines(text)
    over = held.column.length_of(text) - held.column.limit
    if ready and over > 0:
        raise Refused(
            typeset(
                f"Ce texte dépasse de {over} {held.column.unit} : raccourcissez-le, ou gardez-le « à écrire »."
            )
        )
    if ready and not text.strip():
        raise Refused("Ce texte est vide : il ne peut pas être prêt.")
    held.text, held.due_on, held.by = text, due_on, by
    held.state = ColumnText.State.READY if ready else ColumnText.State.TO_WRITE
    held.given_at = None
    held.save()
    journal.record("column.write", by=by, subject=held.column, article=held.article_id, state=held.state)


@transaction.atomic
def give_text(found: ColumnText, *, by: User) -> None:
    """Note that it was handed in. Raises `Refused` when it is not ready."""
    held = ColumnText.objects.select_for_update().select_related("column").get(pk=found.pk)
    if held.state != ColumnText.State.READY:
        raise Refused("Ce texte n’est pas prêt à être remis.")
    held.state, held.given_at = ColumnText.State.GIVEN, timezone.now()
    held.save(update_fields=["state", "given_at"])
    journal.record("column.give", by=by, subject=held.column, article=held.article_id)


@transaction.atomic
def unplan_text(found: ColumnText, *, by: User) -> None:
    """Mean the article for that column no longer. Raises `Refused` once it was handed in."""
    held = ColumnText.objects.select_for_update().select_related("column").get(pk=found.pk)
    if held.state == ColumnText.State.GIVEN:
        raise Refused("Ce texte a été remis : il reste.")
    journal.record("column.unplan", by=by, subject=held.column, article=held.article_id)
    held.delete()
