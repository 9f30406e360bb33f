"""Codes and numbers as the guide's pages write them."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.actors.search import SearchResult, highlight
from maillage.guide.domain.communes import commune_slug as slug_of
from maillage.kernel.contacts import shown_web
from maillage.kernel.identifiers import format_siren
from maillage.kernel.vocabulary import STAGES, THEMES
from maillage.territory.models import Commune
from maillage.ui.templatetags.ui import theme_class

register = template.Library()

register.filter("web_shown", shown_web)
register.filter("siren_shown", format_siren)


@register.simple_tag(takes_context=True)
def marked(context: Context, text: str) -> SafeString:
    """A text in which the words searched for, if any, stand out."""
    words: SearchResult | None = context.get("words")
    if words is None:
        return conditional_escape(text)
    parts = ((part.text, part.marked) for part in highlight(text, words))
    return mark_safe(
        "".join(format_html("<mark>{}</mark>", text) if found else escape(text) for text, found in parts)
    )


@register.filter
def theme_label(code: str) -> str:
    """« Culture › Musique »."""
    return THEMES.path_label(code)


@register.filter
def stage_label(code: str) -> str:
    """The French name of an initiative's stage."""
    return STAGES.label(code)


@register.filter
def first_theme_class(themes: Sequence[str]) -> str:
    """The class that gives a page the colour of its first theme."""
    return theme_class(themes[0] if themes else "")


@register.filter
def commune_slug(commune: Commune) -> str:
    """The last part of the address of a commune's page."""
    return slug_of(commune.name, commune.pk)


@register.filter
def first_code(codes: Sequence[str]) -> str:
    """The first of some codes, or nothing."""
    return codes[0] if codes else ""


@register.filter
def theme_colour(code: str) -> str:
    """The class that gives a page the colour of a theme; a zoom across themes keeps the Pôle's own."""
    return theme_class(code) if code in THEMES else ""
