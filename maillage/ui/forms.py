"""How forms are written: one template for every field, and the controls that Django lacks."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.renderers import TemplatesSetting
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from maillage.kernel.vocabulary import THEMES

_M = TypeVar("_M", bound=Model)


def chosen(found: QuerySet[_M], request: HttpRequest, name: str) -> _M:
    """The object whose number the button or field `name` sent, among `found`; 404 for anything else."""
    number = request.POST.get(name, "")
    if not number.isdecimal() or len(number) > 18:
        raise Http404("Ce qui était demandé n’existe pas, ou n’existe plus.")
    return get_object_or_404(found, pk=int(number))


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows ticked; a number too long for a database is no choice."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and any(len(str(one)) > 18 for one in value):
            raise forms.ValidationError("Une de ces lignes n’est plus là : choisissez de nouveau.")
        return super().clean(value)


class Renderer(TemplatesSetting):
    """Fields as `{% field %}` shows them, whatever way a form is rendered."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class DateInput(forms.DateInput):
    """A date typed or picked in the browser's own control."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Check boxes in groups that open one by one, those with a box checked being open: for long lists.

    Those that are in no group are always seen.
    """

    template_name = "ui/forms/folded_choices.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        groups = groupby(context["widget"]["optgroups"], key=itemgetter(0))
        folds = [(group or "", [one for _, held, _ in parts for one in held]) for group, parts in groups]
        context["folds"] = [(group, held, sum(one["selected"] for one in held)) for group, held in folds]
        return context


def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Themes for a list of choices, each first level with its own themes below."""
    return [
        (
            theme.label,
            [
                (theme.code, f"{theme.label} (en général)"),
                *[(sub.code, sub.label) for sub in THEMES.children(theme.code)],
            ],
        )
        for theme in THEMES.roots()
    ]


MARKDOWN_HINT = (
    "Pour mettre en forme : <span data-markdown-buttons hidden>les boutons ci-dessous, ou </span>**gras**, "
    "*italique*, ## au début d’un titre, un tiret au début de chaque ligne d’une liste, "
    "[mots](https://adresse) pour un lien."
)
"""How a text is set, for people who never heard of Markdown; `ui/markdown.js` shows what it says of buttons."""


class MarkdownInput(forms.Textarea):
    """A text written in Markdown: a script puts above it buttons that write the marks."""

    template_name = "ui/forms/markdown.html"

    def __init__(self, *, rows: int) -> None:
        super().__init__({"rows": rows, "data-markdown": ""})
