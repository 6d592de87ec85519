"""Whether the two sides of a test are counted in the same unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metrics.errors import Problem
from metrics.plan.catalogue import SeriesKey
from metrics.plan.criteria import Criterion, Within, find_quantities
from metrics.plan.formula import Constant, Growth, Median, Path, Pooled, Quantity, Reading
from metrics.plan.model import Indicator
from metrics.plan.terms import Unit


def find_unit_mismatches(
    criterion: Criterion, institution: str, indicators: Mapping[SeriesKey, Indicator], place: str
) -> Iterator[Problem]:
    """A problem for each side of a test that is in another unit than its value."""
    sides = find_quantities(criterion)
    if isinstance(criterion.test, Within) and criterion.test.relative:
        sides.pop("tolerance")  # in percent of the reference, whatever that is counted in
    found = {name: list(_units(quantity, institution, indicators)) for name, quantity in sides.items()}
    value = next(iter(found.get("value", [])), None)
    for name, units in found.items():
        for unit in units:
            if value is not None and unit is not value:
                yield Problem("unit_mismatch", f"{place}.{name}", {"first": value, "second": unit})


def _units(quantity: Quantity, institution: str, indicators: Mapping[SeriesKey, Indicator]) -> Iterator[Unit]:
    match quantity:
        case Constant():
            yield from [quantity.unit] if quantity.unit else []
        case Reading():
            series = indicators.get((quantity.institution or institution, quantity.indicator))
            yield from [quantity.unit or series.unit] if series else []
        case Path():
            steps = (step.reading for step in quantity.by_year if step.reading)
            yield from (unit for reading in steps for unit in _units(reading, institution, indicators))
        case Growth():
            yield from _units(quantity.baseline, institution, indicators)
        case Median():
            yield from (unit for part in quantity.median_of for unit in _units(part, institution, indicators))
        case Pooled():
            yield from (unit for part in quantity.pooled for unit in _units(part, institution, indicators))
