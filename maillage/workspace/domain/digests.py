"""When digests close: what was told before the last closing leaves in the next message."""

from __future__ import annotations

from datetime import datetime, time, timedelta


def last_closing(rhythm: str, now: datetime) -> datetime:
    """The last instant at which a digest of that rhythm closed, at or before `now` (aware, in local time).

    A daily digest closes at every local midnight, a weekly one at that of Monday; what is told at once has
    closed already. Days are days of the calendar: one of 23 or of 25 hours, when clocks change, is one day.
    """
    if rhythm == "at-once":
        return now
    days = now.weekday() if rhythm == "weekly" else 0
    zone = now.tzinfo
    return datetime.combine(now.date() - timedelta(days=days), time.min, tzinfo=zone)
