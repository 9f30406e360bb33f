"""Forms of the observatory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import number_format

from maillage.actors.models import Actor
from maillage.observatory.actions.practices import Said
from maillage.observatory.domain.practices import ANSWER_LABELS, HEADINGS, PRACTICES, Answer, Practice
from maillage.observatory.queries.practices import Told, collectivities, under
from maillage.tables import read_number
from maillage.territory.models import Territory
from maillage.ui.forms import DateInput

FIRST_YEAR = 1990
# More than any collectivity could name; beyond, a slip of the keyboard.
MOST_STRUCTURES = 100_000
_CHOICES = [(one.value, ANSWER_LABELS[one].capitalize()) for one in (Answer.YES, Answer.NO, Answer.NOT_TOLD)]


class EurosField(forms.DecimalField):
    """A sum as people type it: « 230 000 », « 1 250,50 € »."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=13, decimal_places=2, widget=forms.TextInput, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """The sum as it is written in French; what was typed wrong stays as it was typed."""
        return number_format(value.normalize(), use_l10n=True) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs inherit from IntegerField
        text = str(value or "").strip().removesuffix("€").strip()
        if not text:
            return None
        number = read_number(text)
        if number is None:
            raise forms.ValidationError("Ceci n’est pas une somme. Écrivez par exemple 1 250,50.")
        return number


class NewGridForm(forms.Form):
    """Which collectivity, which year."""

    actor = forms.ModelChoiceField(
        label="Collectivité",
        queryset=Actor.objects.none(),
        empty_label="Choisir…",
        help_text="Les organismes publics de l’annuaire. S’il en manque un, ajoutez-le d’abord à l’annuaire.",
    )
    year = forms.IntegerField(label="Année", min_value=FIRST_YEAR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["actor"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = collectivities()
        self.fields["year"].initial = timezone.localdate().year - 1

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError("Cette année n’est pas commencée.")
        return year


class CorrespondentForm(forms.Form):
    """To whom the personal link is sent."""

    email = forms.EmailField(
        label="Courriel de la personne qui répondra",
        help_text="Elle reçoit un lien personnel, sans compte. Son adresse est effacée au bout d’un an.",
    )


@dataclass(frozen=True)
class Question:
    """The controls of one question."""

    practice: Practice
    answer: BoundField
    detail: BoundField
    amount: BoundField | None
    structures: BoundField | None
    source: BoundField
    before: Told | None


class PracticeForm(forms.Form):
    """The whole grid of one collectivity: for each question yes, no or not told, and what to say beside it."""

    def __init__(
        self,
        *args: Any,
        cells: Mapping[str, Told],
        before: Mapping[str, Told] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = before or {}
        for practice in PRACTICES:
            row = cells[practice.code].row
            self.fields[f"answer-{practice.code}"] = forms.ChoiceField(
                label=practice.label,
                choices=_CHOICES,
                widget=forms.RadioSelect,
                initial=row.answer if row else Answer.NOT_TOLD,
            )
            self.fields[f"detail-{practice.code}"] = forms.CharField(
                label="Précisions",
                required=False,
                max_length=2000,
                help_text=practice.asks,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=row.detail if row else "",
            )
            if practice.amount:
                self.fields[f"amount-{practice.code}"] = EurosField(
                    label="Montant de l’année, en euros",
                    required=False,
                    help_text="Laissez vide si la somme n’est pas connue : vide ne veut pas dire zéro.",
                    initial=row.amount if row else None,
                )
            if practice.structures:
                self.fields[f"structures-{practice.code}"] = forms.IntegerField(
                    label="Nombre de structures",
                    required=False,
                    min_value=0,
                    max_value=MOST_STRUCTURES,
                    initial=row.structures if row else None,
                )
            self.fields[f"source-{practice.code}"] = forms.CharField(
                label="Source",
                required=False,
                max_length=200,
                help_text="Délibération, budget, rapport… avec sa date.",
                initial=row.source if row else "",
            )
        # What the page showed comes back with it: what others wrote since is not undone.
        for field in self.fields.values():
            field.show_hidden_initial = True

    def headings(self) -> Iterator[tuple[str, list[Question]]]:
        """The controls, heading by heading, as the page lays them out."""
        for heading in HEADINGS:
            yield (
                heading,
                [
                    Question(
                        practice,
                        self[f"answer-{practice.code}"],
                        self[f"detail-{practice.code}"],
                        self[f"amount-{practice.code}"] if practice.amount else None,
                        self[f"structures-{practice.code}"] if practice.structures else None,
                        self[f"source-{practice.code}"],
                        self.before.get(practice.code),
                    )
                    for practice in under(heading)
                ],
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for practice in PRACTICES:
            answer = cleaned.get(f"answer-{practice.code}")
            amount = cleaned.get(f"amount-{practice.code}")
            if answer == Answer.NO and amount:
                self.add_error(
                    f"amount-{practice.code}", "Un montant est donné alors que la réponse est « non »."
                )
            if self._is_changed(practice) and self._is_overtaken(practice):
                self._show_again(practice)
        return cleaned

    def _of(self, practice: Practice) -> list[BoundField]:
        kinds = ("answer", "detail", "amount", "structures", "source")
        return [self[name] for kind in kinds if (name := f"{kind}-{practice.code}") in self.fields]

    def _is_changed(self, practice: Practice) -> bool:
        return any(one.name in self.changed_data for one in self._of(practice))

    def _is_overtaken(self, practice: Practice) -> bool:
        """Whether what is said now is neither what the page showed nor what it sends."""
        controls = self._of(practice)
        shown = [(one, self.data.get(one.html_initial_name)) for one in controls]
        return any(
            text is not None and one.field.has_changed(one.initial, text) for one, text in shown
        ) and any(one.field.has_changed(one.initial, one.data) for one in controls)

    def _show_again(self, practice: Practice) -> None:
        """Say what others answered meanwhile; sent once more, the page replaces it."""
        now = {one: str(one.field.prepare_value(one.initial) or "") for one in self._of(practice)}
        self.data = dict(self.data.items()) | {one.html_initial_name: text for one, text in now.items()}
        answer, *beside = now.values()
        said = ", ".join(filter(None, (ANSWER_LABELS[Answer(answer)], *beside)))
        self.add_error(
            f"answer-{practice.code}",
            "Cette question a reçu une autre réponse depuis que vous avez ouvert la page : "
            f"« {said} ». Enregistrez de nouveau pour la remplacer par la vôtre.",
        )

    def said(self) -> dict[str, Said]:
        """What is said, question by question; those that the page left as it showed them are not told again."""
        cleaned = self.cleaned_data
        return {
            practice.code: Said(
                Answer(cleaned[f"answer-{practice.code}"]),
                cleaned[f"detail-{practice.code}"],
                cleaned.get(f"amount-{practice.code}"),
                cleaned.get(f"structures-{practice.code}"),
                cleaned[f"source-{practice.code}"],
            )
            for practice in PRACTICES
            if self._is_changed(practice)
        }


class DiagnosisForm(forms.Form):
    """Which territory, at which date."""

    territory = forms.ModelChoiceField(label="Territoire", queryset=Territory.objects.none(), empty_label=None)
    on = forms.DateField(
        label="Date du diagnostic",
        widget=DateInput,
        help_text="Les données prises sont les plus récentes à cette date.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["territory"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = Territory.objects.order_by("-is_main", "name")
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        return on
