"""The day of a past meeting of the demonstration: who was invited, who came, what was said of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from maillage.accounts.models import User
from maillage.demo.agenda import FIRST_NAMES, LAST_NAMES
from maillage.kernel.text import typeset
from maillage.workspace.actions.presence import Pressed, sessions_of_event, take_marks
from maillage.workspace.actions.presence_after import add_resolution, save_minutes
from maillage.workspace.models import (
    Event,
    FeedbackAnswer,
    FeedbackLink,
    FeedbackRound,
    Guest,
    Minutes,
    Registration,
    Resolution,
)

MINUTES: Final = """## Ce qui a été dit

Les participantes et les participants ont demandé **des rencontres plus courtes, plus près des quartiers**.

- Une permanence par mois dans chaque commune.
- Un calendrier commun des rendez-vous.

## Et ensuite

La prochaine rencontre dira où en est chacune de ces demandes.

*Compte rendu inventé pour la démonstration.*
"""
TITLES: Final = (
    ("Mme", "maire adjointe (inventée)", "Une ville de la démonstration"),
    ("M.", "président (inventé)", "Une fédération de la démonstration"),
    ("Mme", "directrice (inventée)", "Une coopérative de la démonstration"),
    ("M.", "chargé de mission (inventé)", "Une banque de la démonstration"),
)
SERVED: Final = ("Enfin une réunion où l’on se parle. (avis inventé)", "")
MISSED: Final = (
    "La salle était difficile à trouver. (avis inventé)",
    "Un temps pour les questions. (avis inventé)",
    "",
    "",
)


@transaction.atomic
def load_presence(*, by: User) -> None:
    """Fill in the past event that most people registered for; nobody is written to."""
    past = Event.objects.published().past().filter(audience=Event.Audience.PUBLIC, takes_registrations=True)
    event = past.annotate(number=Count("registrations")).filter(number__gt=0).order_by("-number").first()
    if event is None or event.starts_at is None or event.ends_at is None:
        return
    chance = Random(event.title)
    coming = list(event.registrations.filter(state=Registration.State.CONFIRMED).order_by("pk"))
    came = [one for one in coming if chance.random() < 0.7]
    session = sessions_of_event(event)[0].key
    take_marks(
        event,
        [
            Pressed(UUID(int=chance.getrandbits(128), version=4), f"r{one.pk}", True, session, event.starts_at)
            for one in came
        ],
        by=by,
    )
    _invite(event, came, chance)
    save_minutes(event, typeset(MINUTES), by=by)
    Minutes.objects.filter(event=event).update(
        published_at=event.ends_at + timedelta(days=3), told_at=event.ends_at + timedelta(days=3)
    )
    for text, who in (
        ("Proposer une permanence par mois dans chaque commune", "L’équipe d’animation"),
        ("Tenir un calendrier commun des rendez-vous", "Le Chantier 1"),
    ):
        add_resolution(
            Resolution(event=event, text=text, who=who, due_on=timezone.localdate() + timedelta(days=60)), by=by
        )
    _ask(event, came, chance, by)


def _invite(event: Event, came: list[Registration], chance: Random) -> None:
    """A list of guests of which about a quarter came, as the synthesis tells of its own meetings."""
    guests = []
    for number in range(40):
        name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
        civility, title, structure = TITLES[number % len(TITLES)]
        guests.append(
            Guest(
                event=event,
                rank=number + 1 if number < len(TITLES) else None,
                civility=civility,
                name=came[number].name if number < min(10, len(came)) else name,
                title=title if number < len(TITLES) else "",
                structure=structure,
                invited_by="Le Pôle",
                answer=Guest.Answer.COMING if number < 14 else chance.choice(["none", "none", "excused"]),
                registration=came[number] if number < min(10, len(came)) else None,
            )
        )
    Guest.objects.bulk_create(guests)


def _ask(event: Event, came: list[Registration], chance: Random, by: User) -> None:
    assert event.ends_at is not None
    asked = FeedbackRound.objects.create(
        event=event,
        asked_by=by,
        opened_at=event.ends_at + timedelta(days=1),
        closes_on=(event.ends_at + timedelta(days=22)).date(),
    )
    answers = min(len(came), max(3, len(came) // 3))
    FeedbackLink.objects.bulk_create(
        FeedbackLink(round=asked, registration=one, is_sent=True, is_used=number < answers)
        for number, one in enumerate(came)
    )
    for _ in range(answers):
        FeedbackAnswer.objects.create(
            event=event,
            useful=chance.choice([2, 3, 3, 4, 4]),
            welcome=chance.choice([3, 4, 4]),
            served=typeset(chance.choice(SERVED)),
            missed=typeset(chance.choice(MISSED)),
        )
