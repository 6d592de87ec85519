"""How the yearly targets of a development plan stand: year by year against the result and against yearly plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.direction.direction_plan import Direction
from metrics.direction.yearly_target import YearlyTarget
from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.model import Goal, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.trend_axis import find_axis
from metrics.plan.window import Window
from metrics.score.quantities import Amount, read_amount
from metrics.score.tests import Trace, measure_test
from metrics.score.trend import Trend, find_trend
from metrics.status import Status


class Agreement(StrEnum):
    """How a yearly plan's target stands to that of the development plan for the same year."""

    SAME = "same"
    OTHER_TARGET = "other_target"
    OTHER_MEASURE = "other_measure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class YearlyAim:
    """A goal of a yearly plan that measures the series of a yearly target, with its own target for that year."""

    plan: Plan
    goal: Goal
    criterion: Criterion
    amount: Amount
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class TargetYear:
    """One year of a yearly target: the result and the target, and what yearly plans ask for in that year."""

    target: YearlyTarget
    year: int
    trace: Trace
    aims: tuple[YearlyAim, ...]

    @property
    def status(self) -> Status:
        """Met or not met once the year's figure is final; until the year is over not due, then not to be judged."""
        trace = self.trace
        if trace.settled and trace.holds is not None:
            return Status.MET if trace.holds else Status.NOT_MET
        return Status.UNKNOWN if trace.ended else Status.NOT_DUE


def make_contract(direction: Direction) -> Plan:
    """Make the yearly targets as the goals of a plan, to be read and judged as such; it is never kept or scored."""
    goals = (Goal(number=one.number, title=one.title, criteria=(one.criterion,)) for one in direction.targets)
    return Plan.model_construct(
        id=direction.id,
        title=direction.title,
        institution=direction.institution,
        department=direction.department,
        start=direction.start,
        end=direction.end,
        document_date=direction.document_date,
        source=direction.source,
        goals=tuple(goals),
    )


def find_target_years(
    direction: Direction, plans: Iterable[Plan], facts: Facts, catalogue: Catalogue
) -> list[TargetYear]:
    """Find every year of every yearly target, in the document's order, as known in the facts.

    `plans` are the yearly plans that may measure the same series.
    """
    contract, own = make_contract(direction), list(plans)
    return [
        TargetYear(
            target,
            year,
            measure_test(_get_test(target), contract, Window.of(contract).at(year), facts, catalogue),
            tuple(_find_aims(target, year, contract, own, facts, catalogue)),
        )
        for target in direction.targets
        for year in target.years
    ]


def find_target_trend(
    direction: Direction, target: YearlyTarget, facts: Facts, catalogue: Catalogue
) -> Trend | None:
    """Find the course of a yearly target's series, judged by the development plan's targets alone."""
    return find_trend(make_contract(direction), target.criterion, (), facts, catalogue)


def find_aimed_at(
    directions: Iterable[Direction], plan: Plan, goal: str, facts: Facts, catalogue: Catalogue
) -> list[tuple[Direction, TargetYear, YearlyAim]]:
    """Find the years of development plans' targets that are for the same series and year as a yearly goal."""
    return [
        (direction, one, aim)
        for direction in directions
        if direction.institution == plan.institution
        for one in find_target_years(direction, [plan], facts, catalogue)
        for aim in one.aims
        if aim.goal.number == goal
    ]


def _find_aims(
    target: YearlyTarget,
    year: int,
    contract: Plan,
    plans: Sequence[Plan],
    facts: Facts,
    catalogue: Catalogue,
) -> Iterator[YearlyAim]:
    wanted = read_amount(_get_test(target).target, Window.of(contract).at(year), facts, catalogue)
    axis = find_axis(target.criterion, contract.institution)
    for plan in sorted(plans, key=_get_start):
        if plan.institution != contract.institution:
            continue
        windows = derive_structure(plan).windows
        for goal in plan.goals:
            if goal.is_withdrawn(facts.as_of):
                continue
            for leaf in goal.leaves():
                there = find_axis(leaf, plan.institution)
                if there and axis and there.series == axis.series and windows[leaf.number].year == year:
                    test = leaf.measured
                    assert test is not None
                    amount = read_amount(test.limit, windows[leaf.number], facts, catalogue)
                    yield YearlyAim(plan, goal, leaf, amount, _compare(target, wanted, leaf, amount))


def _compare(target: YearlyTarget, wanted: Amount, criterion: Criterion, amount: Amount) -> Agreement:
    test = criterion.measured
    # Two targets can be held against each other only where the same number is held against both.
    if not isinstance(test, Compare) or test.value != target.value:
        return Agreement.OTHER_MEASURE
    if amount.value is None or wanted.value is None:
        return Agreement.UNKNOWN
    same = (amount.value, test.operator) == (wanted.value, target.operator)
    return Agreement.SAME if same else Agreement.OTHER_TARGET


def _get_test(target: YearlyTarget) -> Compare:
    test = target.criterion.compare
    assert test is not None
    return test


def _get_start(plan: Plan) -> date:
    return plan.start
