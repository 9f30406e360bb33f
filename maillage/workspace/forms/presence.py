"""Forms of guests, of presence, and of what is made of an event once it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from maillage.kernel.text import typeset
from maillage.tables import Limits, TableError, open_pasted
from maillage.ui.forms import MARKDOWN_HINT, DateInput, MarkdownInput
from maillage.workspace.domain.guests_list import ListedGuest, read_guests
from maillage.workspace.models import Event, FeedbackAnswer, Guest, Minutes, Resolution
from maillage.workspace.permissions import public_of

from .agenda import Line, Moment

PASTED = 200_000
LINES = 500


class GuestForm(forms.ModelForm[Guest]):
    """Somebody to invite, or what is said of them."""

    name = Line(label="Nom", max_length=120)
    civility = Line(
        label="Civilité", required=False, max_length=40, help_text="Par exemple Madame, Monsieur, Maître."
    )
    title = Line(label="Titre ou fonction", required=False, max_length=150)
    structure = Line(label="Structure", required=False, max_length=200)
    invited_by = Line(
        label="Au nom de qui", required=False, max_length=120,
        help_text="Qui invite : l’agglomération, une présidente, un co-pilote.",
    )  # fmt: skip
    rank = forms.IntegerField(
        label="Rang protocolaire", required=False, min_value=1, max_value=999,
        help_text="1 est salué en premier. Vide : après les autres, par nom.",
    )  # fmt: skip

    class Meta:
        model = Guest
        fields = ("rank", "civility", "name", "title", "structure", "email", "invited_by")

    def clean_email(self) -> str:
        return (self.cleaned_data["email"] or "").lower()


class AnswerForm(forms.Form):
    """What a guest answered."""

    answer = forms.ChoiceField(label="Réponse", choices=Guest.Answer.choices, widget=forms.RadioSelect)


class GuestsListForm(forms.Form):
    """A list pasted from a spreadsheet; `guests` are its lines once the form is valid."""

    pasted = forms.CharField(
        label="Votre liste",
        max_length=PASTED,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Copiez les lignes du tableur, titres compris : Nom est obligatoire ; "
        "Rang, Civilité, Prénom, "
        "Titre, Structure, Courriel, Invité par sont reconnus.",
    )
    invited_by = Line(
        label="Au nom de qui", required=False, max_length=120,
        help_text="Pour les lignes qui ne le disent pas.",
    )  # fmt: skip

    guests: list[ListedGuest]

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        try:
            with open_pasted(pasted, limits=Limits(max_bytes=PASTED * 4)) as book:
                self.guests = list(read_guests(book.main.table()))
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        if len(self.guests) > LINES:
            raise forms.ValidationError(f"Pas plus de {LINES} personnes à la fois : coupez la liste en deux.")
        if not self.guests:
            raise forms.ValidationError("Cette liste n’a aucune ligne sous ses titres.")
        return pasted


class LinkForm(forms.Form):
    """A phone that checks people in."""

    label = Line(
        label="Pour qui", max_length=80, help_text="Le prénom de la personne, ou « porte du fond ».",
    )  # fmt: skip
    expires_at = Moment(
        label="Valable jusqu’à", required=False,
        help_text="Vide : jusqu’au lendemain de l’événement, à 4 heures du matin.",
    )  # fmt: skip


class DoorForm(forms.Form):
    """Somebody who came without being on the list."""

    name = Line(label="Nom", max_length=120)
    structure = Line(label="Structure", required=False, max_length=200)


class MinutesForm(forms.ModelForm[Minutes]):
    """The minutes as they are typed."""

    class Meta:
        model = Minutes
        fields = ("text",)
        widgets = {"text": MarkdownInput(rows=22)}
        help_texts = {"text": f"Le texte se relit avant d’être publié. {MARKDOWN_HINT}"}

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\x00", "")


class ResolutionForm(forms.ModelForm[Resolution]):
    """What was decided."""

    text = Line(label="Ce qui est décidé", max_length=300)
    who = Line(label="Par qui", required=False, max_length=150, help_text="Une personne ou une structure.")

    class Meta:
        model = Resolution
        fields = ("text", "who", "assignee", "due_on")
        widgets = {"due_on": DateInput()}
        labels = {"assignee": "Membre qui s’en charge", "due_on": "Pour quand"}

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)
        assignee.queryset = public_of(event).order_by("name", "email")
        assignee.empty_label = "Personne en particulier"
        assignee.help_text = "Elle ou il retrouvera la tâche dans « Mon espace »."

    def clean_text(self) -> str:
        return typeset(self.cleaned_data["text"])

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on and not 1990 <= due_on.year <= 2150:
            raise forms.ValidationError("Cette date est trop lointaine : vérifiez l’année.")
        return due_on


class FeedbackForm(forms.ModelForm[FeedbackAnswer]):
    """What somebody made of the event."""

    useful = forms.TypedChoiceField(
        label="Cet événement vous a-t-il été utile ?",
        choices=FeedbackAnswer.Scale.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une des quatre réponses."},
    )
    welcome = forms.TypedChoiceField(
        label="Étiez-vous bien accueillie ou accueilli ?",
        choices=FeedbackAnswer.Scale.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = FeedbackAnswer
        fields = ("useful", "welcome", "served", "missed")
        labels = {"served": "Ce qui vous a servi", "missed": "Ce qui vous a manqué"}
        widgets = {
            "served": forms.Textarea(attrs={"rows": 4}),
            "missed": forms.Textarea(attrs={"rows": 4}),
        }


def sane_moment(milliseconds: Any) -> datetime | None:
    """An instant that a phone sent in milliseconds; None when it is none, or is years away."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, (int, float)):
        return None
    now = timezone.now()
    if not abs(milliseconds / 1000 - now.timestamp()) < timedelta(days=400).total_seconds():
        return None
    return datetime.fromtimestamp(milliseconds / 1000, tz=timezone.get_current_timezone())
