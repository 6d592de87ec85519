"""Part 2 of the annual table: which goals are analysed, the facts that follow from the numbers, and what is written.

The facts say how far a goal was missed. Why is never guessed: the institution writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from metrics.report.draft_fields import ReportDraft
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import Trend
from metrics.status import Status


class AnalysisField(StrEnum):
    """What the institution writes about a goal that is analysed."""

    WHY = "why"
    EVENTS = "events"
    EXTERNAL = "external"


CHOSEN = "chosen"
"""The field that says that a goal is analysed although it was met."""
YES = "ja"
_DRAFTED = "annual"
_LINE = "goal:"

Texts = Mapping[str, Mapping[AnalysisField, str]]
"""What is written, by goal and field; nothing empty."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What the numbers say of a test: how far it is from its target, in the unit it is measured in, and the days late.

    Each is None where the numbers do not say it. `before` is the result of the year before.
    """

    found: CriterionScore
    shortfall: Fraction | None = None
    days_late: int | None = None
    before: Fraction | None = None

    @property
    def missed(self) -> bool:
        """Whether the test is decided, and not in full."""
        credit = self.found.outcome.credit
        return credit is not None and credit < 1


def name_draft(year: int | None) -> str:
    """Name what a draft of the analysis stands under, where that of a report stands under its quarter."""
    return f"{_DRAFTED} {year}" if year else _DRAFTED


def make_line(goal: str) -> str:
    """Make the key of a goal's line in a draft."""
    return f"{_LINE}{goal}"


def is_analysed_by_itself(goal: GoalScore) -> bool:
    """Tell whether a goal has to be analysed: it counts, and it is not met in full."""
    return goal.goal.scored and goal.status is not Status.WITHDRAWN and goal.outcome.credit != 1


def find_analysed(score: Score, chosen: Collection[str]) -> tuple[str, ...]:
    """Find the goals that are analysed, in the plan's order: those that are not met, and those that were chosen."""
    numbers = (
        goal.goal.number for goal in score.goals if is_analysed_by_itself(goal) or goal.goal.number in chosen
    )
    return tuple(numbers)


def find_chosen(draft: ReportDraft, goals: Iterable[str]) -> frozenset[str]:
    """Find the goals that the institution has chosen to analyse."""
    return frozenset(goal for goal in goals if draft.get(make_line(goal), CHOSEN) == YES)


def read_texts(draft: ReportDraft, goals: Iterable[str]) -> Texts:
    """Read what is written about some goals."""
    found = {
        goal: {field: text for field in AnalysisField if (text := draft.get(make_line(goal), field))}
        for goal in goals
    }
    return {goal: texts for goal, texts in found.items() if texts}


def find_part_facts(leaf: CriterionScore, trend: Trend | None, year: int) -> PartFacts:
    """Find what the numbers say of a test of a year's plan."""
    return PartFacts(leaf, _find_shortfall(leaf), _count_days_late(leaf), _find_before(trend, year))


def _find_shortfall(leaf: CriterionScore) -> Fraction | None:
    """Find how far a test that does not hold is from its target; of a budget, how far outside of the tolerance."""
    trace = leaf.trace
    if trace is None or trace.holds is not False or trace.actual is None or trace.target is None:
        return None
    measured = trace.actual.value if trace.distance is None else trace.distance
    if measured is None or trace.target.value is None:
        return None
    return abs(measured - trace.target.value)


def _count_days_late(leaf: CriterionScore) -> int | None:
    """Count the days a milestone was done after its day; None where it was in time, or is not done."""
    milestone, said = leaf.criterion.milestone, leaf.trace.said if leaf.trace else None
    if milestone is None or said is None or said.on <= milestone.due or leaf.outcome.credit is None:
        return None
    return (said.on - milestone.due).days


def _find_before(trend: Trend | None, year: int) -> Fraction | None:
    if trend is None:
        return None
    return next((point.amount.value for point in trend.results if point.year == year - 1), None)
