"""Forms of the agenda: events, programme, questions, registrations, polls, calendar files."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils import timezone

from maillage.actors.models import Actor
from maillage.actors.permissions import current_memberships
from maillage.kernel.contacts import format_phone, parse_phone
from maillage.kernel.text import clean_spaces, typeset
from maillage.territory.models import Commune
from maillage.territory.queries import communes_of_territory
from maillage.ui.forms import DateInput, FoldedChoices, theme_choices
from maillage.workspace.actions.agenda import Asked, Programmed
from maillage.workspace.actions.calendar_import import LIMIT
from maillage.workspace.actions.registrations import Filled
from maillage.workspace.domain.recurrence import Rule
from maillage.workspace.models import Event, EventQuestion, Group, PollAnswer, Registration, Slot
from maillage.workspace.permissions import groups_of, led_groups, members

from .structures import ChoosesStructure

CAPACITY = 100_000
LONGEST = timedelta(days=60)
KINDS = [(one.value, one.label.capitalize()) for one in Event.Kind]


class TimeInput(forms.TimeInput):
    """An hour typed or picked in the browser's own control."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and an hour in the browser's own control."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class Line(forms.CharField):
    """A text on one line: what is pasted on several becomes one."""

    def to_python(self, value: Any) -> str:
        return clean_spaces(super().to_python(value) or "")


class Moment(forms.DateTimeField):
    """A local day and hour; one that does not exist, or is there twice, is taken at its first meaning."""

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)

    def to_python(self, value: Any) -> datetime | None:
        read = forms.DateTimeField.to_python(self, value) if value else None
        return _sane(read)


def _sane(moment: datetime | None) -> datetime | None:
    if moment is not None and not 1990 <= moment.year <= 2150:
        raise forms.ValidationError("Cette date est trop lointaine : vérifiez l’année.")
    return moment


def _local(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())


class DatesForm(forms.Form):
    """When: from a day and an hour to another, or whole days."""

    day = forms.DateField(label="Jour", widget=DateInput())
    start = forms.TimeField(label="De", required=False, widget=TimeInput())
    end = forms.TimeField(
        label="À", required=False, widget=TimeInput(), help_text="Vide : une heure après le début."
    )
    last_day = forms.DateField(
        label="Dernier jour", required=False, widget=DateInput(), help_text="S’il dure plusieurs jours."
    )
    all_day = forms.BooleanField(label="Toute la journée, sans heure précise", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, last = data.get("day"), data.get("last_day")
        if not day or self.errors:
            return data
        if not 1990 <= day.year <= 2150:
            self.add_error("day", "Cette date est trop lointaine : vérifiez l’année.")
            return data
        last = last or day
        if last < day:
            self.add_error("last_day", "Le dernier jour vient avant le premier.")
            return data
        if last - day > LONGEST:
            self.add_error("last_day", "Cela dure plus de deux mois : faites plutôt plusieurs événements.")
            return data
        if data.get("all_day"):
            data["starts_at"] = _local(day, time.min)
            data["ends_at"] = _local(last + timedelta(days=1), time.min)
            return data
        if not data.get("start"):
            self.add_error("start", "Dites l’heure de début, ou cochez « Toute la journée ».")
            return data
        starts_at = _local(day, data["start"])
        end = data.get("end")
        if last != day and not end:
            self.add_error("end", "Dites l’heure de fin du dernier jour.")
            return data
        ends_at = _local(last, end) if end else starts_at + timedelta(hours=1)
        if ends_at <= starts_at:
            if last == day and end == time.min:
                ends_at += timedelta(days=1)  # « à minuit »
            else:
                self.add_error("end", "La fin doit venir après le début.")
                return data
        data["starts_at"], data["ends_at"] = starts_at, ends_at
        return data


def dates_of(event: Event) -> dict[str, Any]:
    """An event's dates, as `DatesForm` shows them."""
    if event.starts_at is None or event.ends_at is None:
        return {}
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    last = event.last_day
    return {
        "day": start.date(),
        "last_day": last if last != start.date() else None,
        "all_day": event.all_day,
        "start": None if event.all_day else start.time(),
        "end": None if event.all_day else end.time(),
    }


class FollowingForm(forms.Form):
    """Whether the dates that follow in the series change too."""

    scope = forms.ChoiceField(
        label="Cet événement se répète. Changer…",
        choices=[("one", "cette date seulement"), ("following", "cette date et celles qui suivent")],
        widget=forms.RadioSelect,
        initial="one",
    )

    def __init__(self, *args: Any, in_series: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not in_series:
            del self.fields["scope"]

    @property
    def following(self) -> bool:
        return self.cleaned_data.get("scope") == "following"


class EventForm(ChoosesStructure, FollowingForm):
    """Everything of an event but its dates, its programme and its questions."""

    kind = forms.ChoiceField(label="Sorte d’événement", choices=KINDS)
    title = Line(label="Titre", max_length=160)
    description = forms.CharField(
        label="Présentation", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ce qui s’y passe, pour qui, ce qu’il faut apporter.",
    )  # fmt: skip
    teaches = forms.CharField(
        label="Pour une formation : ce qu’elle apprend", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    for_whom = Line(label="Pour qui", required=False, max_length=300)
    problem = forms.CharField(
        label="Pour une table ronde : le problème posé", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label="Thèmes", required=False, choices=theme_choices, widget=FoldedChoices
    )
    group = forms.ModelChoiceField(
        Group.objects.none(), label="De la part de", required=False, empty_label="Tout le Pôle"
    )
    audience = forms.ChoiceField(
        label="Qui le voit ?", choices=Event.Audience.choices, widget=forms.RadioSelect, initial="public"
    )
    place = Line(label="Nom du lieu", required=False, max_length=150)
    address = Line(label="Numéro et rue", required=False, max_length=250)
    commune = forms.ChoiceField(label="Commune", required=False)
    access = forms.ChoiceField(
        label="Le lieu est-il accessible aux personnes à mobilité réduite ?",
        choices=Event.Access.choices,
        widget=forms.RadioSelect,
        initial="unknown",
    )
    access_words = Line(
        label="Précisions sur l’accès", required=False, max_length=300,
        help_text="Marche à l’entrée, ascenseur, place de stationnement, arrêt de bus…",
    )  # fmt: skip
    online_url = forms.URLField(
        label="Lien pour participer à distance", required=False, max_length=500, assume_scheme="https"
    )
    takes_registrations = forms.BooleanField(label="On s’inscrit pour venir", required=False)
    capacity = forms.IntegerField(
        label="Nombre de places", required=False, min_value=1, max_value=CAPACITY,
        help_text="Vide : sans limite. Au-delà, les personnes suivantes attendent dans l’ordre d’arrivée.",
    )  # fmt: skip
    registration_opens_at = Moment(
        label="Inscriptions à partir du", required=False, help_text="Vide : dès la publication."
    )
    registration_closes_at = Moment(
        label="Inscriptions jusqu’au", required=False, help_text="Vide : jusqu’à la fin."
    )
    asks = forms.MultipleChoiceField(
        label="Demander aux personnes qui s’inscrivent",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("childcare", "Garde d’enfants : combien, quel âge"),
            ("sign_language", "Besoin d’une interprétation en langue des signes"),
            ("image_right", "Accord pour être photographiée ou photographié"),
            ("meal", "Repas sur place"),
            ("sex", "Femme, homme ou autre : facultatif, pour les statistiques"),
        ],
    )
    field_order = (
        "kind", "title", "group", "audience", "description", "for_whom", "teaches", "problem", "themes",
        "structure", "found", "place", "address", "commune", "access", "access_words", "online_url",
        "takes_registrations", "capacity", "registration_opens_at", "registration_closes_at", "asks", "scope",
    )  # fmt: skip
    ABOUT = ("kind", "title", "description", "for_whom", "structure", "found", "themes")
    OWN = ("teaches", "problem")
    WHO = ("group", "audience")
    WHEN: tuple[str, ...] = ()
    WHERE = ("place", "address", "commune", "access", "access_words", "online_url")
    COMING = ("takes_registrations", "capacity", "registration_opens_at", "registration_closes_at", "asks")
    ASKS = ("childcare", "sign_language", "image_right", "meal", "sex")

    def __init__(self, *args: Any, event: Event, user: Any, **options: Any) -> None:
        self.event = event
        options["initial"] = {**self.current(event), **options.get("initial", {})}
        options.setdefault("in_series", event.series_id is not None)
        super().__init__(*args, **options)
        group, commune = self.fields["group"], self.fields["commune"]
        assert isinstance(group, forms.ModelChoiceField) and isinstance(commune, forms.ChoiceField)
        # A member proposes for a group that is theirs; who runs it publishes.
        group.queryset = (led_groups(user) | groups_of(user)).filter(closed_on=None).distinct()
        if event.group_id:
            group.queryset = (group.queryset | Group.objects.filter(pk=event.group_id)).distinct()
        communes = {one.code: one.name for one in communes_of_territory()}
        if event.commune:
            communes[event.commune.code] = event.commune.name
        commune.choices = [("", "Non précisée"), *communes.items()]
        self.fields["structure"].label = "Organisé par"
        self.fields["structure"].help_text = "Le nom d’une structure de l’annuaire. Vide : le Pôle lui-même."

    def _shown(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    @property
    def about(self) -> list[forms.BoundField]:
        """What it is."""
        return self._shown(self.ABOUT)

    @property
    def own(self) -> list[forms.BoundField]:
        """What only some kinds have."""
        return self._shown(self.OWN)

    @property
    def own_is_filled(self) -> bool:
        return any(one.value() or one.errors for one in self.own)

    @property
    def who(self) -> list[forms.BoundField]:
        """Whom it is for."""
        return self._shown(self.WHO)

    @property
    def where(self) -> list[forms.BoundField]:
        """Where it takes place."""
        return self._shown(self.WHERE)

    @property
    def when(self) -> list[forms.BoundField]:
        """When, for a new event."""
        return self._shown(self.WHEN)

    @property
    def coming(self) -> list[forms.BoundField]:
        """How one registers."""
        return self._shown(self.COMING)

    def current(self, event: Event) -> dict[str, Any]:
        """What the event says now."""
        names = {*self.ABOUT, *self.OWN, *self.WHERE, *self.COMING, "audience"} - {
            "themes",
            "structure",
            "found",
            "asks",
        }
        values: dict[str, Any] = {name: getattr(event, name) for name in names - {"commune"}}
        for name in ("registration_opens_at", "registration_closes_at"):
            values[name] = timezone.localtime(values[name]) if values[name] else None
        return {
            **values,
            "group": event.group_id,
            "commune": event.commune_id or "",
            "structure": event.organiser.name if event.organiser else "",
            "themes": event.themes if event.pk else [],
            "asks": [name for name in self.ASKS if getattr(event, f"asks_{name}")],
        }

    def clean_title(self) -> str:
        return typeset(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("audience") == Event.Audience.GROUP and not data.get("group"):
            self.add_error("audience", "Choisissez d’abord le groupe, ou ouvrez l’événement aux membres.")
        group = data.get("group")
        if (
            group
            and group.visibility == Group.Visibility.PRIVATE
            and data.get("audience") == Event.Audience.MEMBERS
        ):
            self.add_error(
                "audience", "Ce groupe est privé : l’événement est pour lui seul, ou pour tout le monde."
            )
        filled = [str(self[name].label) for name in self.COMING[1:] if data.get(name)]
        if filled and not data.get("takes_registrations"):
            self.add_error(
                "takes_registrations",
                f"Cochez cette case, ou videz ce qui n’a de sens qu’avec elle : {', '.join(filled)}.",
            )
        opens, closes = data.get("registration_opens_at"), data.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", "La clôture doit venir après l’ouverture.")
        if data.get("place", "") == "" and data.get("address") and not data.get("commune"):
            self.add_error("commune", "Dites la commune de cette adresse.")
        return data

    def fill(self, event: Event) -> Event:
        """Give the event what the form says; nothing is saved."""
        data = self.cleaned_data
        for name in {*self.ABOUT, *self.OWN, *self.WHERE, *self.COMING} - {
            "themes",
            "structure",
            "found",
            "commune",
            "asks",
        }:
            setattr(event, name, data[name])
        event.group, event.audience, event.organiser = data["group"], data["audience"], data["actor"]
        event.commune = Commune.objects.filter(pk=data["commune"]).first() if data["commune"] else None
        for name in self.ASKS:
            setattr(event, f"asks_{name}", name in data["asks"])
        return event


class NewEventForm(EventForm, DatesForm):
    """A new event: its dates too, unless a poll is to find them."""

    dateless = forms.BooleanField(
        label="La date n’est pas encore fixée (un sondage la cherchera)", required=False
    )
    WHEN = ("day", "start", "end", "last_day")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "Choisissez"), *KINDS]
        self.fields["day"].required = False  # `clean` asks for it, unless a poll is to find the date

    def fill(self, event: Event) -> Event:
        super().fill(event)
        data = self.cleaned_data
        if not data["dateless"]:
            event.starts_at, event.ends_at = data["starts_at"], data["ends_at"]
            event.all_day = data["all_day"]
        return event

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("dateless"):
            for name in ("day", "start", "end", "last_day"):
                self.errors.pop(name, None)
        elif not data.get("day") and "day" not in self.errors:
            self.add_error("day", "Dites le jour, ou cochez « La date n’est pas encore fixée ».")
        return data


class MoveForm(FollowingForm, DatesForm):
    """Another date."""

    note = Line(
        label="Un mot sur le changement", required=False, max_length=500,
        help_text="Il part par courriel à toutes les personnes inscrites.",
    )  # fmt: skip
    field_order = ("day", "start", "end", "last_day", "all_day", "note", "scope")


class CancelForm(FollowingForm):
    """Why it does not take place."""

    reason = Line(
        label="Raison", max_length=500, help_text="Elle part par courriel à toutes les personnes inscrites."
    )
    field_order = ("reason", "scope")


class PublishForm(forms.Form):
    """Publish, and tell the members or not."""

    tell = forms.BooleanField(label="Prévenir les membres que cela concerne", required=False, initial=True)


class ReasonForm(forms.Form):
    """Why a proposal is not published."""

    reason = Line(label="Raison, dite à la personne", max_length=250)


class RepeatForm(forms.Form):
    """How an event comes back."""

    frequency = forms.ChoiceField(
        label="Revient",
        choices=[("weekly", "par semaines, le même jour"), ("monthly", "par mois, le même énième jour")],
        widget=forms.RadioSelect,
        initial="weekly",
    )
    interval = forms.IntegerField(
        label="Toutes les combien", min_value=1, max_value=12, initial=1,
        help_text="1 : chaque semaine ou chaque mois. 2 : une semaine ou un mois sur deux.",
    )  # fmt: skip
    until = forms.DateField(label="Jusqu’au", widget=DateInput())

    @property
    def rule(self) -> Rule:
        data = self.cleaned_data
        return Rule(frequency=data["frequency"], interval=data["interval"], until=data["until"])


class SlotForm(forms.Form):
    """A line of the programme."""

    day = forms.DateField(label="Jour", required=False, widget=DateInput())
    start = forms.TimeField(label="De", widget=TimeInput())
    end = forms.TimeField(label="À", required=False, widget=TimeInput())
    title = Line(label="Intitulé", max_length=200)
    room = Line(label="Salle", required=False, max_length=100)
    speakers = Line(label="Qui intervient", required=False, max_length=300)
    emails = Line(
        label="Adresses des membres qui interviennent", required=False, max_length=500,
        help_text="Séparées par des virgules : ces membres sont prévenus, leur nom se montre.",
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        self.event = event
        super().__init__(*args, **options)
        if event.first_day == event.last_day:
            del self.fields["day"]

    def clean_emails(self) -> list[Any]:
        wanted = [one.strip().lower() for one in self.cleaned_data["emails"].split(",") if one.strip()]
        found = {user.email: user for user in members().filter(email__in=wanted)}
        missing = [one for one in wanted if one not in found]
        if missing:
            raise forms.ValidationError(f"Aucun membre du Pôle n’a l’adresse {', '.join(missing)}.")
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", "La fin doit venir après le début.")
        day = data.get("day")
        if day and self.event.first_day and not self.event.first_day <= day <= (self.event.last_day or day):
            self.add_error("day", "Ce jour n’est pas de l’événement.")
        return data

    def programmed(self) -> Programmed:
        """What was filled."""
        data = self.cleaned_data
        day = data.get("day") or self.event.first_day or timezone.localdate()
        return Programmed(
            starts_at=_local(day, data["start"]),
            ends_at=_local(day, data["end"]) if data["end"] else None,
            title=data["title"],
            room=data["room"],
            speakers=data["speakers"],
            members=data["emails"],
        )


SlotFormSet = forms.formset_factory(
    SlotForm, extra=3, can_delete=True, max_num=60, validate_max=True, absolute_max=61
)


def slots_of(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    """Lines of a programme, as the forms show them."""
    return [
        {
            "day": timezone.localtime(slot.starts_at).date(),
            "start": timezone.localtime(slot.starts_at).time(),
            "end": timezone.localtime(slot.ends_at).time() if slot.ends_at else None,
            "title": slot.title,
            "room": slot.room,
            "speakers": slot.speakers,
            "emails": ", ".join(user.email for user in slot.members.all()),
        }
        for slot in slots
    ]


class QuestionForm(forms.Form):
    """A question asked of whoever registers."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    label = Line(label="Question", max_length=200)
    # The control shows its first choice: an empty block is one that left it there.
    kind = forms.ChoiceField(
        label="Réponse", choices=EventQuestion.Kind.choices, initial=EventQuestion.Kind.TEXT
    )
    choices = forms.CharField(
        label="Réponses possibles", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une par ligne, pour « Une réponse parmi plusieurs ».",
    )  # fmt: skip
    required = forms.BooleanField(label="Réponse obligatoire", required=False)

    def clean_choices(self) -> list[str]:
        lines = [clean_spaces(line)[:150] for line in self.cleaned_data["choices"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == EventQuestion.Kind.CHOICE and len(data.get("choices") or []) < 2:
            self.add_error("choices", "Donnez au moins deux réponses, une par ligne.")
        return data

    def asked(self) -> Asked:
        """What was filled."""
        data = self.cleaned_data
        return Asked(
            label=data["label"],
            kind=data["kind"],
            choices=data["choices"] if data["kind"] == EventQuestion.Kind.CHOICE else [],
            required=data["required"],
            pk=data["pk"],
        )


QuestionFormSet = forms.formset_factory(
    QuestionForm, extra=2, can_delete=True, max_num=20, validate_max=True, absolute_max=21
)


# --- Registrations ----------------------------------------------------------------------------------
STANDING = {
    "childcare": "Garde d’enfants",
    "sign_language": "Interprétation en langue des signes",
    "image_right": "Accord pour être photographiée ou photographié",
    "meal": "Repas sur place",
}
SAID_OF_ONESELF = {
    **STANDING,
    "sign_language": "J’ai besoin d’une interprétation en langue des signes",
    "image_right": "J’accepte d’être sur les photographies du Pôle",
    "meal": "Je prends le repas sur place",
}
YES_NO = [("", "Sans réponse"), ("yes", "Oui"), ("no", "Non")]


class AnswersForm(forms.Form):
    """The questions of an event: the standing ones that it asks, and its own."""

    for_oneself = True

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event
        said = SAID_OF_ONESELF if self.for_oneself else STANDING
        if event.asks_childcare:
            self.fields["childcare"] = Line(
                label=said["childcare"], required=False, max_length=200,
                help_text="En cas de besoin : combien d’enfants, de quel âge.",
            )  # fmt: skip
        if event.asks_sign_language:
            self.fields["sign_language"] = forms.BooleanField(label=said["sign_language"], required=False)
        if event.asks_meal:
            self.fields["meal"] = forms.ChoiceField(label=said["meal"], required=False, choices=YES_NO)
        if event.asks_image_right:
            self.fields["image_right"] = forms.ChoiceField(
                label=said["image_right"], required=False, choices=YES_NO,
                help_text="Sans réponse, ce sera non.",
            )  # fmt: skip
        self.questions = list(event.questions.all())
        for question in self.questions:
            self.fields[question.key] = _question_field(question)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, without what was left empty."""
        names = [*STANDING, *(question.key for question in self.questions)]
        found = {name: self.cleaned_data.get(name) for name in names}
        return {name: "yes" if value is True else value for name, value in found.items() if value}


def _question_field(question: EventQuestion) -> forms.Field:
    if question.kind == EventQuestion.Kind.YES_NO:
        choices = YES_NO if not question.required else [("", "Choisissez"), *YES_NO[1:]]
        return forms.ChoiceField(label=question.label, choices=choices, required=question.required)
    if question.kind == EventQuestion.Kind.CHOICE:
        return forms.ChoiceField(
            label=question.label,
            choices=[("", "Choisissez"), *((one, one) for one in question.choices)],
            required=question.required,
        )
    return forms.CharField(
        label=question.label,
        required=question.required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _new_once() -> str:
    return str(uuid.uuid4())


class PersonForm(AnswersForm):
    """Whoever comes, as the public form asks."""

    name = Line(label="Nom", max_length=120)
    email = forms.EmailField(
        label="Adresse électronique", help_text="Un lien vous y attend pour confirmer, et pour annuler."
    )
    phone = Line(
        label="Téléphone", required=False, max_length=30, help_text="Pour un changement de dernière minute."
    )
    structure = Line(label="Structure", required=False, max_length=200)
    sex = forms.ChoiceField(
        label="Vous êtes", required=False, choices=[("", "Sans réponse"), *Registration.Sex.choices],
        help_text="Facultatif : compté dans les statistiques, jamais montré.",
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, max_length=36, initial=_new_once)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.event.asks_sex:
            del self.fields["sex"]

    def clean_phone(self) -> str:
        return _phone(self.cleaned_data["phone"])

    def filled(self) -> Filled:
        """What was filled."""
        data = self.cleaned_data
        return Filled(
            name=data["name"],
            email=data.get("email", ""),
            phone=data.get("phone", ""),
            structure=data.get("structure", ""),
            function=data.get("function", ""),
            sex=data.get("sex", ""),
            answers=self.answers,
            once=data.get("once", ""),
        )


def _phone(text: str) -> str:
    if not text:
        return ""
    try:
        return format_phone(parse_phone(text))[:20]
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class MyselfForm(PersonForm):
    """A signed-in person: what the account knows is not asked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "email", "structure", "phone"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["name"] = data["email"] = ""
        return data


class ColleagueForm(PersonForm):
    """A member registers somebody of their structure."""

    for_oneself = False
    actor = forms.ModelChoiceField(Actor.objects.none(), label="De quelle structure ?", empty_label=None)
    field_order = ("actor", "name", "email", "phone")

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["structure"]
        self.fields.pop("image_right", None)  # nobody agrees to it for another
        actor = self.fields["actor"]
        assert isinstance(actor, forms.ModelChoiceField)
        actor.queryset = Actor.objects.filter(pk__in=current_memberships(user).values("actor"))
        self.fields["email"].required = False
        self.fields["email"].help_text = "Pour lui écrire sa confirmation, avec son lien pour annuler."


class GuestForm(PersonForm):
    """The organiser registers somebody who called or wrote."""

    for_oneself = False
    channel = forms.ChoiceField(
        label="Inscription reçue",
        choices=[("phone", "Par téléphone"), ("letter", "Par courrier")],
        widget=forms.RadioSelect,
        initial="phone",
    )
    function = Line(label="Fonction", required=False, max_length=120)
    rank = forms.IntegerField(
        label="Rang protocolaire", required=False, min_value=1, max_value=999,
        help_text="Pour la liste des invités : 1 est salué en premier. Vide : après les autres, par nom.",
    )  # fmt: skip
    field_order = ("channel", "name", "structure", "function", "email", "phone", "rank", "sex")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].required = False
        self.fields["email"].help_text = "Sans adresse, la liste vous dira qui appeler en cas de changement."
        self.fields["phone"].help_text = ""


class CorrectionForm(GuestForm):
    """What is known of somebody who registered, for the organiser to correct."""

    def __init__(self, *args: Any, registration: Registration, event: Event, **options: Any) -> None:
        known = {name: getattr(registration, name) for name in self.KNOWN}
        super().__init__(*args, event=event, initial={**registration.answers, **known}, **options)
        # What nobody says for another, or is never shown, is left as it is.
        for name in ("channel", "once", "sex", "image_right"):
            self.fields.pop(name, None)
        for question in self.questions:
            self.fields[question.key].required = False

    KNOWN = ("name", "structure", "function", "email", "phone", "rank")


# --- Polls ------------------------------------------------------------------------------------------
SLOTS_OF_POLL = 8


class PollForm(forms.Form):
    """Open a poll: dates, whom to ask, until when."""

    message = forms.CharField(
        label="Un mot d’accompagnement",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closes_on = forms.DateField(label="Réponses jusqu’au", widget=DateInput())
    emails = forms.CharField(
        label="Adresses à interroger", required=False, max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une par ligne : chaque personne reçoit un lien, sans avoir besoin de compte. Les membres "
        "répondent depuis leur espace.",
    )  # fmt: skip
    tell = forms.BooleanField(label="Prévenir les membres que cela concerne", required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, SLOTS_OF_POLL + 1):
            self.fields[f"start_{number}"] = Moment(label=f"Date {number} : début", required=number <= 2)
            self.fields[f"end_{number}"] = forms.TimeField(
                label=f"Date {number} : fin", required=False, widget=TimeInput()
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The two controls of each date."""
        return [(self[f"start_{number}"], self[f"end_{number}"]) for number in range(1, SLOTS_OF_POLL + 1)]

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < timezone.localdate():
            raise forms.ValidationError(
                "Laissez aux personnes le temps de répondre : choisissez un jour à venir."
            )
        return closes_on

    def clean_emails(self) -> list[str]:
        return read_emails(self.cleaned_data["emails"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        slots = []
        for number in range(1, SLOTS_OF_POLL + 1):
            start, end = data.get(f"start_{number}"), data.get(f"end_{number}")
            if start is None:
                continue
            ends_at = _local(timezone.localtime(start).date(), end) if end else start + timedelta(hours=2)
            if ends_at <= start:
                self.add_error(f"end_{number}", "La fin doit venir après le début.")
                continue
            if start <= timezone.now():
                self.add_error(f"start_{number}", "Cette date est déjà passée.")
                continue
            slots.append((start, ends_at))
        if not self.errors and len(set(slots)) < 2:
            raise forms.ValidationError("Proposez au moins deux dates différentes.")
        data["slots"] = slots
        return data


def read_emails(text: str) -> list[str]:
    """Addresses written one a line, or separated by commas; raises `ValidationError` naming the wrong ones."""
    found = [
        one.strip().lower() for one in text.replace(",", "\n").replace(";", "\n").splitlines() if one.strip()
    ]
    wrong = []
    for one in found:
        try:
            validate_email(one)
        except forms.ValidationError:
            wrong.append(one)
    if wrong:
        raise forms.ValidationError(f"Ce ne sont pas des adresses : {', '.join(wrong[:5])}.")
    if len(found) > 500:
        raise forms.ValidationError("Pas plus de 500 adresses à la fois.")
    return list(dict.fromkeys(found))


class VoteForm(forms.Form):
    """What somebody says of each date."""

    name = Line(label="Votre nom", max_length=120)
    comment = Line(label="Un mot", required=False, max_length=300)

    def __init__(
        self, *args: Any, slots: Iterable[Any], named: bool, answers: dict[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.slots = list(slots)
        if named:
            del self.fields["name"]
        for slot in self.slots:
            self.fields[f"slot_{slot.pk}"] = forms.ChoiceField(
                label=slot.when,
                choices=PollAnswer.Value.choices,
                widget=forms.RadioSelect,
                initial=answers.get(slot.pk),
                error_messages={"required": "Dites si cette date vous convient."},
            )
        self.fields["comment"] = self.fields.pop("comment")  # after the dates

    @property
    def answers(self) -> dict[int, str]:
        return {slot.pk: self.cleaned_data[f"slot_{slot.pk}"] for slot in self.slots}


# --- Calendar files -----------------------------------------------------------------------------------
class CalendarFileForm(forms.Form):
    """A calendar file to read."""

    file = forms.FileField(
        label="Fichier d’agenda (.ics)", help_text="Celui que votre agenda exporte, 2 Mo au plus."
    )

    def clean_file(self) -> str:
        upload = self.cleaned_data["file"]
        if upload.size > LIMIT:
            raise forms.ValidationError("Ce fichier dépasse 2 Mo : exportez une période plus courte.")
        content: bytes = upload.read()
        try:
            return content.decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            return content.decode("latin-1").replace("\x00", "")


class ImportForm(forms.Form):
    """What to do with what the file brings."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LIMIT, strip=False)
    kind = forms.ChoiceField(
        label="Sorte des nouveaux événements",
        choices=KINDS,
        initial=Event.Kind.LOCAL,
    )
    audience = forms.ChoiceField(
        label="Qui les voit ?", choices=Event.Audience.choices[:2], widget=forms.RadioSelect, initial="public"
    )
    publish = forms.BooleanField(
        label="Les publier aussitôt (sinon, en brouillon)", required=False, initial=True
    )
