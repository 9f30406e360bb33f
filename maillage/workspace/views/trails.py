"""Where the pages of the members' space stand: the beginning of their breadcrumbs."""

from __future__ import annotations

from django.urls import reverse

from maillage.workspace.models import Article, Event, Group

Trail = list[tuple[str, str]]


def in_space(*steps: tuple[str, str]) -> Trail:
    """Under « Mon espace »; the last step is the page itself, without address."""
    return [("Mon espace", reverse("my-space")), *steps]


def in_animation(*steps: tuple[str, str]) -> Trail:
    """Under « Animation »."""
    return [("Animation", reverse("animation")), *steps]


def in_people(*steps: tuple[str, str]) -> Trail:
    """Under the animator's page of people."""
    return in_animation(("Personnes", reverse("workspace:people")), *steps)


def in_groups(*steps: tuple[str, str]) -> Trail:
    """Under the list of groups, that everybody may open."""
    return [("Groupes", reverse("workspace:groups")), *steps]


def in_group(group: Group, *steps: tuple[str, str]) -> Trail:
    """Under a group's page."""
    return in_groups((group.name, group.get_absolute_url()), *steps)


def in_agenda(*steps: tuple[str, str]) -> Trail:
    """Under the agenda, that everybody may open."""
    return [("Agenda", reverse("workspace:agenda")), *steps]


def in_event(event: Event, *steps: tuple[str, str]) -> Trail:
    """Under an event's page."""
    return in_agenda((event.title, event.get_absolute_url()), *steps)


def in_news(*steps: tuple[str, str]) -> Trail:
    """Under the articles, that everybody may open."""
    return [("Actualités", reverse("workspace:articles")), *steps]


def in_newsroom(*steps: tuple[str, str]) -> Trail:
    """Under the newsroom."""
    return in_space(("Rédaction", reverse("workspace:newsroom") if steps else ""), *steps)


def in_article(article: Article, *steps: tuple[str, str]) -> Trail:
    """Under an article in the newsroom."""
    return in_newsroom((article.title, article.get_absolute_url()), *steps)
