"""What the home page tells, counted in the base."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F

from maillage.actors.models import Actor, ActorTag, Initiative
from maillage.guide.domain.communes import commune_slug
from maillage.guide.queries.map import TerritoryMap, territory_map
from maillage.guide.queries.places import commune_centres
from maillage.kernel.vocabulary import SUPPORT_ROLES, THEMES, Term, Theme
from maillage.outbox.queries import troubled_messages
from maillage.workspace.models import Article, Event
from maillage.workspace.queries.agenda import next_public_events
from maillage.workspace.queries.news import latest_public

LATEST_ACTORS = 5
LATEST_INITIATIVES = 3
LATEST_EVENTS = 3
COMMUNES = 12


@dataclass(frozen=True)
class CommuneCount:
    """How many actors are shown in a commune."""

    code: str
    name: str
    count: int

    @property
    def slug(self) -> str:
        """The end of the address of its page in the guide."""
        return commune_slug(self.name, self.code)


@dataclass(frozen=True)
class Home:
    """The figures and the few pages that the home page shows."""

    actors: int
    themes: list[tuple[Theme, int]]
    communes: list[CommuneCount]
    map: TerritoryMap | None
    other_communes: int
    supporters: list[tuple[Term, int]]
    latest: list[Actor]
    initiatives: list[Initiative]
    initiative_count: int
    events: list[Event]
    articles: list[Article]

    @property
    def is_empty(self) -> bool:
        return not self.actors and not self.initiative_count and not self.events and not self.articles


def _tag_counts(*kinds: ActorTag.Kind) -> dict[str, dict[str, int]]:
    shown = ActorTag.objects.filter(kind__in=kinds, actor__in=Actor.objects.public())
    counts: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
    for kind, code, count in shown.values_list("kind", "code").annotate(count=Count("pk")):
        counts[kind][code] = count
    return counts


def home() -> Home:
    """What is in the base today, in as many queries whatever its size."""
    public = Actor.objects.public()
    counts = _tag_counts(ActorTag.Kind.THEME, ActorTag.Kind.ROLE)
    by_theme, by_role = counts[ActorTag.Kind.THEME], counts[ActorTag.Kind.ROLE]
    communes = [
        CommuneCount(*row)
        for row in public.exclude(commune=None)
        .values_list("commune_id", "commune__name")
        .annotate(count=Count("pk"))
        .order_by("-count", "commune__folded_name")
    ]
    alive = Initiative.objects.filter(published=True).exclude(stage="ended")
    return Home(
        actors=public.count(),
        themes=[(theme, by_theme[theme.code]) for theme in THEMES.roots() if by_theme.get(theme.code)],
        communes=communes[:COMMUNES],
        map=territory_map(commune_centres(), {one.code: one.count for one in communes}),
        other_communes=len(communes[COMMUNES:]),
        supporters=[(role, by_role[role.code]) for role in SUPPORT_ROLES if by_role.get(role.code)],
        latest=list(
            public.select_related("commune")
            .only("name", "slug", "themes", "checked_on", "updated_at", "invented", "commune__name")
            .order_by(F("checked_on").desc(nulls_last=True), "-updated_at", "sort_key")[:LATEST_ACTORS]
        ),
        initiatives=list(
            alive.prefetch_related("communes").order_by(F("stage_on").desc(nulls_last=True), "-pk")[
                :LATEST_INITIATIVES
            ]
        ),
        initiative_count=alive.count(),
        events=next_public_events(LATEST_EVENTS),
        articles=latest_public(),
    )


def mail_news() -> str:
    """How many messages need somebody; nothing when all left (one query)."""
    count = troubled_messages().count()
    return f"{count} à voir" if count else ""
