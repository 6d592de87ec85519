"""What an institution owes to say of its initiatives: a word on each that is open, after each quarter that is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.direction.direction_plan import Direction
from metrics.direction.progress import StepEvent, StepStanding
from metrics.periods import find_month_end


@dataclass(frozen=True, slots=True)
class OwedProgress:
    """The initiatives of which nothing was said for a period, whose quarter has ended, and the day they were due."""

    direction: Direction
    quarter: str
    due: date
    numbers: tuple[str, ...]


def find_owed_progress(
    direction: Direction, told: Sequence[StepEvent], standings: Mapping[str, StepStanding], today: date
) -> OwedProgress | None:
    """Find what is owed for the latest quarter that has ended; None where nothing is, or the plan is long over.

    A word counts from the end of the quarter before it in the plan's follow-up. What is done or dropped owes none, nor
    does what is only to be done on a condition.
    """
    days = timedelta(days=direction.reporting.days)
    ended = [end for end in list_follow_ups(direction) if end < today]
    if not ended or today > direction.end + days:
        return None
    end = ended[-1]
    owed = find_unsaid(direction, told, standings, end)
    return OwedProgress(direction, f"{end.year}Q{end.month // 3}", end + days, owed) if owed else None


def find_unsaid(
    direction: Direction, told: Sequence[StepEvent], standings: Mapping[str, StepStanding], end: date
) -> tuple[str, ...]:
    """Find the initiatives of which nothing was said since the quarter before one of its follow-up that ended."""
    before = [one for one in list_follow_ups(direction) if one < end]
    since = before[-1] if before else direction.start - timedelta(days=1)
    said = {one.number for one in told if one.plan == direction.id and one.on > since}
    return tuple(
        one.number
        for one in direction.initiatives
        if not (standings[one.number].state.is_over or one.condition or one.number in said)
    )


def list_follow_ups(direction: Direction) -> list[date]:
    """List the last days of the quarters that the plan's follow-up names, within its period."""
    ends = (
        find_month_end(year, 3 * quarter)
        for year in range(direction.start.year, direction.end.year + 1)
        for quarter in sorted(direction.reporting.quarters)
    )
    return [end for end in ends if direction.start <= end <= direction.end]
