"""The agenda of the demonstration: the calendar of the synthesis, and invented meetings around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.demo.seed_actors import ACCORDING_TO, SOURCE_DATE
from maillage.kernel.text import typeset, unaccent
from maillage.workspace.actions.agenda import prepare_event, repeat_event
from maillage.workspace.domain.recurrence import Rule
from maillage.workspace.models import (
    DatePoll,
    Event,
    EventQuestion,
    Group,
    PollAnswer,
    PollSlot,
    PollVoter,
    Registration,
    Slot,
)

Kind = Event.Kind
FIRST_NAMES: Final = (
    "Ali",
    "Anne",
    "Brigitte",
    "Claude",
    "Dominique",
    "Élodie",
    "Fatou",
    "Gilles",
    "Hélène",
    "Ibrahim",
    "Jeanne",
    "Kader",
    "Louise",
    "Mehdi",
    "Nadia",
    "Omar",
    "Paul",
    "Quentin",
    "Rosa",
    "Samir",
    "Thérèse",
    "Yann",
)
LAST_NAMES: Final = ("Exemple", "Inventé", "Fictif", "Modèle", "Dupanneau", "Belair", "Toutbeau", "Lafeuille")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedEvent:
    """A meeting of the synthesis: its own day, moved by as many weeks as the demonstration is from it."""

    title: str
    day: date
    kind: Event.Kind
    quote: str
    hours: tuple[int, int] = (18, 21)
    place: str = "Maison des associations (lieu inventé)"
    commune: str = "94028"
    capacity: int | None = 120
    coming: int = 0
    programme: tuple[tuple[float, str], ...] = ()


# The days of the synthesis, part 2.3; where it names only a month, a Thursday of it.
SEED_EVENTS: Final = (
    SeedEvent(
        title="Restitution collective des travaux de la mission",
        day=date(2005, 1, 27),
        kind=Kind.HIGH_POINT,
        quote="Restitution collective des travaux de la mission ; inscription des acteurs volontaires dans les "
        "Chantiers.",
        coming=74,
        programme=(
            (18, "Accueil"),
            (18.5, "Ce que dit le diagnostic"),
            (19.5, "Les trois Chantiers : inscriptions"),
        ),
    ),
    SeedEvent(
        title="Conférence d’agglomération : mise en place",
        day=date(2005, 5, 12),
        kind=Kind.CONFERENCE,
        quote="Mise en place de la Conférence d’agglomération en économie sociale et solidaire et des "
        "Chantiers : priorisation des actions à conduire, définition des besoins pour l’année.",
        coming=31,
    ),
    SeedEvent(
        title="Conférence d’agglomération : premiers enseignements",
        day=date(2005, 9, 22),
        kind=Kind.CONFERENCE,
        quote="Analyse des premiers enseignements, validation de la Charte d’engagement, définition des "
        "critères d’évaluation.",
    ),
    SeedEvent(
        title="Conférence d’agglomération : programme et Charte",
        day=date(2005, 11, 17),
        kind=Kind.CONFERENCE,
        quote="Validation du programme de travail et d’actions de l’année suivante, validation de la Charte "
        "partenariale par les structures volontaires.",
    ),
    SeedEvent(
        title="Forum local de l’économie sociale et solidaire",
        day=date(2007, 5, 24),
        kind=Kind.FORUM,
        quote="Réalisation d’un Forum local de l’économie sociale et solidaire : présentation des initiatives, "
        "bilan et mise en perspective.",
        hours=(9, 18),
        place="Palais des sports (lieu inventé)",
        capacity=300,
        coming=12,
    ),
)


def moved(day: date, on: date) -> date:
    """A day of the synthesis as the demonstration tells it: the same weekday, by whole weeks."""
    return day + timedelta(weeks=round((on - SOURCE_DATE).days / 7))


def _at(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(int(hour), round(hour % 1 * 60)), tzinfo=timezone.get_current_timezone())


def _publish(event: Event, on: date, **fields: Any) -> Event:
    """Shown as if it had been published a month before the demonstration, without writing to anybody."""
    for name, value in {"state": Event.State.PUBLISHED, "published_at": _at(on, 9), **fields}.items():
        setattr(event, name, value)
    event.save()
    return event


def _people(event: Event, count: int, on: date, *, places: int | None = None) -> None:
    """That many invented people registered, the last ones waiting beyond the places."""
    draw = Random(f"agenda/{event.title}")
    made = []
    for number in range(count):
        name = f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}"
        waits = places is not None and number >= places
        since = _at(on - timedelta(days=25), 8) + timedelta(hours=7 * number)
        letters = unaccent(name).lower().replace(" ", ".")
        phoned = number % 11 == 10
        made.append(
            Registration(
                event=event,
                name=f"{name} (exemple)",
                email="" if phoned else f"{letters}.{number}@example.org",
                phone="01 99 00 00 00" if phoned else "",
                channel=Registration.Channel.PHONE if phoned else Registration.Channel.WEB,
                sex=draw.choice(["woman", "woman", "man", ""]),
                state=Registration.State.WAITING if waits else Registration.State.CONFIRMED,
                waiting_since=since if waits else None,
                confirmed_at=since,
                created_at=since,
                answers={"childcare": "Un enfant, 4 ans"} if event.asks_childcare and number % 9 == 0 else {},
            )
        )
    Registration.objects.bulk_create(made)


@transaction.atomic
def load_agenda(
    named: Mapping[str, Actor], people: Mapping[str, User], on: date, *, by: User, bruno: User
) -> None:
    """Put in the calendar of the synthesis and invented meetings; `on` moves their dates only."""
    agglomeration = named["communaute-agglomeration"]
    for seed in SEED_EVENTS:
        day = moved(seed.day, on)
        event = Event(
            kind=seed.kind,
            title=seed.title,
            organiser=agglomeration,
            description=typeset(
                f"{seed.quote}\n\n{ACCORDING_TO}, partie 2.3, qui le prévoyait "
                f"{'le 27 janvier 2005' if seed.day.day == 27 else 'en ' + _month(seed.day)}. "
                "La date, le lieu et les personnes inscrites de cette démonstration sont inventés."
            ),
            starts_at=_at(day, seed.hours[0]),
            ends_at=_at(day, seed.hours[1]),
            place=seed.place,
            commune_id=seed.commune,
            access=Event.Access.YES,
            access_words="Plain-pied, deux places réservées devant l’entrée.",
            takes_registrations=True,
            capacity=seed.capacity,
            asks_childcare=True,
            asks_sign_language=True,
            asks_image_right=True,
            invented=True,
        )
        prepare_event(event, by=by)
        _publish(event, on)
        for hour, title in seed.programme:
            Slot.objects.create(event=event, starts_at=_at(day, hour), title=title)
        _people(event, seed.coming, on)
    _invented_meetings(named, people, on, by, bruno)


def _month(day: date) -> str:
    return (
        {5: "avril ou mai 2005", 9: "septembre 2005", 11: "novembre 2005"}[day.month]
        if day.year == 2005
        else "2007"
    )


def _invented_meetings(
    named: Mapping[str, Actor], people: Mapping[str, User], on: date, by: User, bruno: User
) -> None:
    def make(title: str, kind: Event.Kind, days: int, hours: tuple[float, float], **more: Any) -> Event:
        day = on + timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        themes = more.pop("themes", [])
        state = more.pop("state", Event.State.PUBLISHED)
        moment = {"starts_at": _at(day, hours[0]), "ends_at": _at(day, hours[1])}
        event = Event(title=typeset(title), kind=kind, invented=True, **(moment | more))
        prepare_event(event, themes=themes, by=by)
        return _publish(event, on) if state == Event.State.PUBLISHED else event

    weekend = on + timedelta(days=41 + (5 - on.weekday() - 41) % 7)
    desk = make(
        "Permanence d’accueil du Pôle",
        Kind.PERMANENCE,
        (3 - on.weekday()) % 7 or 7,
        (14, 17.5),
        description="Une idée, un projet, une question sur l’économie sociale et solidaire ? "
        "Venez sans rendez-vous.",
        place="Maison de l’emploi (lieu inventé)",
        commune_id="94028",
        access=Event.Access.YES,
    )
    repeat_event(desk, Rule(frequency="weekly", until=on + timedelta(days=75)), by=by)
    information = make(
        "Créer une activité solidaire : par où commencer",
        Kind.INFORMATION,
        12,
        (18, 20),
        description="Tous les acteurs de l’accompagnement réunis : conseil, financement, statuts, locaux.",
        for_whom="Porteuses et porteurs de projet",
        themes=["economie"],
        organiser=named.get("adie"),
        place="Salle des fêtes (lieu inventé)",
        commune_id="94002",
        takes_registrations=True,
        capacity=40,
    )
    repeat_event(information, Rule(frequency="monthly", until=on + timedelta(days=150)), by=by)
    _people(information, 17, on)
    training = make(
        "Tenir la comptabilité d’une petite association",
        Kind.TRAINING,
        20,
        (9.5, 16.5),
        teaches="Le plan comptable des associations, le budget, le compte rendu d’une subvention.",
        for_whom="Trésorières et trésoriers bénévoles",
        place="Centre social (lieu inventé)",
        commune_id="94044",
        access=Event.Access.NO,
        access_words="Un étage sans ascenseur.",
        takes_registrations=True,
        capacity=12,
        asks_meal=True,
    )
    EventQuestion.objects.create(
        event=training, label="Avez-vous un ordinateur portable ?", kind=EventQuestion.Kind.YES_NO
    )
    _people(training, 15, on, places=12)
    make(
        "Table ronde : se déplacer pour travailler",
        Kind.ROUND_TABLE,
        34,
        (17, 19),
        problem="Des personnes refusent un emploi faute de transport aux heures de l’embauche. "
        "Que mettre en commun ?",
        themes=["mobilite", "insertion"],
        group=Group.objects.get(slug="mobilite-des-personnes"),
        audience=Event.Audience.MEMBERS,
        online_url="https://visio.example.org/mobilite",
        takes_registrations=True,
    )
    make(
        "Marché des initiatives solidaires",
        Kind.LOCAL,
        41,
        (10, 18),
        all_day=True,
        starts_at=_at(weekend, 0),
        ends_at=_at(weekend + timedelta(days=2), 0),
        description="Deux jours sur la place : on goûte, on répare, on échange.",
        place="Place du marché (lieu inventé)",
        commune_id="94002",
        themes=["alimentation", "environnement"],
    )
    late = make(
        "Journée d’appel : l’économie solidaire près de chez vous",
        Kind.CALL_DAY,
        27,
        (10, 17),
        place="Médiathèque (lieu inventé)",
        commune_id="94028",
    )
    _publish(
        late,
        on,
        previous_starts_at=late.starts_at - timedelta(days=7) if late.starts_at else None,
        sequence=1,
        change_note="La médiathèque est en travaux la semaine prévue.",
    )
    gone = make(
        "Visite d’une recyclerie", Kind.ENCOUNTER, 9, (14, 16), commune_id="94044", themes=["environnement"]
    )
    _publish(gone, on, state=Event.State.CANCELLED, cancel_reason="Le camion est en panne.", sequence=1)
    over = make(
        "Première rencontre entre acteurs",
        Kind.ENCOUNTER,
        -40,
        (18, 21),
        takes_registrations=True,
        place="Maison des associations (lieu inventé)",
        commune_id="94028",
    )
    _people(over, 38, on)
    chantier = Group.objects.get(slug="chantier-1-sensibiliser-informer-former")
    meeting = make(
        "Réunion du Chantier 1",
        Kind.MEETING,
        16,
        (18, 20),
        group=chantier,
        audience=Event.Audience.MEMBERS,
        place="Mairie annexe (lieu inventé)",
        commune_id="94028",
        takes_registrations=True,
    )
    for user in (bruno, people["Elsa"], people["Hugo"]):
        Registration.objects.create(
            event=meeting, user=user, name=user.name, email=user.email, state=Registration.State.CONFIRMED
        )
    make(
        "Concert et rencontre avec les musiciens",
        Kind.LOCAL,
        50,
        (20, 22),
        state=Event.State.DRAFT,
        description="Notre association ouvre sa répétition au public.",
        commune_id="94028",
        themes=["culture"],
    )
    Event.objects.filter(title="Concert et rencontre avec les musiciens").update(
        is_proposal=True, created_by=bruno
    )
    _poll(chantier, people, on, by)


def _poll(chantier: Group, people: Mapping[str, User], on: date, by: User) -> None:
    """A meeting whose date is looked for, answered by some."""
    sought = Event(
        title="Atelier du guide interactif",
        kind=Kind.MEETING,
        group=chantier,
        audience=Event.Audience.MEMBERS,
        invented=True,
    )
    prepare_event(sought, by=by)
    poll = DatePoll.objects.create(
        event=sought, closes_on=on + timedelta(days=14), message="Deux heures, avec de quoi écrire."
    )
    slots = [
        PollSlot.objects.create(
            poll=poll, starts_at=_at(on + timedelta(days=days), 18), ends_at=_at(on + timedelta(days=days), 20)
        )
        for days in (days + (1 - on.weekday()) % 7 for days in (14, 16, 21))
    ]
    values = PollAnswer.Value
    for name, answers in (
        ("Elsa", (values.YES, values.NO, values.YES)),
        ("Hugo", (values.NO, values.IF_NEEDED, values.YES)),
        ("Inès", (values.IF_NEEDED, values.YES, values.YES)),
    ):
        voter = PollVoter.objects.create(
            poll=poll, user=people[name], name=name, answered_at=_at(on - timedelta(days=1), 12)
        )
        PollAnswer.objects.bulk_create(
            PollAnswer(voter=voter, slot=slot, value=value) for slot, value in zip(slots, answers, strict=True)
        )
