"""Choosing a structure in a form, by its name, without a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.actors.models import Actor
from maillage.workspace.queries.structures import structures_named

NONE = "-"


def structure_choices(actors: Iterable[Actor]) -> list[tuple[str, str]]:
    """Structures that look alike, told apart by their commune."""
    return [(one.slug, f"{one.name} ({one.commune or 'commune inconnue'})") for one in actors]


class ChoosesStructure(forms.Form):
    """A form that asks for a structure: `cleaned_data["actor"]` is an Actor, or None.

    A name that is not exactly that of one structure brings a second field with those that look like it.
    """

    structure_required = False
    structure = forms.CharField(
        label="Structure", max_length=250, help_text="Son nom, ou quelques mots de son nom."
    )
    found = forms.ChoiceField(label="La bonne structure", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["structure"].required = self.structure_required
        self.candidates: list[Actor] = []
        typed = str(self.data.get(self.add_prefix("structure"), "")).strip() if self.is_bound else ""
        if typed and "\x00" not in typed:  # which the field refuses, and a database may not read
            self.candidates = structures_named(typed)
            found = self.fields["found"]
            assert isinstance(found, forms.ChoiceField)
            found.choices = [
                ("", "Choisissez"),
                *structure_choices(self.candidates),
                *([] if self.structure_required else [(NONE, "Aucune de celles-ci : ne pas en donner")]),
            ]
            if len(self.candidates) > 1:
                found.widget = forms.Select(choices=found.choices)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["actor"] = None
        typed = data.get("structure", "")
        if not typed:
            return data
        if data.get("found") == NONE:
            return data
        chosen = [one for one in self.candidates if one.slug == data.get("found")]
        chosen = chosen or (self.candidates if len(self.candidates) == 1 else [])
        if chosen:
            data["actor"] = chosen[0]
        elif self.candidates:
            self.add_error(
                "found",
                f"Plusieurs structures ressemblent à « {typed} » : choisissez, ou écrivez son nom autrement.",
            )
        else:
            self.add_error(
                "structure",
                f"Aucune structure de l’annuaire ne répond à « {typed} ». Essayez un autre mot de son nom.",
            )
        return data
