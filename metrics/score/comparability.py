"""Whether the values a test compares are counted by the same definition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.facts.breaks import Break, find_breaks_between
from metrics.facts.facts import Facts
from metrics.plan.criteria import Criterion
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.reads import Read, find_spans_read


def find_crossed_breaks(leaf: Criterion, plan: Plan, facts: Facts) -> list[Break]:
    """Find the breaks in definition that a test reads across, within a year or between years, oldest first.

    They do not affect the score, which follows the plan's own rule.
    """
    window = derive_structure(plan).windows[leaf.number]
    return find_parting_breaks(
        (read for side in leaf.quantities.values() for read in find_spans_read(side, window)), facts
    )


def find_parting_breaks(reads: Iterable[Read], facts: Facts) -> list[Break]:
    """Find the breaks between the first and the last day read of each series, oldest first."""
    reach: dict[SeriesKey, tuple[date, date]] = {}
    for series, start, end in reads:
        first, last = reach.get(series, (start, end))
        reach[series] = min(first, start), max(last, end)
    found = (
        one
        for series, days in reach.items()
        for one in find_breaks_between(facts.breaks.get(series, ()), *days)
    )
    return sorted(found, key=lambda one: (one.on, one.series))
