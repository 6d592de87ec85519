"""Scores a plan by its own rule on what was known at a moment, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from metrics.model import Compare, Criterion, Goal, Grading, Plan, Within
from metrics.outcome import BINARY, Evaluation, Grade, Node, Outcome, Points, Rule, evaluate, points
from metrics.periods import Frequency, spans
from metrics.readings import Amount, Catalogue, Facts, Happened, Owed, Window, amount
from metrics.schema import EventKind
from metrics.status import Status
from metrics.terms import Operator, Weights

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed by a day: a value, a milestone or an assessment (`owed` is None for the last two)."""

    on: date
    owed: Owed | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a test came out as it did: the amounts it read, what was said of it, and what is owed.

    `holds` is the comparison on the values at hand, also when they are provisional; None where one is missing.
    For `within`, `target` is the tolerance and `reference` what the value is measured from.
    """

    actual: Amount | None = None
    target: Amount | None = None
    reference: Amount | None = None
    distance: Fraction | None = None
    holds: bool | None = None
    said: Happened | None = None
    waits_for: str | None = None
    due: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion with its outcome. A leaf has a trace, a group has criteria."""

    criterion: Criterion
    outcome: Outcome
    status: Status
    trace: Trace | None
    criteria: tuple[CriterionScore, ...] = ()

    def leaves(self) -> Iterator[CriterionScore]:
        """Every test at or below, in the plan's order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class GoalScore:
    """A goal with its outcome and its points; a goal outside the score has a weight of zero."""

    goal: Goal
    weight: Fraction
    outcome: Outcome
    points: Points
    status: Status
    criteria: tuple[CriterionScore, ...]

    def leaves(self) -> Iterator[CriterionScore]:
        """Every test of the goal, in the plan's order."""
        for criterion in self.criteria:
            yield from criterion.leaves()


@dataclass(frozen=True, slots=True)
class Score:
    """A plan's score at a moment: points out of `points.possible`, goal by goal."""

    plan: Plan
    facts: Facts
    goals: tuple[GoalScore, ...]
    outcome: Outcome
    points: Points

    def goal(self, number: str) -> GoalScore:
        """The score of the goal with this number; KeyError where there is none."""
        for goal in self.goals:
            if goal.goal.number == number:
                return goal
        raise KeyError(number)


def score(plan: Plan, facts: Facts, catalogue: Catalogue) -> Score:
    """Score a plan on the facts known at a moment."""
    traces = {
        leaf.number: _trace(leaf, plan, facts, catalogue) for goal in plan.goals for leaf in goal.leaves()
    }
    outcomes = {number: outcome for number, (outcome, _) in traces.items()}
    possible = Fraction(plan.scoring.possible)
    weights = _weights(plan)
    goals = []
    for goal in plan.goals:
        evaluation = evaluate(_node(goal), outcomes)
        criteria = tuple(
            _criterion(c, e, traces, plan, facts.as_of)
            for c, e in zip(goal.criteria, evaluation.children, strict=True)
        )
        weight = weights.get(goal.number, Fraction(0)) * possible
        earned = points(evaluation.outcome, weight)
        status = _status(
            evaluation.outcome, [leaf for c in criteria for leaf in c.leaves()], plan, facts.as_of
        )
        goals.append(GoalScore(goal, weight, evaluation.outcome, earned, status, criteria))
    scored = [goal for goal in goals if goal.weight]
    total = evaluate(_total(scored), {goal.goal.number: goal.outcome for goal in scored}).outcome
    return Score(plan, facts, tuple(goals), total, points(total, possible))


def report_due(plan: Plan, end: date) -> date:
    """When the report that covers a span ending on `end` is due: some days after the next reported quarter."""
    quarters = spans(plan.start, plan.end, Frequency.QUARTER)
    ends = [last for number, (_, last) in enumerate(quarters) if number % 4 + 1 in plan.reporting.quarters]
    return next((last for last in ends if last >= end), end) + timedelta(days=plan.reporting.days)


def _weights(plan: Plan) -> dict[str, Fraction]:
    """Each scored goal's share of the total; they add to 1."""
    scored = [goal for goal in plan.goals if goal.scored]
    equal = plan.scoring.weights is Weights.EQUAL
    given = {g.number: Fraction(1) if equal else Fraction(g.weight or 0) for g in scored}
    whole = sum(given.values(), Fraction(0))
    return {number: weight / whole for number, weight in given.items()}


def _total(goals: Sequence[GoalScore]) -> Node:
    leaves = tuple(Node(goal.goal.number) for goal in goals)
    return Node(TOTAL, Rule.SUM, leaves, tuple(goal.weight for goal in goals))


def _node(part: Goal | Criterion) -> Node:
    """The tree of a goal or criterion. A goal is binary unless it says otherwise."""
    grade = _grade(part.grade) if part.grade else BINARY if isinstance(part, Goal) else None
    return Node(
        part.number if not isinstance(part, Goal) else f"goal {part.number}",
        part.rule,
        tuple(_node(child) for child in part.criteria),
        tuple(Fraction(child.weight) for child in part.criteria),
        part.k or 1,
        grade,
    )


def _grade(grading: Grading) -> Grade:
    return Grade(tuple((Fraction(p.at), Fraction(p.earns)) for p in grading.points), grading.linear)


def _criterion(
    criterion: Criterion,
    evaluation: Evaluation,
    traces: Mapping[str, tuple[Outcome, Trace]],
    plan: Plan,
    as_of: date,
) -> CriterionScore:
    if not criterion.criteria:
        trace = traces[criterion.number][1]
        status = _leaf_status(evaluation.outcome, trace, as_of)
        return CriterionScore(criterion, evaluation.outcome, status, trace)
    children = tuple(
        _criterion(c, e, traces, plan, as_of)
        for c, e in zip(criterion.criteria, evaluation.children, strict=True)
    )
    status = _status(evaluation.outcome, [leaf for c in children for leaf in c.leaves()], plan, as_of)
    return CriterionScore(criterion, evaluation.outcome, status, None, children)


def _leaf_status(outcome: Outcome, trace: Trace, as_of: date) -> Status:
    if outcome.credit is not None:
        return _decided(outcome.credit)
    if any(due.on < as_of for due in trace.due):
        return Status.OVERDUE_DATA
    return Status.NOT_DUE if trace.due else Status.UNKNOWN


def _status(outcome: Outcome, leaves: Sequence[CriterionScore], plan: Plan, as_of: date) -> Status:
    """The first that fits, in the order of the design: decided, owed and late, not due, cannot be judged."""
    undecided = [leaf for leaf in leaves if leaf.outcome.credit is None]
    if outcome.credit is not None:
        lost_early = not outcome.credit and undecided and as_of <= plan.end
        return Status.OUT_OF_REACH if lost_early else _decided(outcome.credit)
    found = {leaf.status for leaf in undecided}
    return next(s for s in (Status.OVERDUE_DATA, Status.NOT_DUE, Status.UNKNOWN) if s in found)


def _decided(credit: Fraction) -> Status:
    if credit == 1:
        return Status.MET
    return Status.PARTLY_MET if credit else Status.NOT_MET


def _trace(leaf: Criterion, plan: Plan, facts: Facts, catalogue: Catalogue) -> tuple[Outcome, Trace]:
    if isinstance(test := leaf.compare or leaf.within, Compare | Within):
        trace = measured(test, plan, Window.of(plan), facts, catalogue)
        return _measured_outcome(trace), trace
    if leaf.milestone:
        return _milestone(leaf, plan, facts)
    said = facts.events.get((plan.id, leaf.number))
    if said and said.kind is not EventKind.CLAIMED:
        return Outcome.settled(int(said.kind is EventKind.MET)), Trace(said=said)
    assert leaf.assessed is not None
    return Outcome.unknown(), Trace(said=said, due=(Due(leaf.assessed.due),))


def measured(test: Compare | Within, plan: Plan, window: Window, facts: Facts, catalogue: Catalogue) -> Trace:
    """The trace of a measured test in the window's year, which may be another than the plan's."""
    actual = amount(test.value, window, facts, catalogue)
    if isinstance(test, Compare):
        target = amount(test.target, window, facts, catalogue)
        reference, distance = None, None
        holds = _compared(actual.value, test.operator, target.value)
    else:
        reference = amount(test.reference, window, facts, catalogue)
        target = amount(test.tolerance, window, facts, catalogue)
        distance = _distance(actual.value, reference.value, relative=test.relative)
        holds = _compared(distance, Operator.AT_MOST, target.value)
    sides = [side for side in (actual, reference, target) if side]
    due = {Due(report_due(plan, owed.end), owed) for side in sides for owed in side.owed}
    return Trace(
        actual,
        target,
        reference,
        distance,
        holds=None if any(side.running for side in sides) else holds,
        due=tuple(sorted(due, key=lambda d: (d.on, str(d.owed)))),
    )


def _measured_outcome(trace: Trace) -> Outcome:
    sides: Iterable[Amount | None] = (trace.actual, trace.reference, trace.target)
    settled = all(side.settled for side in sides if side)
    return Outcome.settled(int(trace.holds)) if settled and trace.holds is not None else Outcome.unknown()


def _compared(left: Fraction | None, operator: Operator, right: Fraction | None) -> bool | None:
    if left is None or right is None:
        return None
    return {
        Operator.AT_LEAST: left >= right,
        Operator.AT_MOST: left <= right,
        Operator.ABOVE: left > right,
        Operator.BELOW: left < right,
        Operator.EQUAL: left == right,
    }[operator]


def _distance(value: Fraction | None, reference: Fraction | None, *, relative: bool) -> Fraction | None:
    """How far the value is from the reference; in percent of the reference where the tolerance is relative."""
    if value is None or reference is None or (relative and not reference):
        return None
    return abs(value - reference) / abs(reference) * 100 if relative else abs(value - reference)


def _milestone(leaf: Criterion, plan: Plan, facts: Facts) -> tuple[Outcome, Trace]:
    """Done by its day and confirmed. It cannot be full before the milestone it depends on is done."""
    assert leaf.milestone is not None
    said = facts.events.get((plan.id, leaf.number))
    before = leaf.milestone.depends_on
    first = facts.events.get((plan.id, before)) if before else None
    waits_for = before if before and not (first and first.kind is EventKind.MET) else None
    if said and said.kind is EventKind.NOT_MET:
        return Outcome.settled(0), Trace(said=said)
    if said and said.kind is EventKind.MET and not waits_for:
        return Outcome.settled(int(said.on <= leaf.milestone.due)), Trace(said=said)
    return Outcome.unknown(), Trace(said=said, waits_for=waits_for, due=(Due(leaf.milestone.due),))
