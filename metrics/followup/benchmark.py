"""What a series can be held against: the same indicator of a yardstick, such as the state's average."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.trend_axis import find_axis, find_reading
from metrics.plan.window import Window
from metrics.score.quantities import read_amount


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A series to compare with, with its value for each year that has one."""

    institution: str
    name: str
    values: dict[int, Fraction]


def find_yardsticks(measuring: Iterable[Plan], every: Iterable[Plan]) -> frozenset[str]:
    """Find who has no plan, but is measured against in those of others: an average, which is no one's result.

    `measuring` are the plans that count at a moment, `every` those there have ever been: whoever has a plan, also a
    later one, has results of its own.
    """
    read = {owner for plan in measuring for owner, _ in plan.series()}
    return frozenset(read - {plan.institution for plan in every})


def find_benchmarks(
    plan: Plan,
    criterion: Criterion,
    years: Iterable[int],
    yardsticks: Collection[str],
    facts: Facts,
    catalogue: Catalogue,
) -> Iterator[Benchmark]:
    """Find the yardsticks' values of what a test measures, read as the test reads its own.

    What is drawn as a deviation from something measured is compared with no values.
    """
    reading, axis = find_reading(criterion), find_axis(criterion, plan.institution)
    if reading is None or axis is None or axis.reference is not None:
        return
    key = reading.find_key(plan.institution)
    for owner in sorted({*yardsticks} - {key[0]}):
        other = catalogue.indicators.get((owner, key[1]))
        if other is None or other.unit is not catalogue.indicators[key].unit:
            continue
        if catalogue.institutions[owner].fictional is not catalogue.institutions[key[0]].fictional:
            continue
        theirs = reading.model_copy(update={"institution": owner})
        amounts = {y: read_amount(theirs, Window.of(plan).at(y), facts, catalogue) for y in years}
        values = {y: a.value for y, a in amounts.items() if a.value is not None and not a.running}
        if values:
            yield Benchmark(owner, catalogue.institutions[owner].name, values)
