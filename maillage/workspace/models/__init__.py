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
from .discussions import (
    Discussion,
    IncomingMail,
    Message,
    MessageReport,
    MessageVersion,
    Reaction,
    Reader,
    ReplyAddress,
)
from .documents import Document, DocumentReading, DocumentVersion, Folder
from .groups import Group, GroupMember
from .news import Article, ArticlePicture, ArticleQuerySet, ArticleVersion, Column, ColumnText
from .newsletter import Delivery, Newsletter, NewsletterPart, Subscriber
from .notifications import Notification, NotificationChoice, NotificationKind, Rhythm
from .people import Invitation, JoinRequest, Profile
from .presence import (
    Attendance,
    CheckinLink,
    FeedbackAnswer,
    FeedbackLink,
    FeedbackRound,
    Guest,
    Mark,
    Minutes,
    Resolution,
)
from .tasks import Task, TaskQuerySet

__all__ = [
    "Article",
    "ArticlePicture",
    "ArticleQuerySet",
    "ArticleVersion",
    "Attendance",
    "CalendarFeed",
    "CheckinLink",
    "Column",
    "ColumnText",
    "DatePoll",
    "Delivery",
    "Discussion",
    "Document",
    "DocumentReading",
    "DocumentVersion",
    "Event",
    "EventQuerySet",
    "EventQuestion",
    "EventSeries",
    "EventTheme",
    "FeedbackAnswer",
    "FeedbackLink",
    "FeedbackRound",
    "Folder",
    "Group",
    "GroupMember",
    "Guest",
    "IncomingMail",
    "Invitation",
    "JoinRequest",
    "Mark",
    "Message",
    "MessageReport",
    "MessageVersion",
    "Minutes",
    "Newsletter",
    "NewsletterPart",
    "Notification",
    "NotificationChoice",
    "NotificationKind",
    "PollAnswer",
    "PollSlot",
    "PollVoter",
    "Profile",
    "Reaction",
    "Reader",
    "Registration",
    "ReplyAddress",
    "Resolution",
    "Rhythm",
    "Slot",
    "Subscriber",
    "Task",
    "TaskQuerySet",
]
