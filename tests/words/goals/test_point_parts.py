"""The parts of a plan's points add up to the whole as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.algebra.outcome import Points
from words.goals.point_parts import write_parts, write_together
from words.language import Words

DA = Words("da")


def read(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        # Rounded by themselves: 1,3 + 86,3 + 12,5 = 100,1.
        (("1.25", "86.25", "12.5"), ["1,3", "86,2", "12,5"]),
        # 33,3 three times is 99,9; the first is told alone elsewhere too, and stays.
        (("100/3", "100/3", "100/3"), ["33,3", "33,4", "33,3"]),
        # Whole ones and tenths stay what they are.
        (("13", "86.5", "0.5"), ["13", "86,5", "0,5"]),
        (("100", "0", "0"), ["100", "0", "0"]),
        # 89,96 of the 90 that are needed is not 90.
        (("89.96", "10.04", "0"), ["89,9", "10,1", "0"]),
        # Where only a limit would be passed, each is written by itself.
        (("89.96", "9.94", "0.1"), ["89,9", "9,9", "0,2"]),
        # A whole that is no tenth is written as it is rounded: 66,7.
        (("100/3", "100/3"), ["33,3", "33,4"]),
        ((), []),
    ],
)
def test_the_parts_add_up_to_the_whole_as_it_is_written(parts: tuple[str, ...], written: list[str]) -> None:
    exact = [Fraction(part) for part in parts]
    assert write_together(exact, DA) == written
    if exact:
        assert sum(map(read, written)) == read(DA.points(sum(exact), sum(exact)))


def test_what_would_become_nothing_is_left_as_it_was() -> None:
    assert write_together([Fraction("99.96"), Fraction("0.02"), Fraction("0.02")], DA) == [
        "99,9",
        "0,1",
        "0,1",
    ]


def test_the_parts_of_a_plan_s_points_are_named() -> None:
    points = Points(Fraction(5, 4), Fraction(345, 4), Fraction(25, 2))
    assert write_parts(points, DA) == {"secured": "1,3", "open": "86,2", "lost": "12,5"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fractions(0, 100, max_denominator=60), min_size=1, max_size=3))
def test_no_part_is_nothing_or_all_or_reaches_a_whole_number_unless_it_is(parts: list[Fraction]) -> None:
    whole = sum(parts)
    for part, written in zip(parts, write_together(parts, DA), strict=True):
        shown = read(written)
        assert abs(shown - part) < Fraction(3, 10)
        assert (shown == 0) == (part == 0)
        assert (shown == whole) == (part == whole) or whole.denominator > 1
        assert shown.denominator > 1 or shown <= part
