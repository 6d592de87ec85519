"""Goals whose status has changed between two days, each day judged on what was known by then."""

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
    """A goal whose status has changed, with the weightiest reason if it is now at risk or late."""

    goal: GoalScore
    before: Status
    reason: Flag | None


def find_status_changes(before: Outlook, now: Outlook) -> Iterator[StatusChange]:
    """Find the goals whose status has changed; a goal that a later version added has not changed."""
    then = {goal.goal.number: goal.status for goal in before.score.goals}
    for goal in now.score.goals:
        number = goal.goal.number
        if number in then and then[number] is not goal.status:
            yield StatusChange(goal, then[number], next(iter(now.of_goal(number)), None))


def find_quarter_before(day: date) -> date:
    """Find the last day of the calendar quarter before the one the day is in."""
    quarters = split_into_spans(date(day.year, 1, 1), date(day.year, 12, 31), Frequency.QUARTER)
    return next(start for start, end in quarters if start <= day <= end) - timedelta(days=1)


def find_moved_goals(
    outlooks: Iterable[Outlook], before: Mapping[str, Outlook]
) -> list[tuple[Outlook, StatusChange]]:
    """Find the goals of running plans whose status has changed, most points first."""
    found = []
    for now in outlooks:
        plan = now.score.plan
        if is_running(plan, now.score.facts.as_of) and plan.id in before:
            found += [(now, change) for change in find_status_changes(before[plan.id], now)]
    return sorted(found, key=lambda pair: -pair[1].goal.weight)
