"""The components of the house, as typed template tags available in every template.

All their arguments but the first text are named; a name that does not exist fails when the template
compiles, and a value that does not exist (a kind, an icon) when it renders. `/galerie/` shows them all.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.kernel import text, vocabulary
from maillage.kernel.contacts import format_phone, phone_uri
from maillage.kernel.vocabulary import THEMES
from maillage.ui import navigation
from maillage.ui.icons import ICONS
from maillage.ui.kinds import ActionKind, BadgeKind, NoticeKind, known

register = template.Library()
register.filter("phone_shown", format_phone)
register.filter("phone_link", phone_uri)

NOTICE_ICONS: dict[str, str] = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "error",
}
NOTICE_WORDS: dict[str, str] = {
    "info": "Information",
    "success": "C’est fait",
    "warning": "Attention",
    "error": "Erreur",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative drawing: whatever it means is also said in words beside it."""
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}; known: {', '.join(ICONS)}")
    return mark_safe(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        f"{ICONS[name]}</svg>"
    )


def _with_icon(name: str) -> SafeString:
    return icon(name) if name else SafeString("")


@register.simple_tag
def action(
    text: str,
    *,
    href: str,
    kind: ActionKind = "secondary",
    icon: str = "",
    about: str = "",
    download: bool = False,
) -> SafeString:
    """A link that looks like a button. `about` completes the text for those who hear it out of its place."""
    if not href:
        raise ValueError(f"the action {text!r} leads nowhere")
    return format_html(
        '<a class="button button-{}" href="{}"{}>{}<span>{}{}</span></a>',
        known(kind, ActionKind),
        href,
        mark_safe(" download") if download else "",
        _with_icon(icon),
        text,
        format_html('<span class="visually-hidden"> {}</span>', about) if about else "",
    )


@register.simple_tag
def submit(
    text: str,
    *,
    kind: ActionKind = "primary",
    name: str = "",
    value: str = "",
    icon: str = "",
    about: str = "",
    form: str = "",
) -> SafeString:
    """A button that sends its form, or the form whose id is `form`."""
    return format_html(
        '<button class="button button-{}" type="submit"{}{}>{}<span>{}{}</span></button>',
        known(kind, ActionKind),
        format_html(' name="{}" value="{}"', name, value) if name else "",
        format_html(' form="{}"', form) if form else "",
        _with_icon(icon),
        text,
        format_html('<span class="visually-hidden"> {}</span>', about) if about else "",
    )


@register.simple_tag
def field(bound: BoundField, *, label: str = "", hint: str = "") -> SafeString:
    """One field of a form: label, whether it is required, hint, error, control, tied together.

    `label` and `hint` replace those of a form that is not ours.
    """
    if not isinstance(bound, BoundField):
        raise TypeError(f"field wants a field of a form, not {bound!r}")
    if label:
        bound.label = label
        bound.field.widget.attrs.pop("placeholder", None)  # it repeated the former label
    bound.help_text = hint or bound.help_text
    return bound.as_field_group()


@register.simple_tag
def form_errors(form: BaseForm, *, focus: bool = True) -> SafeString:
    """What prevents a form from being accepted, at its top, each error leading to its field.

    It takes the focus, so that it is heard first, unless the page has other things to say.
    """
    if not form.is_bound or form.is_valid():
        return SafeString("")
    fields = [(bound, error) for bound in form.visible_fields() for error in bound.errors]
    general = [*form.non_field_errors(), *(error for bound in form.hidden_fields() for error in bound.errors)]
    return render_to_string(
        "ui/components/form_errors.html",
        {"fields": fields, "general": general, "count": len(fields) + len(general), "focus": focus},
    )


@register.simple_block_tag
def notice(content: str, *, kind: NoticeKind = "info", title: str = "") -> SafeString:
    """A framed message; its kind is said in words to those who do not see the colour."""
    kind = known(kind, NoticeKind)
    heading = (
        format_html('<p class="notice-title">{}</p>', title)
        if title
        else format_html('<p class="visually-hidden">{} :</p>', NOTICE_WORDS[kind])
    )
    return format_html(
        '<div class="notice notice-{}">{}<div class="notice-body">{}{}</div></div>',
        kind,
        icon(NOTICE_ICONS[kind]),
        heading,
        content,
    )


@register.simple_block_tag
def card(content: str, *, title: str = "", href: str = "", level: int = 3, theme: str = "") -> SafeString:
    """A block of a list. With `href` the title is the link and the whole card answers to the click."""
    if not 2 <= level <= 6:
        raise ValueError(f"a card's title is of level 2 to 6, not {level}")
    heading = format_html('<a href="{}">{}</a>', href, title) if href else title
    return format_html(
        '<article class="card{}">{}<div class="card-body">{}</div></article>',
        format_html(" {}", theme_class(theme)) if theme else "",
        format_html('<h{} class="card-title">{}</h{}>', level, heading, level) if title else "",
        content,
    )


@register.simple_block_tag
def empty(content: str, *, title: str) -> SafeString:
    """What stands in place of a list that holds nothing: why, and what to do."""
    return format_html(
        '<div class="empty"><p class="empty-title">{}</p><div class="empty-body">{}</div></div>', title, content
    )


@register.simple_tag
def prose(html: str) -> SafeString:
    """A text written in Markdown, as `ui.markdown.to_html` made it when it was saved, and nothing else."""
    return format_html('<div class="prose">{}</div>', mark_safe(html))


def theme_class(code: str) -> str:
    """The CSS class that sets `--theme` to the colour of a theme of either level."""
    root = code.partition("/")[0]
    return f"theme-{root}" if root in THEMES else "theme-none"


@register.simple_tag
def theme_tag(code: str, *, href: str = "") -> SafeString:
    """The coloured name of a theme, a link when `href` is given."""
    if href:
        return format_html('<a class="tag {}" href="{}">{}</a>', theme_class(code), href, THEMES.label(code))
    return format_html('<span class="tag {}">{}</span>', theme_class(code), THEMES.label(code))


@register.simple_tag
def badge(text: str, *, kind: BadgeKind = "neutral") -> SafeString:
    """A short state, in words."""
    return format_html('<span class="badge badge-{}">{}</span>', known(kind, BadgeKind), text)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """Links to the pages of a list, keeping the search and the filters; nothing when there is one page."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    request = context["request"]

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    steps = [
        (number, address(number) if isinstance(number, int) else "")
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return render_to_string(
        "ui/components/pagination.html",
        {
            "page": page,
            "steps": steps,
            "previous": address(page.previous_page_number()) if page.has_previous() else "",
            "next": address(page.next_page_number()) if page.has_next() else "",
        },
    )


@register.simple_tag
def breadcrumb(items: list[tuple[str, str]]) -> SafeString:
    """The way back up, from the home page (added here) to this page; an item without address is not a link."""
    home = reverse("home")
    trail = items if items and items[0][1] == home else [("Accueil", home), *items]
    return render_to_string("ui/components/breadcrumb.html", {"items": trail})


@register.simple_tag
def progress(*, value: float, max: float, label: str) -> SafeString:
    """How far a job is, as a bar and in words."""
    share = round(100 * value / max) if max else 0
    return format_html(
        '<div class="progress"><p class="progress-label"><span>{}</span> <span>{}\u00a0%</span></p>'
        '<progress value="{}" max="{}" aria-label="{}">{}\u00a0%</progress></div>',
        label,
        share,
        _plain(value),
        _plain(max or 1),
        label,
        share,
    )


def _plain(number: float) -> str:
    """A number as HTML attributes want it, whatever the page's language."""
    return f"{number:g}" if number != int(number) else str(int(number))


@register.simple_tag(takes_context=True)
def menu(context: Context, place: navigation.Place) -> list[navigation.Link]:
    """The links of a place of the layout that this visitor may follow, the current one marked."""
    request = context.get("request")
    return navigation.links(
        place,
        user=getattr(request, "user", None),
        path=getattr(request, "path", ""),
    )


@register.simple_tag
def search_address() -> str:
    """Where the header's search box leads, or nothing."""
    return navigation.search_url()


@register.filter(expects_localtime=True)
def french_date(day: date | None) -> str:
    """`{{ day|french_date }}`: « 1er novembre 2026 »; nothing where there is no date."""
    return text.french_date(day) if day else ""


@register.filter
def label_of(code: str, name: str) -> str:
    """The French label of a code of a vocabulary: `{{ code|label_of:"stages" }}`, "publics", "services"…"""
    terms = getattr(vocabulary, name.upper(), None)
    if not isinstance(terms, vocabulary.Vocabulary):
        raise ValueError(f"no vocabulary {name!r}")
    return terms.label(code)


@register.filter
def notice_kind(tags: str) -> str:
    """The kind of notice of one of Django's messages."""
    words = set((tags or "").split())
    return next((kind for kind in get_args(NoticeKind) if kind in words), "info")
