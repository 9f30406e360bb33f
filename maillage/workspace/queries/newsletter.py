"""To whom a newsletter goes, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import Count, QuerySet, TextChoices
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor, ActorTag
from maillage.kernel.text import typeset
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


class Place(TextChoices):
    """Where an address stands among those of an issue: for what it receives a copy, or why it does not."""

    SUBSCRIBERS = "abonnements", "personne abonnée|personnes abonnées"
    MEMBERS = "membres", "membre du Pôle|membres du Pôle"
    STRUCTURES = "structures", "structure de l’annuaire|structures de l’annuaire"
    DOUBLES = "doubles", "adresse en double, comptée une fois|adresses en double, comptées une fois chacune"
    ENDED = "refus", "adresse qui n’en veut plus|adresses qui n’en veulent plus"
    RETURNED = "revenues", "adresse qui n’existe plus|adresses qui n’existent plus"
    UNREACHED = (
        "sans-adresse",
        "structure sans adresse électronique : à joindre autrement"
        "|structures sans adresse électronique : à joindre autrement",
    )

    def words(self, count: int) -> str:
        """What follows the figure."""
        one, several = self.label.split("|")
        return typeset(several if count > 1 else one)


RECEIVING = (Place.SUBSCRIBERS, Place.MEMBERS, Place.STRUCTURES)


@dataclass(frozen=True)
class Recipient:
    """An address, where it stands, and whose it is when that is known: a member or a structure."""

    place: Place
    email: str
    name: str = ""
    member: int | None = None
    structure: str = ""

    @property
    def url(self) -> str:
        """The page of whose address it is; nothing for a subscriber, of whom nothing else is known."""
        if self.member:
            return reverse("workspace:person", args=[self.member])
        return Actor(slug=self.structure).get_absolute_url() if self.structure else ""


@dataclass
class Recipients:
    """The addresses of an issue, those that are left out too."""

    rows: list[Recipient] = field(default_factory=list)

    @property
    def emails(self) -> list[str]:
        """Those that receive a copy, once each."""
        return [one.email for one in self.rows if one.place in RECEIVING]

    def among(self, place: str) -> list[Recipient]:
        return [one for one in self.rows if one.place == place]

    def _told(self, *places: Place) -> list[tuple[Place, int, str]]:
        counts = Counter(one.place for one in self.rows)
        return [(one, counts[one], one.words(counts[one])) for one in places if counts[one]]

    @property
    def receiving(self) -> list[tuple[Place, int, str]]:
        """How many receive it, by what they are: each figure and its words."""
        return self._told(*RECEIVING)

    @property
    def left_out(self) -> list[tuple[Place, int, str]]:
        """How many do not, by the reason."""
        return self._told(*(one for one in Place if one not in RECEIVING))


def recipients_of(newsletter: Newsletter) -> Recipients:
    """Whom an issue goes to, once each, without those who want no more of it (four queries at most).

    An address that several lists hold counts in the first: subscribers, then members, then structures.
    """
    said = dict(Subscriber.objects.filter(state__in=NO_MORE).values_list("email", "state"))
    found = Recipients()
    taken: set[str] = set()
    for one in _addresses(newsletter):
        email, place = one.email.strip().lower(), one.place
        if not email:
            if one.structure:
                found.rows.append(replace(one, place=Place.UNREACHED))
            continue
        if email in taken:
            place = Place.DOUBLES
        elif said.get(email) == Subscriber.State.ENDED:
            place = Place.ENDED
        elif said.get(email) == Subscriber.State.RETURNED:
            place = Place.RETURNED
        taken.add(email)
        found.rows.append(replace(one, place=place, email=email))
    return found


def _addresses(newsletter: Newsletter) -> Iterator[Recipient]:
    if newsletter.to_subscribers:
        wanting = Subscriber.objects.filter(state=Subscriber.State.SUBSCRIBED)
        yield from (Recipient(Place.SUBSCRIBERS, email) for email in wanting.values_list("email", flat=True))
    if newsletter.to_members:
        held = members().order_by("name", "pk").values_list("email", "name", "pk")
        yield from (Recipient(Place.MEMBERS, email, name, member=pk) for email, name, pk in held)
    if newsletter.to_structures:
        structures = chosen_structures(newsletter).order_by("sort_key").values_list("email", "name", "slug")
        yield from (Recipient(Place.STRUCTURES, mail, name, structure=slug) for mail, name, slug in structures)


def subscribers_by_state() -> dict[str, int]:
    """How many addresses said what of the newsletter (one query)."""
    found = dict(Subscriber.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in Subscriber.State}


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
