"""The newsletter of the demonstration: who wants it, an issue that left, one in preparation. Nothing leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import User
from maillage.kernel.text import typeset, unaccent
from maillage.workspace.actions.newsletter import compose
from maillage.workspace.models import Delivery, Newsletter, Subscriber
from maillage.workspace.queries.newsletter import offered_articles, offered_events, recipients_of

READERS: Final = (
    "Alban", "Bérénice", "Célestin", "Delphine", "Édouard", "Fatou", "Gaspard", "Henriette", "Ismaël",
    "Joséphine", "Kamel", "Léonie",
)  # fmt: skip
LEFT_AGO: Final = timedelta(days=12)


def _address(name: str) -> str:
    return f"{unaccent(name).lower()}.lettre@example.org"


@transaction.atomic
def load_newsletters(*, by: User) -> None:
    """Subscribe invented readers, show an issue that left twelve days ago and a draft."""
    wanted = [Subscriber(email=_address(name), state=Subscriber.State.SUBSCRIBED) for name in READERS]
    no_more = Subscriber(email=_address("Marceau"), state=Subscriber.State.ENDED)
    Subscriber.objects.bulk_create([*wanted, no_more])
    articles, events = list(offered_articles()), list(offered_events()[:3])
    left = compose(
        Newsletter(
            subject=typeset("Ce qui se prépare dans le Pôle"),
            intro=typeset("Bonjour,\n\nVoici ce qui s’est fait et ce qui vient. *Lettre de démonstration.*"),
            invented=True,
        ),
        articles=articles[1:3],
        events=events[:1],
        by=by,
    )
    _as_left(left)
    compose(
        Newsletter(
            subject=typeset("Le verger, le fournil et la suite"),
            intro=typeset("Bonjour,\n\nAu sommaire, ce mois-ci. *Lettre de démonstration.*"),
            to_structures=True,
            theme="sport",
            commune="94002",
            unchecked=True,
            invented=True,
        ),
        articles=articles[:2],
        events=events,
        by=by,
    )


def _as_left(newsletter: Newsletter) -> None:
    """Write what a sending would have left behind: nothing is sent, even to the demonstration's mailbox."""
    at = timezone.now() - LEFT_AGO
    copies = [
        Delivery(newsletter=newsletter, email=email, state=Delivery.State.SENT, attempts=1, at=at)
        for email in recipients_of(newsletter).emails
    ]
    gone = Delivery(
        newsletter=newsletter,
        email=_address("Octave"),
        state=Delivery.State.RETURNED,
        attempts=1,
        at=at,
        error="550 5.1.1 no such user",
    )
    Delivery.objects.bulk_create([*copies, gone])
    Subscriber.objects.create(email=gone.email, state=Subscriber.State.RETURNED)
    newsletter.state = Newsletter.State.SENT
    newsletter.created_at = newsletter.started_at = at
    newsletter.finished_at = at + timedelta(minutes=2)
    newsletter.save()
