"""One criterion across the years and plans: what was reached, what was asked for, and whether it was enough.

Every plan that reads the same series contributes its targets, so a provisional target stays beside what it became.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.facts.breaks import Break, find_breaks_between
from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Constant, Path, Quantity, Reading
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.quantities import Amount, AmountInput, read_amount
from metrics.score.tests import Trace, measure_test


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """A target for one year from one plan. `revised` means a newer plan says otherwise for the same year."""

    plan: Plan
    criterion: Criterion
    year: int
    operator: Operator
    amount: Amount
    revised: bool = False


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """A year's result as it stands, and whether it reached the target of that year (None where it cannot be said)."""

    year: int
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
    readings: tuple[AmountInput, ...]
    over: Over = Over.LAST
    breaks: tuple[Break, ...] = ()
    """From when on the series is counted in another way, oldest first."""

    def parted(self, before: Sequence[AmountInput], after: Sequence[AmountInput]) -> bool:
        """Whether the definition has changed between two values, or within the span of either."""
        first = min(given.observation.period.start for given in before)
        last = max(given.observation.period.end for given in after)
        return bool(find_breaks_between(self.breaks, first, last))


def find_trend(
    plan: Plan, criterion: Criterion, plans: Iterable[Plan], facts: Facts, catalogue: Catalogue
) -> Trend | None:
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
    years = sorted({o.period.start.year - back for o in observed for back in (0, 1)})
    results = tuple(
        point for year in years if (point := _result(plan, criterion, year, targets, facts, catalogue))
    )
    indicator = catalogue.indicators[key]
    inputs = tuple(AmountInput(key[0], indicator, o) for o in observed)
    ordered = tuple(sorted(targets, key=lambda t: (t.year, t.plan.start)))
    return Trend(indicator, key[0], results, ordered, inputs, reading.over, facts.breaks.get(key, ()))


def find_ruling_target(targets: Sequence[TargetPoint], year: int) -> TargetPoint | None:
    """The target a year is judged by: the one of the year's own plan, else one that no newer plan has changed."""
    return next(iter(_ruling(targets, year)), None)


def _ruling(targets: Sequence[TargetPoint], year: int) -> list[TargetPoint]:
    """All targets that have the first say on a year; more than one where a plan asks for either of two things."""

    def rank(point: TargetPoint) -> tuple[bool, bool, date]:
        return (point.plan.year == year, not point.revised, point.plan.start)

    own = [t for t in targets if t.year == year]
    best = max((rank(t) for t in own), default=None)
    return [t for t in own if rank(t) == best]


def _reading(criterion: Criterion) -> Reading | None:
    """What a criterion reads; none where it judges a deviation from something, which is not on the value's axis."""
    test = criterion.measured
    if isinstance(test, Within) and not (isinstance(test.reference, Constant) and not test.reference.number):
        return None
    return test.value if test and isinstance(test.value, Reading) else None


def _fixed(criterion: Criterion) -> bool:
    """Whether a criterion reads a named year or period, and so the same value in every year."""
    reading = _reading(criterion)
    return reading is not None and (reading.period is not None or reading.year is not None)


def _related(plan: Plan, key: tuple[str, str], plans: Iterable[Plan]) -> Iterator[tuple[Plan, Criterion]]:
    for other in plans:
        if other.id == plan.id or other.institution != plan.institution:
            continue
        for leaf in other.leaves():
            reading = _reading(leaf)
            if reading and (reading.institution or other.institution, reading.indicator) == key:
                yield other, leaf


def _targets(plan: Plan, criterion: Criterion, facts: Facts, catalogue: Catalogue) -> Iterator[TargetPoint]:
    test = criterion.measured
    if test is None:
        return
    for year in _years(test.limit, plan.year):
        found = read_amount(test.limit, Window.of(plan).at(year), facts, catalogue)
        yield TargetPoint(plan, criterion, year, test.operator, found)


def _years(quantity: Quantity, year: int) -> list[int]:
    return [step.year for step in quantity.by_year] if isinstance(quantity, Path) else [year]


def _marked(points: Sequence[TargetPoint]) -> list[TargetPoint]:
    """The targets that say something of their own: one repeated by a newer plan is left out, a changed one marked."""
    kept = []
    for point in points:
        own = point.plan.year == point.year
        newer = [
            p for p in points if p.year == point.year and p.plan.document_date > point.plan.document_date
        ]
        if own or not any(_same(point, other) for other in newer):
            kept.append(replace(point, revised=bool(newer) and not own))
    return kept


def _same(one: TargetPoint, other: TargetPoint) -> bool:
    known = one.amount.value is not None and one.amount.value == other.amount.value
    return known and one.operator is other.operator


def _result(
    plan: Plan,
    criterion: Criterion,
    year: int,
    targets: Sequence[TargetPoint],
    facts: Facts,
    catalogue: Catalogue,
) -> ResultPoint | None:
    """The result of a year and whether it reached its target; not said where two targets give two answers."""
    aims = _ruling(targets, year)
    judges = [(aim.plan, aim.criterion) for aim in aims] or [(plan, criterion)]
    if any(source.year != year and _fixed(rule) for source, rule in judges):
        return None
    traces = [_measured(source, rule, year, facts, catalogue) for source, rule in judges]
    actual = traces[0].actual
    if actual is None or actual.value is None:
        return None
    verdicts = {trace.holds for trace in traces} if aims else {None}
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    return ResultPoint(year, actual, aims[0] if aims else None, verdict)


def _measured(plan: Plan, criterion: Criterion, year: int, facts: Facts, catalogue: Catalogue) -> Trace:
    test = criterion.measured
    assert test is not None
    return measure_test(test, plan, Window.of(plan).at(year), facts, catalogue)
