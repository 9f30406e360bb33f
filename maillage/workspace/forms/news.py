"""Forms of articles, of their pictures and of columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import fold, french_date, french_number, typeset
from maillage.ui.forms import (
    MARKDOWN_HINT,
    DateInput,
    FoldedChoices,
    MarkdownInput,
    SeveralField,
    theme_choices,
)
from maillage.workspace.actions.news import Written
from maillage.workspace.forms.agenda import TimeInput
from maillage.workspace.forms.structures import NONE, structure_choices
from maillage.workspace.models import Article, ArticlePicture, Column, ColumnText, Event
from maillage.workspace.permissions import visible_events
from maillage.workspace.queries.structures import structures_called, structures_like

PICTURE_LIMIT = 15 * 1024 * 1024
MOST_ACTORS = 10
OFFERED = 100
OFFERED_EVENTS = 60


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in text.splitlines() if one.strip()))


class EventsField(SeveralField):
    """Meetings with their day; of those that come back, the next is seen, and the others are folded."""

    widget = FoldedChoices

    def offer(self, pks: Iterable[int]) -> None:
        """Propose these meetings (one query)."""
        events = list(Event.objects.filter(pk__in=list(pks)).order_by("starts_at", "pk"))
        now = timezone.now()
        next_of: dict[str, Event] = {}
        for one in events:
            held = next_of.get(fold(one.title))
            # Of those that are all past, the last.
            if held is None or (held.starts_at or now) < now:
                next_of[fold(one.title)] = one
        seen = {one.pk for one in next_of.values()}
        others = [one for one in events if one.pk not in seen]
        self.queryset = Event.objects.filter(pk__in=[one.pk for one in events])
        choices: list[Any] = [(one.pk, _dated(one)) for one in events if one.pk in seen]
        if others:
            folded = f"Voir les {len(others)} autres dates" if len(others) > 1 else "Voir l’autre date"
            choices.append((folded, [(one.pk, _dated(one)) for one in others]))
        self.choices = choices


def _dated(event: Event) -> str:
    return f"{event.title}, {french_date(event.first_day)}" if event.first_day else event.title


class ArticleForm(forms.Form):
    """What one writes of an article."""

    title = forms.CharField(label="Titre", max_length=150)
    summary = forms.CharField(
        label="En deux phrases",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pour les listes, la lettre d’information et les réseaux. 400 signes au plus.",
    )
    text = forms.CharField(
        label="Texte",
        max_length=30_000,
        required=False,
        widget=MarkdownInput(rows=16),
        help_text=MARKDOWN_HINT,
    )
    theme = forms.ChoiceField(label="Thème", required=False)
    audience = forms.ChoiceField(
        label="Pour qui", choices=Article.Audience.choices, initial=Article.Audience.PUBLIC
    )
    about = forms.CharField(
        label="Structures dont il parle",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leur nom, ou quelques mots du nom, un par ligne : l’article se lira aussi sur leur page.",
    )
    events = EventsField(Event.objects.none(), label="Rendez-vous liés", required=False)
    is_idea = forms.BooleanField(label="Ce n’est qu’une idée pour l’instant", required=False)

    def __init__(self, *args: Any, user: User, article: Article | None = None, **options: Any) -> None:
        initial: dict[str, Any] = {}
        if article:
            initial = {
                "title": article.title,
                "summary": article.summary,
                "text": article.text,
                "theme": article.theme,
                "audience": article.audience,
                "about": "\n".join(article.actors.values_list("name", flat=True)),
                "events": list(article.events.values_list("pk", flat=True)),
                "is_idea": article.state == Article.State.IDEA,
            }
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        theme, events = self.fields["theme"], self.fields["events"]
        assert isinstance(theme, forms.ChoiceField)
        assert isinstance(events, EventsField)
        theme.choices = [("", "Aucun en particulier"), *theme_choices()]
        near = visible_events(user).filter(
            state=Event.State.PUBLISHED,
            starts_at__range=(timezone.now() - timedelta(days=60), timezone.now() + timedelta(days=120)),
        )
        offered = near.order_by("starts_at").values_list("pk", flat=True)[:OFFERED_EVENTS]
        events.offer([*offered, *initial.get("events", [])])
        if not events.choices:
            del self.fields["events"]
        self._ask_which(article)
        if article and article.state not in (Article.State.IDEA, Article.State.WRITING):
            del self.fields["is_idea"]

    def _ask_which(self, article: Article | None) -> None:
        """Beside each name that is not exactly that of one structure, those that it may be.

        What the article already speaks of is not asked again.
        """
        self.named: dict[str, list[Actor]] = {}
        typed = str(self.data.get("about", "")) if self.is_bound else ""
        if "\x00" in typed or len(typed) > 2000:  # which the field refuses
            return
        already = set(article.actors.values_list("pk", flat=True)) if article and typed else set()
        asking: dict[str, forms.ChoiceField] = {}
        for number, name in enumerate(_lines(typed)[:MOST_ACTORS]):
            exact = structures_called(name)
            known = [one for one in exact if one.pk in already]
            held = self.named[name] = known or exact or structures_like(name)
            if known or len(exact) == 1 or not held:
                continue
            asking[f"which-{number}"] = forms.ChoiceField(
                label=typeset(f"Quelle structure est « {name} » ?"),
                choices=[
                    ("", "Choisir…"),
                    *structure_choices(held),
                    (NONE, "Aucune de celles-là : retirer ce nom"),
                ],
                error_messages={
                    "required": typeset(
                        f"« {name} » n’est pas exactement un nom de l’annuaire : choisissez la structure."
                    )
                },
            )
        self.fields.update(asking)
        names = [name for name in self.fields if name not in asking]
        place = names.index("about") + 1
        self.order_fields([*names[:place], *asking, *names[place:]])

    def clean_about(self) -> list[str]:
        names = _lines(self.cleaned_data["about"])
        if len(names) > MOST_ACTORS:
            raise forms.ValidationError(f"{MOST_ACTORS} structures au plus : gardez les principales.")
        if errors := [
            typeset(f"« {name} » ne ressemble à rien dans l’annuaire : vérifiez le nom, ou retirez la ligne.")
            for name in names
            if not self.named.get(name)
        ]:
            raise forms.ValidationError(errors)
        return names

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        found: list[Actor] = []
        for number, name in enumerate(data.get("about", [])):
            slug = data.get(f"which-{number}")
            found += [one for one in self.named[name] if slug in (None, one.slug)]
        data["about"] = list(dict.fromkeys(found))
        return data

    @property
    def written(self) -> Written:
        """What was written, once valid."""
        data = self.cleaned_data
        return Written(
            title=data["title"],
            summary=data["summary"],
            text=data["text"],
            theme=data["theme"],
            audience=data["audience"],
            is_idea=bool(data.get("is_idea")),
            actors=data["about"],
            events=list(data.get("events") or []),
        )


class PictureForm(forms.ModelForm[ArticlePicture]):
    """A picture and what is said of it."""

    upload = forms.FileField(
        label="Image",
        max_length=200,
        help_text=f"JPEG, PNG ou WebP, {french_number(PICTURE_LIMIT // (1024 * 1024))} Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )

    class Meta:
        model = ArticlePicture
        fields = ("alt", "caption", "credit")
        help_texts = {
            "alt": "Ce que l’on y voit, en une phrase : « Trois personnes réparent un vélo. »",
            "credit": "Qui a pris la photo, et l’accord des personnes que l’on y reconnaît.",
        }

    field_order = ("upload", "alt", "caption", "credit")

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload.size > PICTURE_LIMIT:
            raise forms.ValidationError("Cette image est trop lourde : réduisez-la d’abord.")
        return upload


class PictureWordsForm(forms.ModelForm[ArticlePicture]):
    """What is said of a picture."""

    class Meta:
        model = ArticlePicture
        fields = ("alt", "caption", "credit")


class PublishForm(forms.Form):
    """When an article is published: now, or at an hour to come."""

    day = forms.DateField(label="Le", required=False, widget=DateInput(), help_text="Vide : tout de suite.")
    hour = forms.TimeField(label="À", required=False, widget=TimeInput())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, hour = data.get("day"), data.get("hour")
        if self.errors:
            return data
        if hour and not day:
            self.add_error("day", "Dites quel jour, ou laissez aussi l’heure vide.")
        elif day and not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=730):
            self.add_error("day", "Choisissez un jour à venir, dans les deux ans.")
        elif day:
            at = datetime.combine(day, hour or datetime.min.time().replace(hour=8))
            data["at"] = at.replace(tzinfo=timezone.get_current_timezone())
        return data


class RemarkForm(forms.Form):
    """What is to be changed, or why it is withdrawn."""

    remark = forms.CharField(
        label="Ce qui est à reprendre", max_length=900, widget=forms.Textarea(attrs={"rows": 3})
    )


class ColumnForm(forms.ModelForm[Column]):
    """A column elsewhere: its name, how long its texts are, when they are due."""

    class Meta:
        model = Column
        fields = ("name", "channel", "limit", "every", "first_due", "contact")
        widgets = {"first_due": DateInput()}
        labels = {"every": "À quel rythme"}
        help_texts = {
            "name": "Par exemple « La page ESS du journal interne ».",
            "limit": "En signes, espaces comprises ; en secondes pour une radio.",
            "every": "Vide : sans rendez-vous régulier.",
            "contact": "Un service, une adresse. Pas d’adresse personnelle sans l’accord de la personne.",
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("every") and not data.get("first_due"):
            self.add_error("first_due", "Dites quand le premier texte est à remettre : le rythme part de là.")
        limit = data.get("limit")
        if limit is not None:
            least, most = (5, 3600) if data.get("channel") == Column.Channel.RADIO else (40, 10_000)
            if not least <= limit <= most:
                self.add_error("limit", f"Entre {least} et {french_number(most)}.")
        first = data.get("first_due")
        if first and not 2000 <= first.year <= 2150:
            self.add_error("first_due", "Cette date est trop lointaine : vérifiez l’année.")
        return data


class PlanForm(forms.Form):
    """Mean an article for a column."""

    column = forms.ModelChoiceField(Column.objects.none(), label="Rubrique", empty_label=None)
    due_on = forms.DateField(
        label="À remettre le", required=False, widget=DateInput(), help_text="Vide : au prochain rendez-vous."
    )

    def __init__(self, *args: Any, article: Article, **options: Any) -> None:
        super().__init__(*args, **options)
        column = self.fields["column"]
        assert isinstance(column, forms.ModelChoiceField)
        self.columns = Column.objects.filter(closed_at=None).exclude(texts__article=article)
        column.queryset = self.columns


class ColumnTextForm(forms.ModelForm[ColumnText]):
    """What goes in a column."""

    class Meta:
        model = ColumnText
        fields = ("text", "due_on")
        widgets = {"due_on": DateInput(), "text": forms.Textarea(attrs={"rows": 10})}


class PressForm(forms.Form):
    """Which articles go in the press kit."""

    articles = SeveralField(Article.objects.none(), label="Articles", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        articles = self.fields["articles"]
        assert isinstance(articles, forms.ModelMultipleChoiceField)
        public = Article.objects.published().filter(audience=Article.Audience.PUBLIC)
        articles.queryset = public.filter(pk__in=list(public.values_list("pk", flat=True)[:OFFERED]))
