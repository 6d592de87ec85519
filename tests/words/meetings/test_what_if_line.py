"""What a total comes to with and without a goal, as a meeting reads it."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.pivotal import Pivot, PivotCase
from words.language import Words
from words.meetings.what_if_line import write_what_if

MET, MISSED = PivotCase((75.4, 75.4), (0.43, 0.43)), PivotCase((50, 62), (0.0, 0.25))


def test_both_cases_are_told_against_the_points_that_are_enough() -> None:
    pivot = Pivot("1", Fraction(25), 0.18, MET, MISSED)
    met, missed = (line.replace("\u00a0", " ") for line in write_what_if(pivot, Fraction(80), Words("da")))
    assert met == "Hvis målet opfyldes: 75 point forventet, sandsynlighed for mindst 80: 43 pct."
    span = "sandsynlighed for mindst 80: 0 pct. til 25 pct."
    assert missed == f"Hvis målet ikke opfyldes: 50 til 62 point forventet, {span}"


def test_a_goal_that_is_decided_changes_nothing() -> None:
    assert write_what_if(None, Fraction(80), Words("en")) == ["The goal can no longer change the fulfilment."]
