"""One criterion across the years and plans: what was reached, what was asked for, and whether it was enough.

Every plan that reads the same series contributes its targets, so a provisional target stays beside what it became.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from metrics.model import Compare, Constant, Criterion, Indicator, Operator, Path, Plan, Quantity, Reading, Within
from metrics.readings import Amount, Catalogue, Facts, Input, Window, amount
from metrics.scoring import measured


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """A target for one year from one plan. `revised` means a newer plan says otherwise for the same year."""

    plan: Plan
    criterion: Criterion
    year: int
    start: date
    end: date
    operator: Operator
    amount: Amount
    revised: bool = False


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """A year's result as it stands, and whether it reached the target of that year (None where it cannot be said)."""

    year: int
    end: date
    amount: Amount
    target: TargetPoint | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A series with its targets, oldest first. `readings` are the values recorded within years (quarters, months)."""

    indicator: Indicator
    institution: str
    results: tuple[ResultPoint, ...]
    targets: tuple[TargetPoint, ...]
    readings: tuple[Input, ...]


def trend(plan: Plan, criterion: Criterion, plans: Iterable[Plan], facts: Facts, catalogue: Catalogue) -> Trend | None:
    """The trend of a measured criterion of `plan`; None for milestones and assessments.

    `plans` are all plans known at the moment; those of the same institution that read the same series join in.
    """
    reading = _reading(criterion)
    if reading is None:
        return None
    key = (reading.institution or plan.institution, reading.indicator)
    related = [(plan, criterion), *_related(plan, key, plans)]
    targets = _marked([point for p, c in related for point in _targets(p, c, facts, catalogue)])
    observed = facts.series.get(key, ())
    years = sorted({o.period.start.year for o in observed if o.period.end <= date(o.period.start.year, 12, 31)})
    results = tuple(point for year in years if (point := _result(plan, criterion, year, targets, facts, catalogue)))
    indicator = catalogue.indicators[key]
    inputs = tuple(Input(key[0], indicator, o) for o in observed)
    return Trend(indicator, key[0], results, tuple(sorted(targets, key=lambda t: (t.year, t.plan.start))), inputs)


def _reading(criterion: Criterion) -> Reading | None:
    test = criterion.compare or criterion.within
    return test.value if test and isinstance(test.value, Reading) else None


def _related(plan: Plan, key: tuple[str, str], plans: Iterable[Plan]) -> Iterator[tuple[Plan, Criterion]]:
    for other in plans:
        if other.id == plan.id or other.institution != plan.institution:
            continue
        for goal in other.goals:
            for leaf in goal.leaves():
                reading = _reading(leaf)
                if reading and (reading.institution or other.institution, reading.indicator) == key:
                    yield other, leaf


def _targets(plan: Plan, criterion: Criterion, facts: Facts, catalogue: Catalogue) -> Iterator[TargetPoint]:
    test = criterion.compare or criterion.within
    if test is None:
        return
    quantity: Quantity = test.target if isinstance(test, Compare) else test.tolerance
    operator = test.operator if isinstance(test, Compare) else Operator.AT_MOST
    for year in _years(quantity, plan.year):
        window = Window.of(plan).at(year)
        found = amount(quantity, window, facts, catalogue)
        yield TargetPoint(plan, criterion, year, window.start, window.end, operator, found)


def _years(quantity: Quantity, year: int) -> list[int]:
    if isinstance(quantity, Path):
        return [step.year for step in quantity.by_year]
    return [year] if isinstance(quantity, Constant | Reading) else []


def _marked(points: Sequence[TargetPoint]) -> list[TargetPoint]:
    """A target is revised where a plan that was made later says something else for the same year."""

    def newer(point: TargetPoint) -> bool:
        return any(
            other.year == point.year
            and other.plan.document_date > point.plan.document_date
            and other.amount.value != point.amount.value
            for other in points
        )

    return [
        TargetPoint(p.plan, p.criterion, p.year, p.start, p.end, p.operator, p.amount, revised=newer(p)) for p in points
    ]


def _result(
    plan: Plan,
    criterion: Criterion,
    year: int,
    targets: Sequence[TargetPoint],
    facts: Facts,
    catalogue: Catalogue,
) -> ResultPoint | None:
    """The result of a year, judged by the target that applied to it: the year's own plan, else the newest plan's."""
    own = [t for t in targets if t.year == year]
    ruling = max(own, key=lambda t: (t.plan.year == year, not t.revised, t.plan.id == plan.id, t.plan.start), default=None)
    source, rule = (ruling.plan, ruling.criterion) if ruling else (plan, criterion)
    test = rule.compare or rule.within
    assert isinstance(test, Compare | Within)
    window = Window.of(source).at(year)
    trace = measured(test, source, window, facts, catalogue)
    if trace.actual is None or trace.actual.value is None:
        return None
    return ResultPoint(year, window.end, trace.actual, ruling, trace.holds if ruling else None)
