"""A likelihood is one figure, or both its bounds."""

from __future__ import annotations

from pages.outlook.parts.whatif.likelihood import write_between, write_chance
from tests.pages.drawing import DA, EN


def test_bounds_that_are_the_same_are_one_figure() -> None:
    assert write_chance((0.25, 0.25), DA).replace("\u00a0", " ") == "25 pct."
    assert write_between("12", "12", EN) == "12"


def test_bounds_that_differ_are_both_there() -> None:
    assert write_chance((0.25, 0.5), DA).replace("\u00a0", " ") == "25 pct. til 50 pct."
    assert write_between("12", "13", EN) == "12 to 13"
