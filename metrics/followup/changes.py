"""What has moved on a plan between two days, each seen with what was known on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.followup.current import is_running
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag
from metrics.periods import Frequency, split_into_spans
from metrics.score.scoring import GoalScore
from metrics.status import Status


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A goal whose status is another than it was, with the weightiest reason where it is at risk or late."""

    goal: GoalScore
    before: Status
    reason: Flag | None


def find_status_changes(before: Outlook, now: Outlook) -> Iterator[StatusChange]:
    """The goals that have another status than before. A goal that a later version added has none to differ from."""
    then = {goal.goal.number: goal.status for goal in before.score.goals}
    for goal in now.score.goals:
        number = goal.goal.number
        if number in then and then[number] is not goal.status:
            yield StatusChange(goal, then[number], next(iter(now.of_goal(number)), None))


def find_quarter_before(day: date) -> date:
    """The last day of the calendar quarter before the one a day is in."""
    quarters = split_into_spans(date(day.year, 1, 1), date(day.year, 12, 31), Frequency.QUARTER)
    return next(start for start, end in quarters if start <= day <= end) - timedelta(days=1)


def find_moved(
    outlooks: Iterable[Outlook], before: Mapping[str, Outlook]
) -> list[tuple[Outlook, StatusChange]]:
    """The goals with another status than before on plans under way, most points first.

    An institution's years before are history.
    """
    found = [
        (now, change)
        for now in outlooks
        if is_running(now.score.plan, now.score.facts.as_of) and now.score.plan.id in before
        for change in find_status_changes(before[now.score.plan.id], now)
    ]
    return sorted(found, key=lambda pair: -pair[1].goal.weight)
