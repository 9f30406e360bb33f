"""Forms of the newsletter."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.kernel.text import typeset
from maillage.kernel.vocabulary import FAMILIES
from maillage.territory.queries import communes_of_territory
from maillage.ui.forms import MARKDOWN_HINT, MarkdownInput, SeveralField, theme_choices
from maillage.workspace.forms.news import EventsField
from maillage.workspace.models import Article, Event, Newsletter
from maillage.workspace.queries.newsletter import offered_articles, offered_events

OFFERED = 40


class SubscribeForm(forms.Form):
    """An address that wants the newsletter."""

    email = forms.EmailField(
        label="Votre adresse électronique",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewsletterForm(forms.ModelForm[Newsletter]):
    """What an issue holds, and to whom it goes."""

    articles = SeveralField(
        Article.objects.none(), label="Articles", required=False, widget=forms.CheckboxSelectMultiple
    )
    events = EventsField(Event.objects.none(), label="Rendez-vous", required=False)

    class Meta:
        model = Newsletter
        fields = (
            "subject", "intro", "to_subscribers", "to_members", "to_structures", "theme", "commune",
            "family", "unchecked",
        )  # fmt: skip
        widgets = {"intro": MarkdownInput(rows=6)}
        help_texts = {
            "subject": "Ce que l’on lit avant d’ouvrir : dites ce qu’il y a dedans.",
            "intro": MARKDOWN_HINT,
            "to_structures": "À l’adresse que montre leur page, dans l’annuaire.",
        }

    WHAT = ("subject", "intro", "articles", "events")
    WHOM = ("to_subscribers", "to_members", "to_structures")
    WHICH = ("theme", "commune", "family", "unchecked")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = self.instance.parts.all() if self.instance.pk else []
        self._offer("articles", offered_articles(), [one.article_id for one in held if one.article_id])
        self._offer("events", offered_events(), [one.event_id for one in held if one.event_id])
        for name, choices in (
            ("theme", [("", "Tous"), *theme_choices()]),
            ("commune", [("", "Toutes"), *((one.code, one.name) for one in communes_of_territory())]),
            ("family", [("", "Toutes"), *((one.code, one.label) for one in FAMILIES)]),
        ):
            kept = self.fields[name]
            self.fields[name] = forms.ChoiceField(label=kept.label, required=False, choices=choices)

    def _offer(self, name: str, offered: Any, held: list[int]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        pks = [*offered.values_list("pk", flat=True)[:OFFERED], *held]
        if isinstance(field, EventsField):
            field.offer(pks)
        else:
            field.queryset = offered.model.objects.filter(pk__in=pks)
        self.initial[name] = held
        if not pks:
            del self.fields[name]

    def _shown(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def what(self) -> list[forms.BoundField]:
        """What it holds."""
        return self._shown(self.WHAT)

    @property
    def whom(self) -> list[forms.BoundField]:
        """To whom it goes."""
        return self._shown(self.WHOM)

    @property
    def which(self) -> list[forms.BoundField]:
        """Which structures."""
        return self._shown(self.WHICH)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [self.fields[name].label for name in self.WHICH if data.get(name)]
        if chosen and not data.get("to_structures"):
            names = ", ".join(f"« {label} »" for label in chosen)
            self.add_error(
                "to_structures",
                typeset(
                    f"Vous avez choisi des structures ({names}) : cochez cette case pour leur envoyer la "
                    "lettre, ou défaites ces choix."
                ),
            )
        elif not any(data.get(name) for name in self.WHOM):
            self.add_error("to_subscribers", "Dites au moins à qui elle va.")
        return data
