"""What a poll of dates says so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.workspace.models import DatePoll, PollAnswer, PollSlot


@dataclass(frozen=True)
class Line:
    """A date and its answers; `is_best` for the date, or dates, that suit the most."""

    slot: PollSlot
    yes: int
    if_needed: int
    no: int
    is_best: bool


@dataclass(frozen=True)
class Board:
    """Every date, and who said what: names and one answer a date, in the order of `lines`."""

    lines: Sequence[Line]
    voters: Sequence[tuple[str, Sequence[str], str]]
    asked: int


def board_of(poll: DatePoll) -> Board:
    """Three queries, whatever the number of people.

    The best dates are those that the fewest refuse among those that most can come to, « s’il le faut » counted.
    """
    slots = list(poll.slots.all())
    voters = list(poll.voters.select_related("user").prefetch_related("answers"))
    answered = [one for one in voters if one.answered_at is not None]
    given = {one.pk: {answer.slot_id: answer.value for answer in one.answers.all()} for one in answered}
    counts = {
        slot.pk: {
            value: sum(answers.get(slot.pk) == value for answers in given.values())
            for value in PollAnswer.Value.values
        }
        for slot in slots
    }

    def worth(slot: PollSlot) -> tuple[int, int]:
        one = counts[slot.pk]
        return one["yes"] + one["if-needed"], one["yes"]

    best = max((worth(slot) for slot in slots), default=(0, 0))
    lines = [
        Line(
            slot,
            counts[slot.pk]["yes"],
            counts[slot.pk]["if-needed"],
            counts[slot.pk]["no"],
            bool(answered) and worth(slot) == best and best[0] > 0,
        )
        for slot in slots
    ]
    labels = dict(PollAnswer.Value.choices)
    rows = [
        (
            one.name or (str(one.user) if one.user else "Sans nom"),
            [labels.get(given[one.pk].get(slot.pk, ""), "") for slot in slots],
            one.comment,
        )
        for one in answered
    ]
    return Board(lines, rows, len(voters))
