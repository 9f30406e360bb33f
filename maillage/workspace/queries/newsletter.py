"""To whom a newsletter goes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from maillage.actors.models import Actor, ActorTag
from maillage.kernel.vocabulary import THEMES
from maillage.workspace.models import Article, Delivery, Event, Newsletter, Subscriber
from maillage.workspace.permissions import members

DOUBT_AFTER = timedelta(minutes=10)
NO_MORE = (Subscriber.State.ENDED, Subscriber.State.RETURNED)


def chosen_structures(newsletter: Newsletter) -> QuerySet[Actor]:
    """The structures of the directory that an issue is for."""
    found = Actor.objects.public()
    if newsletter.theme in THEMES:
        kinds = (ActorTag.Kind.THEME, ActorTag.Kind.SUBTHEME)
        tagged = ActorTag.objects.filter(kind__in=kinds, code=newsletter.theme)
        found = found.filter(pk__in=tagged.values("actor"))
    if newsletter.commune:
        found = found.filter(commune=newsletter.commune)
    if newsletter.family:
        found = found.filter(family=newsletter.family)
    if newsletter.unchecked:
        found = found.filter(checked_on=None)
    return found


@dataclass
class Recipients:
    """The addresses of an issue, and how many were left out, for which reason."""

    emails: list[str] = field(default_factory=list)
    doubles: int = 0
    ended: int = 0
    returned: int = 0
    without_email: int = 0


def recipients_of(newsletter: Newsletter) -> Recipients:
    """Whom an issue goes to, once each, without those who want no more of it (five queries at most)."""
    said = dict(Subscriber.objects.filter(state__in=NO_MORE).values_list("email", "state"))
    sources: list[str] = []
    found = Recipients()
    if newsletter.to_subscribers:
        wanting = Subscriber.objects.filter(state=Subscriber.State.SUBSCRIBED)
        sources += wanting.values_list("email", flat=True)
    if newsletter.to_members:
        sources += members().values_list("email", flat=True)
    if newsletter.to_structures:
        structures = chosen_structures(newsletter)
        found.without_email = structures.filter(email="").count()
        sources += structures.exclude(email="").order_by("sort_key").values_list("email", flat=True)
    taken: set[str] = set()
    for email in (one.strip().lower() for one in sources):
        if email in taken:
            found.doubles += 1
            continue
        taken.add(email)
        state = said.get(email)
        if state == Subscriber.State.ENDED:
            found.ended += 1
        elif state == Subscriber.State.RETURNED:
            found.returned += 1
        elif email:
            found.emails.append(email)
    return found


def counts_of(newsletter: Newsletter) -> dict[str, int]:
    """How many copies are in each state (one query)."""
    found = dict(newsletter.deliveries.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in Delivery.State}


def in_doubt(newsletter: Newsletter) -> QuerySet[Delivery]:
    """Copies whose sending was cut: they may have left."""
    return newsletter.deliveries.filter(state=Delivery.State.SENDING, at__lt=timezone.now() - DOUBT_AFTER)


def stands_still(newsletter: Newsletter) -> bool:
    """Whether it is said to be leaving, and nothing left for ten minutes."""
    if newsletter.state != Newsletter.State.SENDING:
        return False
    last = newsletter.deliveries.exclude(at=None).order_by("-at").values_list("at", flat=True).first()
    return (last or newsletter.started_at or timezone.now()) < timezone.now() - DOUBT_AFTER


def offered_articles() -> QuerySet[Article]:
    """Public articles of the last three months, the last first."""
    since = timezone.now() - timedelta(days=92)
    public = Article.objects.published().filter(audience=Article.Audience.PUBLIC)
    return public.filter(published_at__gt=since)


def offered_events() -> QuerySet[Event]:
    """Public events of the three months to come, the next first."""
    coming = Event.objects.published().filter(audience=Event.Audience.PUBLIC).coming()
    return coming.filter(starts_at__lt=timezone.now() + timedelta(days=92))
