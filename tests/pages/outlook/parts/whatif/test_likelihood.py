"""A likelihood is one figure, or both its bounds."""

from __future__ import annotations

from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.whatif.prospects import Prospects
from pages.outlook.parts.whatif.likelihood import write_between, write_chance, write_chance_of
from tests.pages.drawing import DA, EN


def test_bounds_that_are_the_same_are_one_figure() -> None:
    assert write_chance((0.25, 0.25), DA).replace("\u00a0", " ") == "25 pct."
    assert write_between("12", "12", EN) == "12"


def test_bounds_that_differ_are_both_there() -> None:
    assert write_chance((0.25, 0.5), DA).replace("\u00a0", " ") == "25 pct. til 50 pct."
    assert write_between("12", "13", EN) == "12 to 13"


def test_a_total_is_certain_only_where_arithmetic_has_decided_it() -> None:
    open_still = Outcome.forecast({Fraction(1, 2): 1.0}, least=Fraction(1, 4), most=Fraction(3, 4))
    seen = Prospects(Fraction(100), open_still, open_still, open_still)
    texts = [write_chance_of(seen, Fraction(wanted), EN) for wanted in (25, 26, 50, 51, 75, 76)]
    likely, unlikely = "over\u00a099%", "under\u00a01%"
    assert texts == ["100%", likely, likely, unlikely, unlikely, "0%"]
