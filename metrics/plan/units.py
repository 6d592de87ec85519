"""Checks that the sides of a test are in the same unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metrics.errors import Problem
from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Change, Constant, Quantity, Reading, SeriesKey, find_parts
from metrics.plan.model import Indicator
from metrics.plan.terms import Unit


def find_unit_mismatches(
    criterion: Criterion, institution: str, indicators: Mapping[SeriesKey, Indicator], place: str
) -> Iterator[Problem]:
    """Yield a problem for each side of a test that is in another unit than its value."""
    sides = criterion.quantities
    if isinstance(criterion.test, Within) and criterion.test.relative:
        sides.pop("tolerance")  # in percent of the reference, whatever its unit
    found = {name: list(_units(quantity, institution, indicators)) for name, quantity in sides.items()}
    value = next(iter(found.get("value", [])), None)
    for name, units in found.items():
        for unit in units:
            if value is not None and unit is not value:
                yield Problem("unit_mismatch", f"{place}.{name}", {"first": value, "second": unit})
    for name, quantity in sides.items():
        for change in _find_changes(quantity):
            before, after = (list(_units(part, institution, indicators)) for part in find_parts(change))
            if before and after and before[0] is not after[0]:
                yield Problem("unit_mismatch", f"{place}.{name}.to", {"first": before[0], "second": after[0]})


def find_value_unit(
    criterion: Criterion, institution: str, indicators: Mapping[SeriesKey, Indicator]
) -> Unit | None:
    """Find the unit of what a criterion measures; None where it measures nothing, or nothing that is known."""
    value = criterion.quantities.get("value")
    return next(_units(value, institution, indicators), None) if value is not None else None


def _find_changes(quantity: Quantity) -> Iterator[Change]:
    """Yield the changes in a quantity, whose two sides must be in the same unit as each other."""
    if isinstance(quantity, Change):
        yield quantity
    for part in find_parts(quantity):
        yield from _find_changes(part)


def _units(quantity: Quantity, institution: str, indicators: Mapping[SeriesKey, Indicator]) -> Iterator[Unit]:
    """Yield the units of the numbers and readings in a quantity, as far as they are known."""
    if isinstance(quantity, Constant) and quantity.unit:
        yield quantity.unit
    elif isinstance(quantity, Change):
        yield Unit.PERCENT
        return
    elif isinstance(quantity, Reading):
        series = indicators.get((quantity.institution or institution, quantity.indicator))
        if series:
            yield quantity.unit or series.unit
    for part in find_parts(quantity):
        yield from _units(part, institution, indicators)
