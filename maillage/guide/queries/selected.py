"""The actors of a selection: which, in which order, how many by facet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Value, When

from maillage.actors.models import Actor, ActorState, ActorTag
from maillage.actors.search import SearchResult
from maillage.guide.domain.distance import KM_PER_DEGREE
from maillage.guide.domain.selection import CHECKED, DISTANCE, FACETS, RELEVANCE, Selection, theme_codes
from maillage.guide.queries.places import VAGUE_KM, Place
from maillage.kernel.vocabulary import ZOOMS

PER_PAGE = 25
# All that a line of the list, an export or a feed shows of an actor.
LISTED = (
    "uid", "slug", "name", "sigle", "official_name", "family", "description", "website", "email", "phone",
    "themes", "publics", "insertion_types", "labels", "support_roles", "networks", "opening_hours",
    "commune__name", "shown_address", "shown_postcode", "latitude", "longitude", "checked_on", "updated_at",
    "created_at", "invented", "siren", "rna", "founded_on", "sort_key",
)  # fmt: skip
_THEME_KINDS = [ActorTag.Kind.THEME, ActorTag.Kind.SUBTHEME]


def _facet_condition(key: str, codes: Sequence[str]) -> Q:
    if key == "theme":
        roots, children = theme_codes(codes)
        return Q(kind=ActorTag.Kind.THEME, code__in=roots) | Q(kind=ActorTag.Kind.SUBTHEME, code__in=children)
    return Q(kind=FACETS[key].kind, code__in=codes)


def _in_zoom(zoom: str) -> Q:
    codes = [theme.code for theme in ZOOMS[zoom].themes]
    return Q(kind__in=_THEME_KINDS, code__in=codes)


def _choices(selection: Selection, without: str = "") -> list[QuerySet[ActorTag]]:
    """For each facet chosen (but one) and for the zoom, the tags of which an actor must bear one."""
    conditions = [_facet_condition(key, codes) for key, codes in selection.chosen.items() if key != without]
    if selection.zoom:
        conditions.append(_in_zoom(selection.zoom))
    return [ActorTag.objects.filter(condition) for condition in conditions]


def matching(selection: Selection, words: SearchResult | None = None) -> QuerySet[Actor]:
    """Public actors of a selection, in no order."""
    actors: QuerySet[Actor] = Actor.objects.public()
    if words is not None:
        actors = words.among(actors)
    for tags in _choices(selection):
        actors = actors.filter(pk__in=tags.values("actor"))
    return actors


def facet_counts(selection: Selection, words: SearchResult | None = None) -> dict[str, dict[str, int]]:
    """How many actors each code would show, by kind of tag, in one query.

    Inside a facet codes add up, so that each facet counts under the choices of all the others but not
    under its own.
    """

    if words is not None:
        tags = words.among(ActorTag.objects.all(), "actor")
    else:
        # Leaving out the few that are hidden costs an eighth of keeping the many that are not.
        hidden = Actor.objects.exclude(state=ActorState.ACTIVE, published=True)
        tags = ActorTag.objects.exclude(actor__in=hidden.values("pk"))

    def counted(tags: QuerySet[ActorTag], *, without: str = "") -> QuerySet[ActorTag, Any]:
        for choice in _choices(selection, without):
            tags = tags.filter(actor__in=choice.values("actor"))
        return tags.values_list("kind", "code").annotate(number=Count("*")).order_by()

    own_kinds = {key: _THEME_KINDS if key == "theme" else [FACETS[key].kind] for key in selection.chosen}
    others = tags.exclude(kind__in=[kind for kinds in own_kinds.values() for kind in kinds])
    # Separate counts put end to end: alternatives in one condition would not be looked up by index.
    rows = counted(others if own_kinds else tags).union(
        *(counted(tags.filter(kind__in=kinds), without=key) for key, kinds in own_kinds.items()), all=True
    )
    counts: dict[str, dict[str, int]] = {}
    for kind, code, number in rows:
        counts.setdefault(kind, {})[code] = number
    return counts


def page_of(selection: Selection, words: SearchResult | None, place: Place | None) -> Page[Actor]:
    """One page of the list in the order in force (three queries at most)."""
    paginator: Paginator[Any]
    if selection.sorted_by == RELEVANCE and words is not None:
        found = words.pks
        if selection.is_narrowed:
            kept = set(matching(selection, words).values_list("pk", flat=True))
            found = [pk for pk in found if pk in kept]
        paginator = Paginator(found, PER_PAGE)
        page = paginator.get_page(selection.page)
        rows = {actor.pk: actor for actor in listed(Actor.objects.filter(pk__in=list(page)))}
        page.object_list = [rows[pk] for pk in page]
        return page
    actors = ordered(matching(selection, words), selection, place)
    paginator = Paginator(listed(actors), PER_PAGE)
    return paginator.get_page(selection.page)


def ordered(actors: QuerySet[Actor], selection: Selection, place: Place | None) -> QuerySet[Actor]:
    """The actors by distance, by date of check or by name; the name always decides between equals."""
    if selection.sorted_by == DISTANCE and place is not None:
        return by_distance(actors, place)
    if selection.sorted_by == CHECKED:
        return actors.order_by(F("checked_on").desc(nulls_last=True), "sort_key", "pk")
    return actors.order_by("sort_key", "pk")


def by_distance(actors: QuerySet[Actor], place: Place) -> QuerySet[Actor]:
    """Nearest first: from the point where it is shown, else from the commune's middle, taken to be at least
    `VAGUE_KM` away; without either, at the end.
    """
    vague = (VAGUE_KM / KM_PER_DEGREE) ** 2
    whens = [
        When(commune=code, then=Value((up - place.latitude) ** 2 + over * over + vague))
        for code, (up, centre_over) in place.centres.items()
        # Degrees of longitude are shorter than those of latitude; squared, since only the order matters.
        for over in [(centre_over - place.longitude) * place.longitude_scale]
    ]
    north = F("latitude") - Value(place.latitude)
    east = (F("longitude") - Value(place.longitude)) * Value(place.longitude_scale)
    away = Case(
        When(latitude__isnull=False, then=north * north + east * east),
        *whens,
        default=None,
        output_field=FloatField(),
    )
    return actors.annotate(away=away).order_by(F("away").asc(nulls_last=True), "sort_key", "pk")


def listed(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """The same actors with only what a line shows, their commune in the same query."""
    return actors.select_related("commune").only(*LISTED)


def near_misses(words: SearchResult | None) -> list[Actor]:
    """Actors that answer only a part of the words, or words that resemble them, best first (one query)."""
    keys = [hit.pk for hit in words.near] if words is not None else []
    rows = {actor.pk: actor for actor in listed(Actor.objects.public().filter(pk__in=keys))} if keys else {}
    return [rows[pk] for pk in keys if pk in rows]
