"""Who is a member of the Pôle; who reads, writes in and leads a group. Closed by default."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from maillage.accounts.models import Role, RoleGrant, User
from maillage.accounts.permissions import is_animator, requires
from maillage.actors.models import Membership
from maillage.actors.permissions import current_memberships
from maillage.workspace.models import Article, ArticleQuerySet, Event, EventQuerySet, Group, GroupMember


def is_member(user: Any) -> bool:
    """Whether the person holds a role or belongs to a structure today (two queries at most, kept)."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if user.is_animator or user.roles:
        return True
    if not hasattr(user, "belongs_today"):
        user.belongs_today = current_memberships(user).exists()
    return bool(user.belongs_today)


member_required = requires(is_member)


def members() -> QuerySet[User]:
    """Everybody who is a member today."""
    return User.objects.filter(
        Q(is_superuser=True)
        | Q(pk__in=RoleGrant.objects.current().values("user"))
        | Q(pk__in=Membership.objects.current().values("user")),
        is_active=True,
    )


def animators() -> QuerySet[User]:
    """Those who hold the role of animator today."""
    held = RoleGrant.objects.current().filter(role=Role.ANIMATOR)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def _mine(user: Any) -> Q:
    """Rows of `GroupMember` that make a person belong: their own, and those of their structures of today."""
    return Q(user=user) | Q(actor__in=current_memberships(user).values("actor"))


def groups_of(user: Any) -> QuerySet[Group]:
    """The groups that a person belongs to today; every member belongs to that of everyone."""
    if not is_member(user):
        return Group.objects.none()
    held = GroupMember.objects.current().filter(_mine(user))
    return Group.objects.filter(Q(pk__in=held.values("group")) | Q(kind=Group.Kind.EVERYONE))


def readable_groups(user: Any) -> QuerySet[Group]:
    """The groups whose documents, discussions and agenda a person may read."""
    if not is_member(user):
        return Group.objects.none()
    held = GroupMember.objects.current().filter(_mine(user))
    return Group.objects.filter(~Q(visibility=Group.Visibility.PRIVATE) | Q(pk__in=held.values("group")))


def visible_groups(user: Any) -> QuerySet[Group]:
    """The groups of which a person may know that they exist."""
    if is_animator(user):
        return Group.objects.all()
    return Group.objects.filter(
        Q(visibility=Group.Visibility.PUBLIC) | Q(pk__in=readable_groups(user).values("pk"))
    )


def belongs(user: Any, group: Group) -> bool:
    """Whether the person belongs to the group today."""
    return groups_of(user).filter(pk=group.pk).exists()


def can_read(user: Any, group: Group) -> bool:
    """Whether the person reads what the group keeps."""
    return readable_groups(user).filter(pk=group.pk).exists()


def leads(user: Any, group: Group) -> bool:
    """Whether the person runs the group: its leads, and the animator unless it is private."""
    if is_animator(user) and group.visibility != Group.Visibility.PRIVATE:
        return True
    return (
        is_member(user)
        and GroupMember.objects.current().filter(_mine(user), group=group, is_lead=True).exists()
    )


def can_write(user: Any, group: Group) -> bool:
    """Whether the person adds to what the group keeps: those who belong, as long as it is open."""
    return group.closed_on is None and belongs(user, group)


def people_of(group: Group) -> QuerySet[User]:
    """The people who belong to a group today, directly or through their structure."""
    if group.is_everyone:
        return members()
    held = GroupMember.objects.current().filter(group=group)
    return members().filter(
        Q(pk__in=held.exclude(user=None).values("user"))
        | Q(
            pk__in=Membership.objects.current()
            .filter(actor__in=held.exclude(actor=None).values("actor"))
            .values("user")
        )
    )


def can_open_groups(user: Any) -> bool:
    """Whether the person opens groups: the animator and the co-pilots."""
    return is_member(user) and (is_animator(user) or Role.COPILOT in user.roles)


# --- The agenda ---------------------------------------------------------------------------------------
def led_groups(user: Any) -> QuerySet[Group]:
    """The groups that a person runs today: see `leads`."""
    if not is_member(user):
        return Group.objects.none()
    held = GroupMember.objects.current().filter(_mine(user), is_lead=True)
    led = Q(pk__in=held.values("group"))
    if is_animator(user):
        led |= ~Q(visibility=Group.Visibility.PRIVATE)
    return Group.objects.filter(led)


def _kept(user: Any) -> Q:
    """Events that a person keeps."""
    kept = Q(group__in=led_groups(user).values("pk")) | Q(created_by=user, state=Event.State.DRAFT)
    return kept | Q(group=None) if is_animator(user) else kept


def visible_events(user: Any) -> EventQuerySet:
    """The events that a person may see: published ones open to them, and drafts that they keep."""
    seen = Q(audience=Event.Audience.PUBLIC)
    if is_member(user):
        seen |= Q(audience=Event.Audience.MEMBERS)
        seen |= Q(audience=Event.Audience.GROUP, group__in=readable_groups(user).values("pk"))
        return Event.objects.filter((seen & ~Q(state=Event.State.DRAFT)) | _kept(user))
    return Event.objects.filter(seen).exclude(state=Event.State.DRAFT)


def kept_events(user: Any) -> EventQuerySet:
    """The events that a person may change: of the groups that they run, their own drafts, and for the animator
    all those of the whole Pôle."""
    return Event.objects.filter(_kept(user)) if is_member(user) else Event.objects.none()


def keeps_event(user: Any, event: Event) -> bool:
    """Whether the person may change an event."""
    return kept_events(user).filter(pk=event.pk).exists()


def can_publish(user: Any, event: Event) -> bool:
    """Whether the person may publish it, and tell people: the animator, and leads for their group."""
    if event.group_id is None:
        return is_animator(user)
    return led_groups(user).filter(pk=event.group_id).exists()


def public_of(event: Event) -> QuerySet[User]:
    """The members whom an event concerns: those of its group, else all."""
    return people_of(event.group) if event.group else members()


# --- News ---------------------------------------------------------------------------------------------
def readable_articles(user: Any) -> ArticleQuerySet:
    """The articles published to a person, the last first."""
    shown = Article.objects.published()
    return shown if is_member(user) else shown.filter(audience=Article.Audience.PUBLIC)


def kept_articles(user: Any) -> ArticleQuerySet:
    """The articles that a person follows from the idea on: their own, and for the animator all."""
    if not is_member(user):
        return Article.objects.none()
    return Article.objects.all() if is_animator(user) else Article.objects.filter(author=user)


def changes_article(user: Any, article: Article) -> bool:
    """Whether the person may change its text: its author until it is sent to be approved, and the animator."""
    own = is_member(user) and article.author_id == user.pk
    return is_animator(user) or (own and article.state in (Article.State.IDEA, Article.State.WRITING))
