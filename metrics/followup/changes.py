"""Goals that have moved between two days, each day judged on what was known by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from metrics.followup.current import is_running
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore
from metrics.score.tests import find_report_due, find_reported_quarters
from metrics.status import Status

LEAST_MOVE = 1
"""Points. A goal whose status stands has moved when as much more or less is expected of it."""


@dataclass(frozen=True, slots=True)
class GoalMove:
    """A goal whose status or expected points have changed, with the weightiest reason it is at risk or late.

    `points` is how far its expected or final points have moved; None where they were or are not foreseen.
    """

    goal: GoalScore
    before: Status
    points: Fraction | None
    reason: Flag | None


def find_moves(before: Outlook, now: Outlook) -> Iterator[GoalMove]:
    """Find the goals that have moved; a goal that a later version added has not."""
    then = {goal.goal.number: goal for goal in before.score.goals}
    for goal in now.score.goals:
        if earlier := then.get(goal.goal.number):
            points = _find_move(earlier, goal) if before.score.totalled and now.score.totalled else None
            if earlier.status is not goal.status or (points is not None and abs(points) >= LEAST_MOVE):
                reason = next(iter(now.of_goal(goal.goal.number)), None)
                yield GoalMove(goal, earlier.status, points, reason)


def _find_move(before: GoalScore, now: GoalScore) -> Fraction | None:
    then, expected = before.expected, now.expected
    return None if then is None or expected is None else expected - then


def find_latest_report_day(plans: Iterable[Plan], day: date) -> date | None:
    """Find when the latest quarterly report before a day was due, among the plans running then; None before the first.

    What stood at the end of that day is what changes are counted from.
    """
    last = (find_last_report(plan, day) for plan in plans if is_running(plan, day))
    return max((due for _, due in filter(None, last)), default=None)


def find_at_last_reports(
    plans: Iterable[Plan], day: date, read_before: Callable[[date], Mapping[str, Outlook]]
) -> dict[str, Outlook]:
    """Find how each plan stood when its own latest report before a day was due; none of a plan before its first.

    It is what every change of a plan's total, and of its goals, is counted from. `read_before` gives the plans as they
    stood on an earlier day.
    """
    found = {}
    for plan in plans:
        since = find_latest_report_day([plan], day)
        then = read_before(since) if since else {}
        if plan.id in then:
            found[plan.id] = then[plan.id]
    return found


def find_last_report(plan: Plan, day: date) -> tuple[int, date] | None:
    """Find the report of a plan that was due last before a day, with its quarter; None before the first."""
    past = [report for report in list_reports(plan) if report[1] < day]
    return past[-1] if past else None


def list_reports(plan: Plan) -> list[tuple[int, date]]:
    """List the reports of a plan: the quarter and the day it is due."""
    return [(number, find_report_due(plan, last)) for number, last in find_reported_quarters(plan)]


def find_moved_goals(
    outlooks: Iterable[Outlook], before: Mapping[str, Outlook]
) -> list[tuple[Outlook, GoalMove]]:
    """Find the goals of running plans that have moved: the longest moves first, then the heaviest goals."""
    found = []
    for now in outlooks:
        plan = now.score.plan
        if is_running(plan, now.score.facts.as_of) and plan.id in before:
            found += [(now, move) for move in find_moves(before[plan.id], now)]
    return sorted(found, key=_rank_move)


def _rank_move(found: tuple[Outlook, GoalMove]) -> tuple[Fraction, Fraction]:
    total, move = found[0].score.points, found[1]
    return -total.find_share(abs(move.points or Fraction(0))), -total.find_share(move.goal.weight)
