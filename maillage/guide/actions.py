"""What the guide writes down: the use of addresses that are not public."""

from __future__ import annotations

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.guide.mailing import Recipient


def note_mailing(rows: list[Recipient], *, form: str, by: User) -> None:
    """Journal that an animator took addresses out, how many, and how many of them are not public."""
    hidden = sum(not one.public for one in rows)
    journal.record("guide.mailing", by=by, subject="guide", form=form, number=len(rows), hidden=hidden)
