"""Ask people in, let them in, keep what they show, let them leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.actions import grant_role, open_account
from maillage.accounts.models import Role, User
from maillage.actors.actions import end_membership, start_membership
from maillage.actors.models import Actor, Membership
from maillage.actors.permissions import current_memberships
from maillage.kernel.text import fold
from maillage.territory.letters import write
from maillage.workspace.domain.people_list import ListedPerson
from maillage.workspace.models import Invitation, JoinRequest, Profile
from maillage.workspace.models.people import end_of_invitation

KEPT_FOR = timedelta(days=180)
UNPROVEN_FOR = timedelta(days=7)


class Refused(ValueError):
    """What was asked cannot be done; the message is French and says why and what to do."""


@dataclass(frozen=True)
class Shown:
    """What a person shows of themselves to the other members; `listed` is None until they have said it."""

    name: str
    phone: str = ""
    presentation: str = ""
    listed: bool | None = None
    show_email: bool = False
    show_phone: bool = False


# --- Invitations ------------------------------------------------------------------------------------
@transaction.atomic
def invite(
    email: str,
    *,
    name: str = "",
    actor: Actor | None = None,
    function: str = "",
    role: str = "",
    message: str = "",
    by: User,
) -> Invitation:
    """Ask somebody in, into a structure, with a role, or both, and write to them.

    An invitation that already waits for that address and structure is written again instead of being doubled.
    Raises `Refused` when the person is in already, or when nothing says as what they are invited.
    """
    email = email.strip().lower()
    if actor is None and not role:
        raise Refused("Dites dans quelle structure, ou avec quel rôle, cette personne est invitée.")
    user = User.objects.filter(email__iexact=email).first()
    if user and _is_in(user, actor, role):
        raise Refused(f"{user} est déjà là : rien à inviter.")
    waiting = Invitation.objects.select_for_update().filter(
        email=email, actor=actor, state=Invitation.State.WAITING
    )
    invitation = waiting.first() or Invitation(email=email, actor=actor)
    invitation.name, invitation.function = name or invitation.name, function or invitation.function
    invitation.role, invitation.message = role or invitation.role, message
    invitation.invited_by = by
    invitation.expires_on, invitation.sent_on = end_of_invitation(), timezone.localdate()
    invitation.save()
    _write_invitation(invitation)
    journal.record("invitation.send", by=by, subject=invitation, role=role, actor=actor.pk if actor else None)
    return invitation


@transaction.atomic
def invite_all(
    people: Iterable[tuple[ListedPerson, Actor | None]], *, message: str = "", by: User
) -> tuple[int, int]:
    """Invite the people of a list, all or none; returns how many were, and how many were in already."""
    sent = already = 0
    for one, actor in people:
        try:
            invite(
                one.email,
                name=one.name,
                actor=actor,
                function=one.function,
                role=one.role,
                message=message,
                by=by,
            )
        except Refused:
            already += 1
        else:
            sent += 1
    return sent, already


def _is_in(user: User, actor: Actor | None, role: str) -> bool:
    in_structure = actor is None or current_memberships(user).filter(actor=actor).exists()
    return in_structure and (not role or role in user.roles)


def _write_invitation(invitation: Invitation) -> None:
    link = reverse("workspace:invitation", args=[invitation.token])
    write("workspace/mail/invitation.txt", invitation.email, invitation=invitation, link=link)


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User) -> None:
    """Write once more, with the same link, whose term begins again. Raises `Refused` once it was answered."""
    invitation = _waiting(invitation)
    invitation.expires_on, invitation.sent_on = end_of_invitation(), timezone.localdate()
    invitation.save(update_fields=["expires_on", "sent_on"])
    _write_invitation(invitation)
    journal.record("invitation.resend", by=by, subject=invitation)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Make the link open nothing any more. Raises `Refused` once it was answered."""
    invitation = _waiting(invitation)
    _answer(invitation, Invitation.State.WITHDRAWN)
    journal.record("invitation.withdraw", by=by, subject=invitation)


@transaction.atomic
def accept_invitation(invitation: Invitation, shown: Shown) -> User:
    """Open the account, the membership and the role; the person then signs in by a code, as always.

    Raises `Refused` when the link was answered already, withdrawn, or is past its term.
    """
    invitation = _waiting(invitation)
    if invitation.expired:
        raise Refused("Cette invitation n’est plus valable. Demandez qu’on vous la renvoie.")
    by = invitation.invited_by
    user = open_account(invitation.email, name=shown.name, by=by)
    if not user.is_active:
        raise Refused("Ce compte est fermé. L’équipe d’animation peut le rouvrir.")
    if invitation.actor:
        start_membership(invitation.actor, user, function=invitation.function, by=by)
    if invitation.role:
        grant_role(user, Role(invitation.role), by=by)
    save_profile(user, shown)
    _answer(invitation, Invitation.State.ACCEPTED)
    journal.record("invitation.accept", by=user, subject=invitation)
    return user


@transaction.atomic
def decline_invitation(invitation: Invitation) -> None:
    """Say no: nothing is opened. Raises `Refused` once it was answered."""
    invitation = _waiting(invitation)
    _answer(invitation, Invitation.State.DECLINED)
    journal.record("invitation.decline", by=None, subject=invitation)


def _waiting(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.state != Invitation.State.WAITING:
        raise Refused(f"Cette invitation est déjà {found.get_state_display()}.")
    return found


def _answer(invitation: Invitation, state: Invitation.State) -> None:
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.save(update_fields=["state", "answered_at"])


# --- Asking to come in ------------------------------------------------------------------------------
@transaction.atomic
def ask_to_join(request: JoinRequest) -> JoinRequest:
    """Record a filled request and write to its address, to prove that whoever asks reads it."""
    request.email = request.email.lower()
    request.save()
    link = reverse("workspace:join-prove", args=[request.token])
    write("workspace/mail/join_prove.txt", request.email, request=request, link=link)
    journal.record("join.ask", by=None, subject=request, kind=request.kind)
    return request


@transaction.atomic
def prove_join(request: JoinRequest) -> None:
    """The address is proved: the request waits for the animator. Nothing happens the second time."""
    JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.UNPROVEN).update(
        state=JoinRequest.State.WAITING
    )


@transaction.atomic
def grant_join(
    request: JoinRequest, *, actor: Actor | None, function: str = "", role: str = "", by: User
) -> User:
    """Let in who asked: into a structure, with a role, or both. Raises `Refused` once decided."""
    if actor is None and not role:
        raise Refused("Choisissez la structure de cette personne, ou son rôle.")
    _decide(request, JoinRequest.State.ACCEPTED, by)
    user = open_account(request.email, name=request.name, by=by)
    if actor:
        start_membership(actor, user, function=function, by=by)
    if role:
        grant_role(user, Role(role), by=by)
    write(
        "workspace/mail/join_granted.txt", request.email, request=request, actor=actor, link=reverse("my-space")
    )
    return user


@transaction.atomic
def refuse_join(request: JoinRequest, *, reason: str, by: User) -> None:
    """Refuse, saying why to whoever asked. Raises `Refused` once decided."""
    _decide(request, JoinRequest.State.REFUSED, by)
    write("workspace/mail/join_refused.txt", request.email, request=request, reason=reason)


def _decide(request: JoinRequest, state: JoinRequest.State, by: User) -> None:
    found = JoinRequest.objects.select_for_update().get(pk=request.pk)
    if found.state != JoinRequest.State.WAITING:
        raise Refused(f"Cette demande est déjà {found.get_state_display()}.")
    found.state, found.decided_at, found.decided_by = state, timezone.now(), by
    found.save(update_fields=["state", "decided_at", "decided_by"])
    journal.record(f"join.{state}", by=by, subject=found)


# --- Members ----------------------------------------------------------------------------------------
@transaction.atomic
def save_profile(user: User, shown: Shown) -> Profile:
    """Keep what a person shows to the other members."""
    if shown.name and shown.name != user.name:
        user.name = shown.name
        user.save(update_fields=["name"])
    profile, _ = Profile.objects.update_or_create(
        user=user,
        defaults={
            "phone": shown.phone,
            "presentation": shown.presentation,
            "listed": shown.listed,
            "show_email": shown.show_email,
            "show_phone": shown.show_phone,
            "words": fold(f"{user.name} {shown.presentation}"),
        },
    )
    return profile


@transaction.atomic
def leave_structure(membership: Membership) -> None:
    """A person leaves a structure of their own accord: their rights end today, what they wrote stays."""
    end_membership(membership, by=membership.user)


def purge_invitations() -> int:
    """Delete invitations six months after their answer or their term, with their addresses; return how many."""
    now = timezone.now()
    answered = Invitation.objects.filter(answered_at__lt=now - KEPT_FOR)
    forgotten = Invitation.objects.filter(
        state=Invitation.State.WAITING, expires_on__lt=timezone.localdate() - KEPT_FOR
    )
    return answered.delete()[0] + forgotten.delete()[0]


def purge_joins() -> int:
    """Delete unproven requests after a week and decided ones after six months; return how many."""
    now = timezone.now()
    unproven = JoinRequest.objects.filter(state=JoinRequest.State.UNPROVEN, created_at__lt=now - UNPROVEN_FOR)
    decided = JoinRequest.objects.filter(decided_at__lt=now - KEPT_FOR)
    return unproven.delete()[0] + decided.delete()[0]
