"""Units on the two sides of a test."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Constant
from metrics.plan.terms import Unit
from metrics.plan.units import find_unit_mismatches
from tests.factories import INDICATOR, OWNER, indicator, number, reads


@pytest.mark.parametrize(("relative", "count"), [(True, 0), (False, 1)])
def test_a_tolerance_in_percent_goes_with_any_unit_where_it_is_relative(relative: bool, count: int) -> None:
    tolerance = Constant(number=Decimal(2), unit=Unit.PERCENT)
    test = Within(value=reads(), reference=number(100), tolerance=tolerance, relative=relative)
    criterion = Criterion(number="1.1", title="1.1", within=test)
    known = {(OWNER, INDICATOR): indicator(unit=Unit.MIO_DKK)}
    assert [p.code for p in find_unit_mismatches(criterion, OWNER, known, "1.1")] == ["unit_mismatch"] * count
