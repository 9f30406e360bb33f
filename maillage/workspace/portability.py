"""What this room keeps of one person, for that person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from maillage.accounts.models import User
from maillage.accounts.portability import Row
from maillage.workspace.models import (
    Article,
    ArticleVersion,
    Attendance,
    DocumentVersion,
    Guest,
    Invitation,
    JoinRequest,
    Message,
    Profile,
    Registration,
    Task,
)
from maillage.workspace.queries.agenda import mine


def profile_kept(user: User) -> Iterable[Row]:
    """What the person shows to the other members."""
    for profile in Profile.objects.filter(user=user):
        yield {
            "téléphone": profile.phone,
            "présentation": profile.presentation,
            "visible des membres": {True: "oui", False: "non", None: "pas encore dit"}[profile.listed],
            "adresse montrée": "oui" if profile.show_email else "non",
            "téléphone montré": "oui" if profile.show_phone else "non",
        }


def structures_kept(user: User) -> Iterable[Row]:
    """The structures that the person belongs or belonged to."""
    for held in user.memberships.select_related("actor").order_by("starts_on", "pk"):
        yield {
            "structure": held.actor.name,
            "fonction": held.function,
            "depuis": held.starts_on,
            "jusqu’au": held.ends_on,
        }


def groups_kept(user: User) -> Iterable[Row]:
    """The groups that the person belongs or belonged to in their own name."""
    for held in user.group_members.select_related("group").order_by("starts_on", "pk"):
        yield {"groupe": held.group.name, "depuis": held.starts_on, "jusqu’au": held.ends_on}


def invitations_kept(user: User) -> Iterable[Row]:
    """The invitations sent to the person's address, and their requests to come in."""
    for sent in Invitation.objects.filter(email__iexact=user.email).select_related("actor"):
        yield {
            "invitation": sent.actor.name if sent.actor else sent.get_role_display(),
            "envoyée le": sent.sent_on,
            "réponse": sent.get_state_display(),
        }
    for asked in JoinRequest.objects.filter(email__iexact=user.email):
        yield {"demande du": asked.created_at, "message": asked.message, "décision": asked.get_state_display()}


def registrations_kept(user: User) -> Iterable[Row]:
    """The events that the person registered to, with what they answered."""
    held = Registration.objects.filter(mine(user)).select_related("event")
    for one in held.order_by("event__starts_at", "pk"):
        yield {
            "événement": one.event.title,
            "le": one.event.starts_at,
            "état": one.get_state_display(),
            "inscription du": one.created_at,
            "réponses": ", ".join(str(value) for value in one.answers.values()),
        }


def presence_kept(user: User) -> Iterable[Row]:
    """The events that the person was at, and those to which they were invited by name."""
    there = Attendance.objects.filter(registration__in=Registration.objects.filter(mine(user)))
    for one in there.select_related("registration__event").order_by("registration__event", "session"):
        yield {
            "événement": one.registration.event.title,
            "moment": one.session,
            "présence": "oui" if one.present else "non",
        }
    for guest in Guest.objects.filter(email__iexact=user.email).exclude(email="").select_related("event"):
        yield {
            "événement": guest.event.title,
            "invitation": guest.invited_by or "oui",
            "réponse": guest.get_answer_display(),
        }


def notifications_kept(user: User) -> Iterable[Row]:
    """What the person was told."""
    for told in user.notifications.all():
        yield {"nouvelle": f"{told.subject_name} : {told.text}", "le": told.created_at, "lue le": told.read_at}


def documents_kept(user: User) -> Iterable[Row]:
    """The versions of documents that the person gave."""
    for version in DocumentVersion.objects.filter(by=user).select_related("document__group").order_by("at"):
        yield {
            "document": version.document.title,
            "groupe": version.document.group.name,
            "fichier": version.name,
            "le": version.at,
            "signé": version.by_name,
        }


def messages_kept(user: User) -> Iterable[Row]:
    """What the person wrote in discussions, and the words that they gave to others’ messages."""
    wrote = Message.objects.filter(author=user).select_related("discussion__group")
    for message in wrote.order_by("at", "pk"):
        yield {
            "discussion": message.discussion.title,
            "groupe": message.discussion.group.name,
            "le": message.at,
            "message": message.text,
            "au nom de": message.actor_name,
        }
    for given in user.discussion_reactions.select_related("message__discussion").order_by("at", "pk"):
        yield {
            "discussion": given.message.discussion.title,
            "le": given.at,
            "réaction": given.get_kind_display(),
        }


def tasks_kept(user: User) -> Iterable[Row]:
    """The tasks that the person has to do, or noted."""
    for task in Task.objects.filter(Q(assignee=user) | Q(created_by=user)).select_related("group"):
        yield {
            "tâche": task.title,
            "groupe": task.group.name if task.group else "",
            "pour le": task.due_on,
            "faite le": task.done_at,
            "détail": task.detail,
        }


def articles_kept(user: User) -> Iterable[Row]:
    """The articles that the person wrote, and what these said before they were changed."""
    for article in Article.objects.filter(author=user).order_by("created_at", "pk"):
        yield {
            "article": article.title,
            "état": article.get_state_display(),
            "publié le": article.published_at,
            "signé": article.signature,
            "texte": article.text,
        }
    for former in ArticleVersion.objects.filter(article__author=user).order_by("at", "pk"):
        yield {
            "article": former.title,
            "état": "texte précédent",
            "jusqu’au": former.at,
            "changé par": former.by_name,
            "texte": former.text,
        }
