"""Open groups, let people and structures in and out, close."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor, Membership
from maillage.kernel.text import numbered, slugify_fr, typeset
from maillage.workspace.models import Group, GroupMember, NotificationKind
from maillage.workspace.permissions import people_of

from .notifications import notify
from .people import Refused

EVERYONE_NAME = "Tous les membres"


def everyone() -> Group:
    """The group of all members, made the first time that it is asked for."""
    return Group.objects.get_or_create(
        kind=Group.Kind.EVERYONE,
        defaults={
            "name": EVERYONE_NAME,
            "slug": slugify_fr(EVERYONE_NAME),
            "purpose": typeset("Ce qui concerne tout le Pôle : ses documents, ses discussions, son agenda."),
            "visibility": Group.Visibility.MEMBERS,
        },
    )[0]


@transaction.atomic
def open_group(group: Group, *, by: User) -> Group:
    """Save a new group, of which whoever opens it is the first lead."""
    group.slug = _free_slug(group.name)
    group.created_by = by
    group.save()
    GroupMember.objects.create(group=group, user=by, is_lead=True)
    journal.record("group.open", by=by, subject=group, kind=group.kind, visibility=group.visibility)
    return group


def _free_slug(name: str) -> str:
    base = slugify_fr(name)[:80] or "groupe"
    taken = set(Group.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | {"nouveau"}
    return numbered(base, taken)


@transaction.atomic
def change_group(group: Group, *, by: User) -> None:
    """Save what a lead changed of a group; its address stays."""
    group.save()
    journal.record("group.change", by=by, subject=group, kind=group.kind, visibility=group.visibility)


@transaction.atomic
def close_group(group: Group, *, by: User) -> None:
    """Nothing more is added to the group; what it keeps is still read."""
    group.closed_on = timezone.localdate()
    group.save(update_fields=["closed_on"])
    journal.record("group.close", by=by, subject=group)


@transaction.atomic
def reopen_group(group: Group, *, by: User) -> None:
    """Let people add to a closed group again."""
    group.closed_on = None
    group.save(update_fields=["closed_on"])
    journal.record("group.reopen", by=by, subject=group)


@transaction.atomic
def let_in(group: Group, who: User | Actor, *, by: User, lead: bool = False) -> GroupMember:
    """Make a person or a structure part of the group from today; nothing changes if they are already.

    A person who was let in by somebody else is told.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    field = {"user": who} if isinstance(who, User) else {"actor": who}
    held = group.members.current().filter(**field).first()
    if held is not None:
        return held
    member = GroupMember.objects.create(group=group, is_lead=lead, **field)
    journal.record("group.join", by=by, subject=group, **{name: one.pk for name, one in field.items()})
    if isinstance(who, User) and who.pk != by.pk:
        notify(
            [who],
            NotificationKind.DIRECT,
            subject=group,
            text=f"{by} vous a ajouté au groupe « {group.name} ».",
            url=group.get_absolute_url(),
            by=by,
        )
    return member


@transaction.atomic
def let_out(member: GroupMember, *, by: User) -> None:
    """End a belonging today. Raises `Refused` when the group would have nobody left to run it."""
    group = Group.objects.select_for_update().get(pk=member.group_id)
    if member.is_lead and not _others_lead(member):
        raise Refused("Ce groupe n’aurait plus personne pour l’animer : nommez d’abord quelqu’un d’autre.")
    member.ends_on = timezone.localdate()
    member.save(update_fields=["ends_on"])
    data = {"user": member.user_id} if member.user_id else {"actor": member.actor_id}
    journal.record("group.leave", by=by, subject=group, **data)


@transaction.atomic
def set_lead(member: GroupMember, lead: bool, *, by: User) -> None:
    """Let a member run the group, or no longer. Raises `Refused` when nobody would be left to run it."""
    group = Group.objects.select_for_update().get(pk=member.group_id)
    if not lead and not _others_lead(member):
        raise Refused("Ce groupe n’aurait plus personne pour l’animer : nommez d’abord quelqu’un d’autre.")
    member.is_lead = lead
    member.save(update_fields=["is_lead"])
    journal.record("group.lead", by=by, subject=group, lead=lead, member=member.pk)


def _others_lead(member: GroupMember) -> bool:
    return member.group.members.current().filter(is_lead=True).exclude(pk=member.pk).exists()


@transaction.atomic
def hand_over_groups(user: User) -> None:
    """Before an account is deleted, let the longest belonging run each group that only this person ran.

    A group in which nobody else is left is closed, so that what it keeps does not wait for nobody.
    """
    held = GroupMember.objects.current().filter(user=user, is_lead=True)
    for group in Group.objects.select_for_update().filter(pk__in=held.values("group"), closed_on=None):
        people = people_of(group).exclude(pk=user.pk)
        structures = Membership.objects.current().filter(user__in=people).values("actor")
        others = group.members.current().filter(Q(user__in=people) | Q(actor__in=structures))
        if others.filter(is_lead=True).exists():
            continue
        longest = others.order_by("starts_on", "pk")
        heir = longest.filter(actor=None).first() or longest.first()
        if heir is None:
            group.closed_on = timezone.localdate()
            group.save(update_fields=["closed_on"])
            journal.record("group.close", by=None, subject=group)
            continue
        heir.is_lead = True
        heir.save(update_fields=["is_lead"])
        journal.record("group.lead", by=None, subject=group, lead=True, member=heir.pk)
        of_heir = Membership.objects.current().filter(actor=heir.actor).values("user")
        notify(
            people.filter(pk=heir.user_id) if heir.user_id else people.filter(pk__in=of_heir),
            NotificationKind.DIRECT,
            subject=group,
            text=typeset(
                f"Vous animez désormais le groupe « {group.name} » : la personne qui l’animait est partie."
            ),
            url=group.get_absolute_url(),
        )
