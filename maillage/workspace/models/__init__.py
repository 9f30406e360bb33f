"""What the members' space keeps."""

from __future__ import annotations

from .agenda import (
    CalendarFeed,
    DatePoll,
    Event,
    EventQuerySet,
    EventQuestion,
    EventSeries,
    EventTheme,
    PollAnswer,
    PollSlot,
    PollVoter,
    Registration,
    Slot,
)
from .documents import Document, DocumentReading, DocumentVersion, Folder
from .groups import Group, GroupMember
from .notifications import Notification, NotificationChoice, NotificationKind, Rhythm
from .people import Invitation, JoinRequest, Profile

__all__ = [
    "CalendarFeed",
    "DatePoll",
    "Document",
    "DocumentReading",
    "DocumentVersion",
    "Event",
    "EventQuerySet",
    "EventQuestion",
    "EventSeries",
    "EventTheme",
    "Folder",
    "Group",
    "GroupMember",
    "Invitation",
    "JoinRequest",
    "Notification",
    "NotificationChoice",
    "NotificationKind",
    "PollAnswer",
    "PollSlot",
    "PollVoter",
    "Profile",
    "Registration",
    "Rhythm",
    "Slot",
]
