"""Discussions and tasks of the demonstration: what invented people say in the groups, and who does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import typeset
from maillage.workspace.actions.discussions import (
    mark_read,
    open_discussion,
    post_message,
    react,
    report_message,
    set_closed,
    set_decision,
)
from maillage.workspace.actions.tasks import note_task, set_done
from maillage.workspace.models import Discussion, Group, Message, Notification, Reaction, Task
from maillage.workspace.queries.discussions import structures_of

INVENTED: Final = "\n\n*Discussion inventée pour la démonstration.*"
CHANTIER: Final = "chantier-1-sensibiliser-informer-former"
MOBILITY: Final = "mobilite-des-personnes"
NETWORK: Final = "insertion-et-reemploi"
BUDGET: Final = "preparation-du-budget"
EVERYONE: Final = "everyone"
READ_AFTER: Final = 7
"""What is older (days) was read by everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message: who, how many days ago, the words that others gave it, whether it is a decision."""

    who: str
    ago: float
    text: str
    given: Mapping[str, Reaction.Kind] | None = None
    decided: bool = False
    by_email: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread of a group (its slug), its first message first."""

    group: str
    title: str
    said: tuple[Said, ...]
    pinned: bool = False
    closed: bool = False


THANKS, AGREE, DIG = Reaction.Kind.THANKS, Reaction.Kind.AGREE, Reaction.Kind.DIG
THREADS: Final = (
    Thread(
        group=CHANTIER,
        title="Où tenir la journée de rencontre ?",
        pinned=True,
        said=(
            Said(
                who="Elsa",
                ago=16,
                text="Il nous faut une salle pour cent vingt personnes :\n\n- de plain-pied ;\n"
                "- près d’un arrêt de bus ;\n- avec une cuisine, pour que les structures d’insertion "
                "servent le repas.\n\nQui connaît un tel lieu ?" + INVENTED,
            ),
            Said(
                who="Hugo",
                ago=15,
                text="Le gymnase est libre le samedi. Il résonne, mais il est gratuit.",
                given={"Elsa": DIG, "Inès": DIG},
            ),
            Said(
                who="Karima",
                ago=13,
                text="La maison des associations a une cuisine et une rampe. Je demande si elle est libre.",
                given={"Elsa": THANKS, "Hugo": AGREE, "Inès": AGREE},
                by_email=True,
            ),
            Said(
                who="Elsa",
                ago=9,
                text="**Nous retenons la maison des associations**, sous réserve de la date. Hugo la réserve.",
                given={"Hugo": AGREE, "Karima": AGREE, "Amina": AGREE},
                decided=True,
            ),
            Said(
                who="Inès",
                ago=2,
                text="@Bruno, ton orchestre jouerait-il à l’ouverture ? Vingt minutes, sans sonorisation.",
                given={"Elsa": AGREE},
            ),
        ),
    ),
    Thread(
        group=CHANTIER,
        title="Des chroniques courtes pour le journal de l’agglomération",
        said=(
            Said(
                who="Denis",
                ago=8,
                text="Le service de la communication nous laisse une colonne par numéro : **900 signes**, une "
                "photo.\n\n> Une structure, une personne, un geste que chacun peut faire.\n\n"
                "Deux propositions par trimestre suffisent." + INVENTED,
                given={"Amina": THANKS},
            ),
            Said(
                who="Amina",
                ago=6,
                text="On commence par les structures qui ont une photo dans le guide : leur droit à l’image "
                "est déjà vu.",
                decided=True,
                given={"Denis": AGREE, "Elsa": AGREE},
            ),
            Said(
                who="Karima",
                ago=1,
                text="Au passage, je vends deux billets de concert pour samedi : m’écrire.",
            ),
        ),
    ),
    Thread(
        group=MOBILITY,
        title="Quels trajets compter dans l’étude ?",
        said=(
            Said(
                who="Denis",
                ago=20,
                text="Le cahier des charges demande de compter les trajets refusés. Lesquels ?\n\n"
                "1. l’embauche avant six heures ;\n2. les rendez-vous de santé ;\n3. les courses." + INVENTED,
            ),
            Said(
                who="Joël",
                ago=19,
                text="Les rendez-vous de santé d’abord : nous accompagnons une dizaine de personnes par mois.",
                given={"Farid": THANKS, "Denis": THANKS},
            ),
            Said(
                who="Farid",
                ago=12,
                text="L’étude comptera les trois, et dira pour chacun ce qui existe déjà.",
                decided=True,
                given={"Denis": AGREE, "Joël": AGREE},
            ),
        ),
    ),
    Thread(
        group=NETWORK,
        title="Des ordinateurs à réemployer",
        said=(
            Said(
                who="Elsa",
                ago=5,
                text="Une entreprise donne une quarantaine d’ordinateurs. Qui peut les trier, qui en cherche ?"
                + INVENTED,
            ),
        ),
    ),
    Thread(
        group=BUDGET,
        title="Ce que nous demandons à chaque financeur",
        said=(
            Said(
                who="Gaëlle",
                ago=10,
                text="Avant de répartir, listons ce qui est déjà acquis." + INVENTED,
            ),
            Said(who="Farid", ago=7, text="La ville délibère le mois prochain.", by_email=True),
        ),
    ),
    Thread(
        group=EVERYONE,
        title="Comment se servir de l’espace des membres",
        pinned=True,
        said=(
            Said(
                who="Amina",
                ago=30,
                text="Posez ici vos questions sur l’espace : agenda, documents, groupes.\n\nPour vous adresser "
                "à quelqu’un, écrivez @ et son nom. Pour ne plus rien recevoir d’une discussion, mettez-la en "
                "sourdine." + INVENTED,
                given={"Denis": THANKS, "Gaëlle": THANKS, "Bruno": THANKS},
            ),
            Said(
                who="Gaëlle",
                ago=21,
                text="Les comptes rendus sont-ils publics ?",
            ),
            Said(
                who="Amina",
                ago=21,
                text="Chaque groupe en décide, document par document.",
                given={"Gaëlle": THANKS},
            ),
        ),
    ),
    Thread(
        group=CHANTIER,
        title="Le titre du guide",
        closed=True,
        said=(
            Said(who="Inès", ago=40, text="« Qui fait quoi près de chez vous » ?" + INVENTED),
            Said(who="Hugo", ago=38, text="Adopté.", decided=True, given={"Inès": THANKS}),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """A task: by whom, in how many days (before today when negative), whether it is done."""

    group: str
    title: str
    by: str
    who: str = ""
    structure: str = ""
    days: int | None = None
    detail: str = ""
    done: bool = False
    origin: str = ""


TASKS: Final = (
    ToDo(
        group=CHANTIER,
        title="Réserver la maison des associations",
        by="Elsa",
        who="Hugo",
        days=6,
        origin="Où tenir la journée de rencontre ?",
        detail="Demander aussi la clé de la cuisine (tâche inventée).",
    ),
    ToDo(group=CHANTIER, title="Écrire aux associations sportives", by="Elsa", who="Inès", days=-3),
    ToDo(group=CHANTIER, title="Dire si l’orchestre joue à l’ouverture", by="Inès", who="Bruno", days=9),
    ToDo(group=CHANTIER, title="Trouver qui prêtera des barnums", by="Elsa"),
    ToDo(group=CHANTIER, title="Rassembler les chroniques", by="Amina", who="Elsa", days=-10, done=True),
    ToDo(group=MOBILITY, title="Relire le cahier des charges", by="Denis", who="Farid", days=4),
    ToDo(
        group=NETWORK,
        title="Prêter la camionnette pour les ordinateurs",
        by="Elsa",
        structure="regie-de-quartier",
        days=12,
        origin="Des ordinateurs à réemployer",
    ),
)


@transaction.atomic
def load_discussions(named: Mapping[str, Actor], people: Mapping[str, User], *, by: User, bruno: User) -> None:
    """Open the threads and note the tasks; `named` are the actors of the synthesis by their key."""
    everybody = {**people, "Amina": by, "Bruno": bruno}
    opened = {thread.title: _open(thread, everybody) for thread in THREADS}
    first = next(iter(opened.values()))
    mark_read(first, bruno, 3)
    second = opened["Des chroniques courtes pour le journal de l’agglomération"]
    advertisement = second.messages.get(number=3)
    report_message(advertisement, "Une petite annonce n’a pas sa place ici.", by=people["Hugo"])
    for todo in TASKS:
        _note(todo, named, everybody, opened)


def _group(slug: str) -> Group:
    return Group.objects.get(kind=Group.Kind.EVERYONE) if slug == EVERYONE else Group.objects.get(slug=slug)


def _open(thread: Thread, people: Mapping[str, User]) -> Discussion:
    group = _group(thread.group)
    opened: Discussion | None = None
    for said in thread.said:
        author = people[said.who]
        actor = next(iter(structures_of(author, group)), None)
        text = typeset(said.text)
        if opened is None:
            opened = open_discussion(group, title=typeset(thread.title), text=text, by=author, actor=actor)
            message = opened.messages.get()
        else:
            message = post_message(opened, text, by=author, actor=actor, by_email=said.by_email)
        for who, kind in (said.given or {}).items():
            react(message, kind, by=people[who])
        if said.decided:
            set_decision(message, True, by=people["Amina"])
        _set_back(message, said)
    assert opened is not None
    if thread.closed:
        set_closed(opened, True, by=people["Amina"])
    times = [_moment(said) for said in thread.said]
    Discussion.objects.filter(pk=opened.pk).update(pinned=thread.pinned, opened_at=times[0], last_at=times[-1])
    if thread.said[-1].ago > READ_AFTER:
        for user in people.values():
            mark_read(opened, user, len(times))
    return opened


def _moment(said: Said) -> datetime:
    """An hour of the day, not that of the loading."""
    day = timezone.localtime() - timedelta(days=said.ago)
    return day.replace(hour=8 + len(said.text) % 11, minute=len(said.text) % 60)


def _set_back(message: Message, said: Said) -> None:
    """Put a message in its day, and what was told of it; what is old was read and needs no e-mail."""
    at = _moment(said)
    decided_at = at + timedelta(hours=3) if said.decided else None
    Message.objects.filter(pk=message.pk).update(at=at, decided_at=decided_at)
    told = Notification.objects.filter(url=message.get_absolute_url())
    told.update(created_at=at)
    if said.ago > READ_AFTER:
        told.update(read_at=at, sent_at=at)


def _note(
    todo: ToDo, named: Mapping[str, Actor], people: Mapping[str, User], opened: Mapping[str, Discussion]
) -> None:
    origin = opened.get(todo.origin)
    task = note_task(
        Task(
            group=_group(todo.group),
            title=typeset(todo.title),
            detail=typeset(todo.detail),
            assignee=people[todo.who] if todo.who else None,
            actor=named[todo.structure] if todo.structure else None,
            due_on=timezone.localdate() + timedelta(days=todo.days) if todo.days is not None else None,
            origin=origin.title if origin else "",
            origin_url=origin.get_absolute_url() if origin else "",
        ),
        by=people[todo.by],
    )
    if todo.done:
        set_done(task, True, by=people[todo.who])
