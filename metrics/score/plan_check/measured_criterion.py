"""A measured criterion as the plan check sees it: its target, and the comparable results of the years before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path, Quantity, Step, find_readings
from metrics.plan.model import Goal, Indicator, Plan
from metrics.plan.terms import Operator, Precision, Unit
from metrics.plan.window import Window
from metrics.score.comparability import find_parting_breaks
from metrics.score.plan_check.finding import FindingFigure, YearFigure
from metrics.score.quantities import Amount, read_amount
from metrics.score.reads import find_spans_read

YEARS_BACK = 3  # about as many as a plan's table shows; older results say little about what is ambitious now


@dataclass(frozen=True, slots=True)
class MeasuredCriterion:
    """A measured criterion: the value, its limit, and the operator that compares them; `year` is the goal's."""

    criterion: Criterion
    year: int
    value: Quantity
    limit: Quantity
    operator: Operator
    plan: Plan
    facts: Facts
    catalogue: Catalogue

    @property
    def names_period(self) -> bool:
        """Whether the plan names the year or period to read, so that no other year has a comparable reading."""
        return any(reading.period or reading.year for reading in find_readings(self.value))

    def list_earlier_results(self, years: int) -> list[tuple[int, Amount]]:
        """List the comparable results of so many years before the plan year, the newest first, each with its year."""
        known, year = [], self.plan.year
        for before in range(year - 1, year - 1 - years, -1):
            if not self.is_counted_alike(before):
                break
            found = self._read_amount(self.value, before)
            if found.value is not None and not found.running and self._ended_before_plan(found):
                known.append((before, found))
        return known

    def list_exact_results(self, years: int) -> list[tuple[int, Fraction]]:
        """List the comparable results that are known exactly, the newest first, each with its year."""
        return [
            (year, found.value)
            for year, found in self.list_earlier_results(years)
            if found.value is not None and found.precision is Precision.EXACT
        ]

    def find_earlier_result(self) -> tuple[int, Amount] | None:
        """Find the newest comparable result from before the plan year, with its year; None if there is none."""
        return next(iter(self.list_earlier_results(YEARS_BACK)), None)

    def is_counted_alike(self, year: int) -> bool:
        """Whether an earlier year used the same definition as the one in force when the plan year begins."""
        earlier = find_spans_read(self.value, Window.of(self.plan).at(year))
        return not find_parting_breaks(
            ((series, first, self.plan.start) for series, first, _ in earlier), self.facts
        )

    def read_target(self) -> Fraction | None:
        """Read the plan year's target; None unless it could be known before that year began."""
        found = self._read_amount(self.limit, self.plan.year)
        return found.value if self._ended_before_plan(found) else None

    def find_step(self, year: int) -> Step | None:
        """Find the step of the target path for a year; None without a path or without a step for the year."""
        return self.limit.step(year) if isinstance(self.limit, Path) else None

    @property
    def indicator(self) -> Indicator:
        """The measured indicator; the first one where a ratio is pooled from several."""
        first = next(find_readings(self.value))
        return self.catalogue.indicators[first.institution or self.plan.institution, first.indicator]

    @property
    def is_best_possible(self) -> bool:
        """Whether no target could be more ambitious: 100 percent, or zero where less is better."""
        target = self.read_target()
        if target is None:
            return False
        if self.operator.upward:
            return self.make_figure(target).unit is Unit.PERCENT and target >= 100
        return target <= 0

    def list_figures(self, results: Sequence[tuple[int, Fraction]]) -> list[YearFigure]:
        """List results as figures, the oldest first."""
        decimals = self.indicator.decimals
        return [YearFigure(year, self.make_figure(value, decimals)) for year, value in reversed(results)]

    def make_figure(self, value: Fraction, decimals: int | None = None) -> FindingFigure:
        """Make a figure of a value, in the unit of the criterion's measure."""
        return FindingFigure(value, next(find_readings(self.value)).unit or self.indicator.unit, decimals)

    def _ended_before_plan(self, found: Amount) -> bool:
        """Whether every period behind an amount had ended when the plan year began."""
        return all(given.observation.period.end < self.plan.start for given in found.inputs)

    def _read_amount(self, quantity: Quantity, year: int) -> Amount:
        return read_amount(quantity, Window.of(self.plan).at(year), self.facts, self.catalogue)


def find_measured_criterion(
    leaf: Criterion, goal: Goal, plan: Plan, facts: Facts, catalogue: Catalogue
) -> MeasuredCriterion | None:
    """View a leaf as a measured criterion; None for milestones, assessments and values that read no series."""
    test = leaf.measured
    if test is None or not any(find_readings(test.value)):
        return None
    year = goal.year or plan.year
    return MeasuredCriterion(leaf, year, test.value, test.limit, test.operator, plan, facts, catalogue)
