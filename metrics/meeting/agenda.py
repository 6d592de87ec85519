"""The agenda of a meeting: the goals there is something to say of, most points at stake first, and the quiet ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from metrics.facts.decisions import DecisionKind
from metrics.followup.changes import GoalMove, find_moves
from metrics.followup.commitments import find_accepted_until
from metrics.followup.deadlines import Deadline, Duty, find_deadlines, select_deadlines
from metrics.followup.outlook import Outlook
from metrics.followup.owed_rows import list_quarters
from metrics.followup.risk import Flag, RiskRule
from metrics.followup.thresholds import Thresholds
from metrics.periods import Period, add_months
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore, Score
from metrics.score.tests import find_report_due
from metrics.status import Status
from metrics.whatif.headline import Headline, find_enough, find_headline
from metrics.whatif.pivotal import Pivot, find_pivots

HELD_AFTER = timedelta(days=42)
"""A meeting is held at the latest so long after its quarter: the next one is ahead until then."""
PIVOTAL = 0.25
"""A goal is pivotal where the total wanted is so much likelier with it met than with it missed."""


class AgendaReason(StrEnum):
    """Why a goal is on the agenda. A goal with several is told by all of them, in this order."""

    WORSE = "worse"
    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    DUE = "due"
    ENDING = "ending"
    ENDED = "ended"
    DISAGREEMENT = "disagreement"
    PIVOTAL = "pivotal"
    LOST = "lost"


_GRAVITY = {
    Status.ACCEPTED_DEVIATION: 1,
    Status.AWAITING_CONFIRMATION: 1,
    Status.PARTLY_MET: 1,
    Status.AT_RISK: 2,
    Status.OVERDUE_DATA: 2,
    Status.NOT_MET: 3,
    Status.OUT_OF_REACH: 3,
}
"""How grave a status is beside another; those that are left out are of no concern."""
_OWED = frozenset({Status.OVERDUE_DATA, Status.AWAITING_CONFIRMATION})
_GONE = frozenset({Status.NOT_MET, Status.OUT_OF_REACH})
_DUE_DUTIES = frozenset({Duty.MILESTONE, Duty.CONFIRMATION, Duty.ASSESSMENT})


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A goal on the agenda: why, what is at stake as a share of its plan's points, and how it has moved.

    `due` is the next thing of it that is due before the next meeting.
    """

    outlook: Outlook
    goal: GoalScore
    reasons: tuple[AgendaReason, ...]
    flags: tuple[Flag, ...]
    move: GoalMove | None = None
    due: Deadline | None = None

    @property
    def plan(self) -> Plan:
        """The plan of the goal."""
        return self.outlook.score.plan

    @property
    def stake(self) -> Fraction:
        """The share of its plan's points that can still be earned or lost with it."""
        return self.outlook.score.points.find_share(self.goal.points.open)


@dataclass(frozen=True, slots=True)
class PlanAtMeeting:
    """A plan as a meeting sees it: its headline, counted from `since`, and the goals that have moved.

    That is the day the report about the quarter before the meeting's was due, the `counted` one: what the last meeting
    had. It is another than the latest report, of which the plan's own page counts.
    `pivots` say what the total comes to with each open goal met, and with it missed; none for a year that is over.
    """

    outlook: Outlook
    headline: Headline
    since: date | None
    moves: tuple[GoalMove, ...]
    pivots: tuple[Pivot, ...] = ()
    counted: Period | None = None

    def find_pivot(self, goal: str) -> Pivot | None:
        """Find what the total comes to with and without a goal."""
        return next((one for one in self.pivots if one.number == goal), None)


@dataclass(frozen=True, slots=True)
class MeetingView:
    """What a meeting is shown: its plans, its agenda, and the goals without remarks."""

    plans: tuple[PlanAtMeeting, ...]
    items: tuple[AgendaItem, ...]
    quiet: tuple[tuple[Outlook, GoalScore], ...]

    def find_plan(self, plan: str) -> PlanAtMeeting:
        """Find a plan of the meeting."""
        return next(one for one in self.plans if one.outlook.score.plan.id == plan)

    def find_item(self, plan: str, goal: str) -> AgendaItem | None:
        """Find a goal on the agenda."""
        return next(
            (one for one in self.items if (one.plan.id, one.goal.goal.number) == (plan, goal)),
            None,
        )


def select_meeting_plans(plans: Iterable[Plan], quarter: Period) -> list[Plan]:
    """Select the signed plans whose time a quarter is of, by institution."""
    found = (plan for plan in plans if plan.locked and plan.start <= quarter.end <= plan.end)
    return sorted(found, key=lambda plan: (plan.institution, plan.start, plan.id))


def find_counted_from(plan: Plan, quarter: Period) -> date | None:
    """Find the day from which a meeting counts what has moved: when the report before its quarter's was due."""
    before = quarter.start - timedelta(days=1)
    return find_report_due(plan, before) if before >= plan.start else None


def find_counted_quarter(plan: Plan, quarter: Period) -> Period | None:
    """Find the quarter whose report that is: the one before, or that which a rarer report covers it with."""
    if find_counted_from(plan, quarter) is None:
        return None
    return next((one for one in list_quarters(plan) if one.end >= quarter.start - timedelta(days=1)), None)


def find_next_meeting(quarter: Period) -> date:
    """Find the day by which the meeting after a quarter's is held."""
    after = add_months(quarter.end + timedelta(days=1), 3) - timedelta(days=1)
    return after + HELD_AFTER


def view_meeting(
    outlooks: Sequence[Outlook],
    quarter: Period,
    read_before: Callable[[date], Mapping[str, Outlook]],
    find_thresholds: Callable[[Plan], Thresholds],
) -> MeetingView:
    """View what a meeting about a quarter is shown; `read_before` gives the plans as they stood on an earlier day."""
    ahead = find_next_meeting(quarter)
    plans, items, quiet = [], [], []
    for outlook in outlooks:
        plan = outlook.score.plan
        since = find_counted_from(plan, quarter)
        before = read_before(since).get(plan.id) if since else None
        moves = tuple(find_moves(before, outlook)) if before else ()
        satisfactory = Fraction(find_thresholds(plan).satisfactory)
        headline = find_headline(outlook.score, satisfactory, before.score if before else None)
        pivots = _find_pivots(outlook.score, find_enough(outlook.score, satisfactory))
        plans.append(
            PlanAtMeeting(outlook, headline, since, moves, pivots, find_counted_quarter(plan, quarter))
        )
        owed = find_deadlines([outlook.score], outlook.score.facts.as_of, find_thresholds)
        pivotal = {pivot.number for pivot in pivots if pivot.difference >= PIVOTAL}
        for goal in outlook.score.goals:
            item = _make_item(outlook, goal, moves, owed, (since or plan.start, ahead))
            if goal.goal.number in pivotal:
                reasons = sorted({*item.reasons, AgendaReason.PIVOTAL}, key=list(AgendaReason).index)
                item = AgendaItem(outlook, goal, tuple(reasons), item.flags, item.move, item.due)
            if item.reasons:
                items.append(item)
            else:
                quiet.append((outlook, goal))
    return MeetingView(tuple(plans), tuple(sorted(items, key=_rank_item)), tuple(quiet))


def _make_item(
    outlook: Outlook,
    goal: GoalScore,
    moves: Sequence[GoalMove],
    owed: Sequence[Deadline],
    between: tuple[date, date],
) -> AgendaItem:
    """Make the item of a goal; `between` are the day that is counted from, and the day of the next meeting."""
    since, ahead = between
    number, as_of = goal.goal.number, outlook.score.facts.as_of
    move = next((one for one in moves if one.goal.goal.number == number), None)
    due = [
        one for one in select_deadlines(owed, as_of, ahead) if one.goal == number and one.duty in _DUE_DUTIES
    ]
    flags = outlook.of_goal(number)
    found = {
        AgendaReason.WORSE: move is not None and is_worse(move),
        AgendaReason.OVERDUE: goal.status in _OWED,
        AgendaReason.AT_RISK: goal.status is Status.AT_RISK,
        AgendaReason.DUE: bool(due),
        AgendaReason.ENDING: _ends_by(outlook, goal, ahead),
        AgendaReason.ENDED: _has_ended(outlook, goal, since),
        AgendaReason.DISAGREEMENT: any(flag.rule is RiskRule.DISAGREEMENT for flag in flags),
        AgendaReason.LOST: goal.status in _GONE,
    }
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return AgendaItem(outlook, goal, reasons, flags, move, next(iter(due), None))


def is_worse(move: GoalMove) -> bool:
    """Tell whether a goal has become graver, or less is expected of it while it is no better."""
    before, now = _GRAVITY.get(move.before, 0), _GRAVITY.get(move.goal.status, 0)
    return now > before or (now == before and move.points is not None and move.points < 0)


def _ends_by(outlook: Outlook, goal: GoalScore, ahead: date) -> bool:
    """Tell whether a deviation that was accepted ends before the next meeting, so that the goal is judged again."""
    until = find_accepted_until(outlook.score, goal)
    return until is not None and until <= ahead


def _has_ended(outlook: Outlook, goal: GoalScore, since: date) -> bool:
    """Tell whether a deviation that was accepted has ended since a day, while the goal is still open."""
    until = find_last_accepted(outlook, goal)
    is_open = goal.outcome.credit is None and goal.status is not Status.ACCEPTED_DEVIATION
    return until is not None and is_open and since <= until < outlook.score.facts.as_of


def find_last_accepted(outlook: Outlook, goal: GoalScore) -> date | None:
    """Find the last day on which a goal was accepted to be off course; None where it never was."""
    said = outlook.score.facts.decisions.get(outlook.score.plan.id, ())
    own = (one for one in said if one.kind is DecisionKind.DEVIATION and one.goal == goal.goal.number)
    return max((one.until for one in own if one.until), default=None)


def _find_pivots(score: Score, enough: Fraction) -> tuple[Pivot, ...]:
    return () if score.is_over or not score.totalled else find_pivots(score, enough)


def _rank_item(item: AgendaItem) -> tuple[Fraction, date, str, int]:
    """Rank by the points at stake, then by what is due first; goals alike in both keep their plan's order."""
    due = min([flag.due for flag in item.flags] + ([item.due.due] if item.due else []), default=date.max)
    order = [goal.goal.number for goal in item.outlook.score.goals]
    return -item.stake, due, item.plan.id, order.index(item.goal.goal.number)


def list_reasons(items: Iterable[AgendaItem]) -> Iterator[tuple[str, str, tuple[AgendaReason, ...]]]:
    """List the agenda as plan, goal and reasons."""
    return ((item.plan.id, item.goal.goal.number, item.reasons) for item in items)
