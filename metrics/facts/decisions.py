"""Decisions about a score. Each is recorded beside the computed value, which it never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from metrics.errors import Problem
from metrics.plan.model import Plan
from metrics.plan.terms import find_text_problems


class DecisionKind(StrEnum):
    """What is decided: that a near miss counts as met, another total, a deviation accepted for a time, or the pay."""

    NEAR_MISS = "near_miss"
    TOTAL = "total"
    DEVIATION = "accepted_deviation"
    PAY = "pay"
    REVOKED = "revoked"


OF_A_GOAL = frozenset({DecisionKind.NEAR_MISS, DecisionKind.DEVIATION})
WITH_FIGURE = frozenset({DecisionKind.TOTAL, DecisionKind.PAY})


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a plan, by whom, when and why. `points` are points of a total, or percent of a salary.

    `revokes` is the number of the decision that is revoked. `number` is assigned by the database.
    """

    plan: str
    kind: DecisionKind
    on: date
    by: str
    reason: str
    goal: str | None = None
    points: Decimal | None = None
    until: date | None = None
    revokes: int | None = None
    recorded_at: datetime | None = None
    number: int = 0

    def accepts(self, goal: str, day: date) -> bool:
        """Return whether the decision accepts that a goal is off course on a day."""
        if self.kind is not DecisionKind.DEVIATION or self.goal != goal:
            return False
        return self.until is not None and day <= self.until


def find_standing_decisions(
    decisions: Iterable[Decision], *, as_of: date, known_at: datetime
) -> dict[str, tuple[Decision, ...]]:
    """Find the decisions on each plan that stand at a moment, in the order recorded."""
    known = [d for d in decisions if d.recorded_at and d.recorded_at <= known_at and d.on <= as_of]
    revoked = {d.revokes for d in known if d.revokes}
    found: dict[str, tuple[Decision, ...]] = {}
    for decision in known:
        if decision.kind is not DecisionKind.REVOKED and decision.number not in revoked:
            found[decision.plan] = (*found.get(decision.plan, ()), decision)
    return found


def select_told(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Select the decisions that every reader of a plan is told: what is paid is for those alone who decide on it."""
    return tuple(one for one in decisions if one.kind is not DecisionKind.PAY)


def find_latest(
    decisions: Sequence[Decision], kind: DecisionKind, plan: Plan, as_of: date
) -> Decision | None:
    """Return the last total or pay decided on a plan, which is the one that counts on a day; None if none does."""
    of_kind = (d for d in reversed(decisions) if d.kind is kind)
    return next((d for d in of_kind if not find_lapse(d, plan, as_of)), None)


def find_lapse(decision: Decision, plan: Plan, as_of: date = date.max) -> date | None:
    """Return the day on which a decided total or pay stopped counting, as the plan was opened again; None if none."""
    opened = (one.on for one in plan.reopenings if decision.on < one.on <= as_of)
    return next(opened, None) if decision.kind in WITH_FIGURE else None


def find_near_misses(decisions: Iterable[Decision]) -> dict[str, Fraction]:
    """Return the credit of each goal decided to be a near miss: full credit."""
    return {d.goal: Fraction(1) for d in decisions if d.kind is DecisionKind.NEAR_MISS and d.goal}


def find_decision_problems(
    decision: Decision,
    plan: Plan,
    credits: dict[str, Fraction | None],
    stands: Sequence[Decision],
    today: date,
) -> list[Problem]:
    """Find everything that is wrong with a decision. `credits` holds each goal's computed credit, None while open."""
    return [
        *_told(decision),
        *_time(decision, plan, stands, today),
        *_goal(decision, plan, credits),
        *_figure(decision, plan),
        *_revoked(decision, stands),
    ]


def strip_decision(decision: Decision) -> Decision:
    """Strip the spaces around the decision's texts."""
    return replace(decision, by=decision.by.strip(), reason=decision.reason.strip())


def _told(decision: Decision) -> Iterator[Problem]:
    for name in ("by", "reason"):
        yield from find_text_problems(getattr(decision, name), name)


def _time(decision: Decision, plan: Plan, stands: Sequence[Decision], today: date) -> Iterator[Problem]:
    if not plan.locked:
        yield Problem("before_signing", "plan", {"stage": plan.stage})
    elif plan.closed and not _follows_closing(decision, stands):
        yield Problem("plan_closed", "plan", {"key": plan.id, "day": plan.closed.on})
    if decision.on > today:
        yield Problem("day_to_come", "on", {"day": decision.on})
    elif decision.on < plan.counts_from:
        yield Problem("dates_out_of_order", "on", {"first": plan.counts_from, "second": decision.on})
    if (decision.kind is DecisionKind.DEVIATION) != (decision.until is not None):
        yield Problem("only_for", "until", {"kind": DecisionKind.DEVIATION})
    elif decision.until and decision.until < decision.on:
        yield Problem("dates_out_of_order", "until", {"first": decision.on, "second": decision.until})


def _follows_closing(decision: Decision, stands: Sequence[Decision]) -> bool:
    """Whether it may be decided about a closed plan: its total and the pay are, once it has been settled."""
    revoked = next((d.kind for d in stands if d.number == decision.revokes), None)
    return (revoked or decision.kind) in WITH_FIGURE


def _goal(decision: Decision, plan: Plan, credits: dict[str, Fraction | None]) -> Iterator[Problem]:
    needed = decision.kind in OF_A_GOAL
    if needed != (decision.goal is not None):
        yield Problem("only_for", "goal", {"kind": sorted(OF_A_GOAL)})
    elif decision.goal is not None and decision.goal not in credits:
        allowed = [goal.number for goal in plan.goals]
        yield Problem("goal_unknown", "goal", {"value": decision.goal, "allowed": allowed})
    elif decision.goal is not None:
        credit = credits[decision.goal]
        if decision.kind is DecisionKind.NEAR_MISS and (credit is None or credit == 1):
            yield Problem("nothing_missed" if credit else "not_decided_yet", "goal", {"value": decision.goal})
        if decision.kind is DecisionKind.DEVIATION and credit is not None:
            yield Problem("decided_already", "goal", {"value": decision.goal})


def _figure(decision: Decision, plan: Plan) -> Iterator[Problem]:
    if (decision.kind in WITH_FIGURE) != (decision.points is not None):
        yield Problem("only_for", "points", {"kind": sorted(WITH_FIGURE)})
        return
    if decision.kind is DecisionKind.PAY and plan.pay is None:
        yield Problem("pay_unknown", "plan", {"key": plan.id})
        return
    most = plan.pay.highest if decision.kind is DecisionKind.PAY and plan.pay else plan.scoring.possible
    if decision.points is not None and not 0 <= decision.points <= most:
        yield Problem("between", "points", {"least": 0, "most": most})


def _revoked(decision: Decision, stands: Sequence[Decision]) -> Iterator[Problem]:
    if (decision.kind is DecisionKind.REVOKED) != (decision.revokes is not None):
        yield Problem("only_for", "revokes", {"kind": DecisionKind.REVOKED})
    elif decision.revokes is not None and decision.revokes not in {d.number for d in stands}:
        allowed = [str(d.number) for d in stands]
        yield Problem("decision_unknown", "revokes", {"value": decision.revokes, "allowed": allowed})
