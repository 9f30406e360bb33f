"""What the members' space keeps."""

from __future__ import annotations

from .documents import Document, DocumentReading, DocumentVersion, Folder
from .groups import Group, GroupMember
from .notifications import Notification, NotificationChoice, NotificationKind, Rhythm
from .people import Invitation, JoinRequest, Profile

__all__ = [
    "Document",
    "DocumentReading",
    "DocumentVersion",
    "Folder",
    "Group",
    "GroupMember",
    "Invitation",
    "JoinRequest",
    "Notification",
    "NotificationChoice",
    "NotificationKind",
    "Profile",
    "Rhythm",
]
