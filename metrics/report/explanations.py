"""Where a report asks for an explanation: a target is missed to date, a value jumps, an earlier figure is corrected.

The facts of an explanation follow from the numbers. Its cause is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from metrics.facts.facts import Observation
from metrics.facts.jumps import is_slip
from metrics.facts.schema import Result
from metrics.plan.model import Indicator
from metrics.report.lines import ReportLine
from metrics.report.supposed_facts import observe
from metrics.score.scoring import CriterionScore, Score

FEWEST_BEFORE = 4
"""A value is called a jump only beside at least so many earlier ones."""

FAR = 2
"""A jump is more than so many times the largest step the series has taken from one figure to the next."""


class ExplanationReason(StrEnum):
    """Why an explanation is asked for."""

    MISSED = "missed"
    JUMP = "jump"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class LineEffect:
    """What a figure does to a test that reads it: the test without it, and with it."""

    criterion: str
    goal: str
    before: CriterionScore
    after: CriterionScore


@dataclass(frozen=True, slots=True)
class LineFacts:
    """The numbers an explanation begins from: the figure, what stood before, and the effects on the tests.

    A figure `settles` a goal where the goal is decided by it, or was decided by the one that it corrects.
    """

    value: Fraction | None
    told: Fraction | None
    last: Fraction | None
    year_before: Fraction | None
    reasons: tuple[ExplanationReason, ...]
    effects: tuple[LineEffect, ...]
    settles: bool = False


def find_line_facts(line: ReportLine, made: Result, before: Score, after: Score) -> LineFacts:
    """Find what a figure means beside what is known; `after` is the score as if all that is typed were known."""
    assert line.figure is not None
    asked, indicator = line.figure, line.figure.indicator
    value = None if made.awaited else observe(made, after.facts.known_at).amount(indicator)
    earlier = [amount for one in asked.before if (amount := one.amount(indicator)) is not None]
    effects = tuple(find_effects(line, before, after))
    told = _read(asked.told, indicator)
    reasons = []
    if value is not None and any(_is_missed(effect) for effect in effects):
        reasons.append(ExplanationReason.MISSED)
    if value is not None and is_jump(value, earlier):
        reasons.append(ExplanationReason.JUMP)
    if asked.told and not asked.told.provisional and told is not None and value != told:
        reasons.append(ExplanationReason.CORRECTED)
    last = earlier[-1] if earlier else None
    settles = value is not None and _settles_goal(line, effects, before, after)
    return LineFacts(value, told, last, _read(asked.year_before, indicator), tuple(reasons), effects, settles)


def find_effects(line: ReportLine, before: Score, after: Score) -> Iterable[LineEffect]:
    """Find what a line does to each test that reads it."""
    earlier = {leaf.criterion.number: leaf for goal in before.goals for leaf in goal.leaves()}
    for goal in after.goals:
        for leaf in goal.leaves():
            number = leaf.criterion.number
            if number in line.criteria:
                yield LineEffect(number, goal.goal.number, earlier[number], leaf)


def _settles_goal(line: ReportLine, effects: Iterable[LineEffect], before: Score, after: Score) -> bool:
    """Whether a test that a figure decides decides its goal in turn, now or by the figure that is corrected."""
    assert line.figure is not None
    was_open = {goal.goal.number for goal in before.goals if goal.outcome.credit is None}
    decided = {goal.goal.number for goal in after.goals if goal.outcome.credit is not None}
    return any(
        effect.goal in decided
        and effect.after.outcome.credit is not None
        and (line.figure.told or (effect.goal in was_open and effect.before.outcome.credit is None))
        for effect in effects
    )


def is_jump(value: Fraction, earlier: Sequence[Fraction]) -> bool:
    """Whether a value is a slip of magnitude, or farther from the last than twice the largest step before it."""
    if is_slip(value, earlier):
        return True
    if len(earlier) < FEWEST_BEFORE:
        return False
    largest = max(abs(b - a) for a, b in pairwise(earlier))
    return largest > 0 and abs(value - earlier[-1]) > FAR * largest


def _is_missed(effect: LineEffect) -> bool:
    return effect.after.trace is not None and effect.after.trace.holds is False


def _read(seen: Observation | None, indicator: Indicator) -> Fraction | None:
    return seen.amount(indicator) if seen else None
