"""What a quantity depends on."""

from __future__ import annotations

from metrics.plan.formula import Median, find_series
from metrics.plan.terms import Over
from tests.factories import reads


def test_the_series_that_weighs_another_is_read_too() -> None:
    weighted = reads("days", over=Over.WEIGHTED, weight="cases")
    of = Median(median_of=(weighted, reads("days", institution="other")))
    assert list(find_series(of, "own")) == [("own", "days"), ("own", "cases"), ("other", "days")]
