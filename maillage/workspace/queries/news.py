"""What is read, written, due: articles and the columns elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.accounts.permissions import is_animator
from maillage.actors.models import Actor
from maillage.kernel.vocabulary import THEMES
from maillage.workspace.awaited import Awaited
from maillage.workspace.domain.columns import due_dates
from maillage.workspace.models import Article, ArticlePicture, ArticleQuerySet, Column, ColumnText
from maillage.workspace.permissions import kept_articles

from .agenda import midnight

SOON = timedelta(days=7)
ON_HOME = 3


def with_pictures(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The same, each with its pictures (one more query)."""
    return articles.prefetch_related(Prefetch("pictures", ArticlePicture.objects.order_by("rank", "pk")))


def of_theme(articles: ArticleQuerySet, theme: str) -> ArticleQuerySet:
    """Those of a theme; one of the first level holds those below it."""
    if theme not in THEMES:
        return articles
    return articles.filter(theme__in=[theme, *(one.code for one in THEMES.children(theme))])


def latest_public() -> list[Article]:
    """The last articles that everybody reads (two queries)."""
    return list(with_pictures(Article.objects.published().filter(audience=Article.Audience.PUBLIC))[:ON_HOME])


def articles_about(actor: Actor) -> list[Article]:
    """The last public articles that speak of a structure (one query)."""
    found = Article.objects.published().filter(audience=Article.Audience.PUBLIC, actors=actor)
    return list(found[:5])


@dataclass(frozen=True)
class Due:
    """What a day of the editorial calendar holds: an article that is published, or a text due to a column."""

    day: date
    column: Column | None = None
    text: ColumnText | None = None
    article: Article | None = None

    @property
    def is_open(self) -> bool:
        """Whether the column waits for a text that nobody meant for it."""
        return self.column is not None and self.text is None

    @property
    def is_late(self) -> bool:
        return self.text.is_late if self.text else self.is_open and self.day < timezone.localdate()


def due_in(start: date, end: date, column: Column | None = None) -> list[Due]:
    """All that is due or published from `start` to `end`, both included, day by day (three queries)."""
    columns = [one for one in Column.objects.filter(closed_at=None) if column in (None, one)]
    texts = ColumnText.objects.filter(due_on__range=(start, end)).select_related("column", "article")
    if column is not None:
        texts = texts.filter(column=column)
    found = [Due(one.due_on, one.column, one) for one in texts if one.due_on]
    filled = {(one.column_id, one.due_on) for one in texts}
    found += [
        Due(day, one)
        for one in columns
        if one.every and one.first_due
        for day in due_dates(one.first_due, one.every, start, end)
        if (one.pk, day) not in filled
    ]
    if column is None:
        held = Article.objects.filter(
            state=Article.State.PUBLISHED,
            published_at__gte=midnight(start),
            published_at__lt=midnight(end + timedelta(days=1)),
        )
        found += [
            Due(timezone.localtime(one.published_at).date(), article=one) for one in held if one.published_at
        ]
    return sorted(found, key=lambda one: (one.day, one.column.name if one.column else ""))


def next_due(column: Column) -> date | None:
    """The next day on which a column waits for a text that nobody meant for it yet (one query)."""
    if not column.every or not column.first_due or column.closed_at:
        return None
    today = timezone.localdate()
    filled = set(column.texts.filter(due_on__gte=today).values_list("due_on", flat=True))
    days = due_dates(column.first_due, column.every, today, today + timedelta(days=800))
    return next((day for day in days if day not in filled), None)


def news_awaited(user: User) -> Iterator[Awaited]:
    """Articles to approve and texts to hand in for the animator; articles given back, for their author."""
    if is_animator(user):
        waiting = Article.objects.filter(state=Article.State.TO_APPROVE)[:20]
        for article in waiting:
            yield Awaited(verb="review", title=article.title, url=article.get_absolute_url(), about="article")
        due = ColumnText.objects.exclude(state=ColumnText.State.GIVEN).filter(
            due_on__lte=timezone.localdate() + SOON
        )
        for text in due.select_related("column", "article")[:20]:
            yield Awaited(
                verb="do",
                title=text.article.title,
                url=text.get_absolute_url(),
                about=text.column.name,
                due=text.due_on,
            )
    back = kept_articles(user).filter(author=user, state=Article.State.WRITING).exclude(remark="")
    for article in back[:20]:
        yield Awaited(
            verb="do",
            title=article.title,
            url=reverse("workspace:edit-article", args=[article.pk]),
            about="article à reprendre",
        )
