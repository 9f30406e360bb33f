"""Forms of discussions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import fold, slugify_fr
from maillage.ui.forms import MARKDOWN_HINT, MarkdownInput
from maillage.workspace.actions.discussions import LONGEST
from maillage.workspace.domain.mentions import Mention, mentions, nobody
from maillage.workspace.models import Discussion, Group
from maillage.workspace.queries.discussions import described, mentionable, structures_of

HINT = f"Écrivez @ et un nom pour vous adresser à quelqu’un du groupe. {MARKDOWN_HINT}"
NOBODY = "0"
LISTED = 60


class MessageForm(forms.Form):
    """Write a message, under the name of a structure or one's own; say who a name that several bear means."""

    text = forms.CharField(
        label="Votre message",
        max_length=LONGEST,
        widget=MarkdownInput(rows=6),
        help_text=HINT,
    )
    actor = forms.ChoiceField(label="Au nom de", required=False)

    def __init__(
        self, *args: Any, group: Group, user: User, usual: Actor | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.structures = {str(one.pk): one for one in structures_of(user, group)}
        actor = self.fields["actor"]
        assert isinstance(actor, forms.ChoiceField)
        actor.choices = [
            *((pk, one.name) for pk, one in self.structures.items()),
            ("", "Moi-même, sans structure"),
        ]
        actor.initial = str(usual.pk) if usual else next(iter(self.structures), "")
        if not self.structures:
            del self.fields["actor"]
        self.names = mentionable(group)
        self.unclear = self._unclear() if self.is_bound else {}
        self._ask_who()

    def _unclear(self) -> dict[str, Mention]:
        """Names of the text that several people bear, by the field that asks who is meant."""
        text = str(self.data.get("text", ""))[:LONGEST]
        if "@" not in text:
            return {}
        found = [one for one in mentions(text, self.names) if len(one.people) > 1]
        return {f"who-{slugify_fr(one.spelling) or number}": one for number, one in enumerate(found)}

    def _ask_who(self) -> None:
        people = described({pk for one in self.unclear.values() for pk in one.people})
        for name, one in self.unclear.items():
            self.fields[name] = forms.ChoiceField(
                label=f"Qui est « {one.spelling} » ?",
                choices=[
                    ("", "Choisir…"),
                    *((str(pk), words) for pk, words in people.items() if pk in one.people),
                    (NOBODY, "Personne en particulier"),
                ],
                error_messages={"required": "Plusieurs personnes portent ce nom : dites à qui vous écrivez."},
            )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\x00", "").strip()

    @cached_property
    def some_names(self) -> list[str]:
        """Who may be named here, by name, as far as a page lists people."""
        return sorted(self.names.values(), key=fold)[:LISTED]

    @property
    def names_nobody(self) -> str:
        """What the text calls and that is nobody of the group, in words; nothing when all are found."""
        missed = nobody(self.cleaned_data["text"], self.names)
        called = ", ".join(missed)
        return f"Personne de ce groupe ne s’appelle {called} : personne n’en est averti." if missed else ""

    @property
    def actor_chosen(self) -> Actor | None:
        return self.structures.get(self.cleaned_data.get("actor", ""))

    @property
    def chosen(self) -> dict[str, int]:
        """Who is meant by each name that several bear."""
        given = ((one.spelling, self.cleaned_data.get(name, NOBODY)) for name, one in self.unclear.items())
        return {spelling: int(pk) for spelling, pk in given if pk not in {"", NOBODY}}


class OpeningForm(MessageForm):
    """Open a thread with its first message."""

    title = forms.CharField(label="Sujet", max_length=150, help_text="Une question ou quelques mots.")
    field_order = ("title", "text", "actor")


class CorrectionForm(MessageForm):
    """Correct a message; the name under which it was written stays."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("actor", None)


class DiscussionForm(forms.ModelForm[Discussion]):
    """Rename a thread, put it at the top of its group."""

    class Meta:
        model = Discussion
        fields = ("title", "pinned")
        labels = {"title": "Sujet", "pinned": "Garder en tête des discussions du groupe"}


class WhyForm(forms.Form):
    """Why a message is hidden or reported."""

    why = forms.CharField(label="Pourquoi ?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_why(self) -> str:
        return " ".join(str(self.cleaned_data["why"]).split())
