"""What identifies a finding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from metrics.plan.terms import Unit
from metrics.score.plan_check.finding import Finding, FindingFigure, YearFigure


def test_findings_that_say_the_same_have_one_digest_and_others_another() -> None:
    def far(value: int, year: int = 2016, place: str = "1.1") -> str:
        figure = FindingFigure(Fraction(value), Unit.PERCENT)
        return Finding(
            "target_far", place, {"results": [YearFigure(year, figure)], "on": date(2017, 1, 1)}
        ).digest

    assert far(90) == far(90)
    assert len({far(90), far(91), far(90, 2015), far(90, place="1.2")}) == 4
    assert Finding("unsigned").digest != Finding("signed_late").digest
