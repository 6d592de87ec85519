"""What a score is kept as when its plan is closed, and what has become known since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.facts.settlement import PartKind, SettledPart
from metrics.plan.catalogue import Catalogue
from metrics.score.scoring import CriterionScore, GoalScore, Score, score_plan
from metrics.score.settlements.kept_traces import write_trace
from metrics.status import Status


@dataclass(frozen=True, slots=True)
class LaterFact:
    """A test of which something else is known now than it was settled on."""

    settled: CriterionScore
    now: CriterionScore


@dataclass(frozen=True, slots=True)
class AfterSettlement:
    """What a settled plan would come to by all that is known now, and the tests that would be judged on other facts."""

    score: Score
    facts: tuple[LaterFact, ...]


def make_parts(score: Score) -> tuple[SettledPart, ...]:
    """Make the parts that a score is kept as: the total, and each goal followed by its criteria."""
    return tuple(_list_parts(score))


def list_open_goals(score: Score) -> list[str]:
    """List the numbers of the goals that count and are not decided."""
    return [
        goal.goal.number
        for goal in score.goals
        if goal.goal.scored and goal.status is not Status.WITHDRAWN and goal.outcome.credit is None
    ]


def awaits_settlement(score: Score) -> bool:
    """Tell whether a plan is closed on the score's day, and its settlement is still to be made."""
    closed = score.plan.closed
    return closed is not None and closed.on <= score.facts.as_of and score.settlement is None


def find_after_settlement(score: Score, catalogue: Catalogue) -> AfterSettlement | None:
    """Find what a settled plan would come to by what is known now; None for a plan that is not settled."""
    if score.settlement is None:
        return None
    now = score_plan(score.plan, score.facts.set_settlements_aside(), catalogue)
    pairs = zip(_list_leaves(score), _list_leaves(now), strict=True)
    return AfterSettlement(now, tuple(LaterFact(*pair) for pair in pairs if _is_other(*pair)))


def _list_leaves(score: Score) -> list[CriterionScore]:
    return [leaf for goal in score.goals for leaf in goal.leaves()]


def _is_other(settled: CriterionScore, now: CriterionScore) -> bool:
    return _read_told(settled) != _read_told(now)


def _read_told(leaf: CriterionScore) -> tuple[object, ...]:
    """Read what a test came to, and on what: its credit, its value and whether that is final, or what was said."""
    actual, said = (leaf.trace.actual, leaf.trace.said) if leaf.trace else (None, None)
    return (
        leaf.outcome.credit,
        actual and (actual.value, actual.settled),
        said and (said.kind, said.on, said.word),
    )


def _list_parts(score: Score) -> Iterator[SettledPart]:
    yield SettledPart(
        PartKind.TOTAL,
        "",
        *_read_bounds(score.outcome),
        secured=score.points.secured,
        open=score.points.open,
        lost=score.points.lost,
        word=score.word,
    )
    for goal in score.goals:
        yield _make_goal_part(goal)
        for criterion in goal.criteria:
            yield from _list_criterion_parts(criterion)


def _make_goal_part(goal: GoalScore) -> SettledPart:
    return SettledPart(
        PartKind.GOAL,
        goal.goal.number,
        *_read_bounds(goal.outcome),
        status=goal.status,
        secured=goal.points.secured,
        open=goal.points.open,
        lost=goal.points.lost,
    )


def _list_criterion_parts(found: CriterionScore) -> Iterator[SettledPart]:
    trace = write_trace(found.trace) if found.trace else None
    bounds = _read_bounds(found.outcome)
    yield SettledPart(PartKind.CRITERION, found.criterion.number, *bounds, status=found.status, trace=trace)
    for child in found.criteria:
        yield from _list_criterion_parts(child)


def _read_bounds(outcome: Outcome) -> tuple[Fraction, Fraction]:
    return outcome.least, outcome.most
