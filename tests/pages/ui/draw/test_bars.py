"""Bars of points are honest, and say in words what they draw."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pages.ui.draw.bars import draw_points_bar
from tests.pages.drawing import DA, Reader


def bar(secured: Fraction | int, open_: Fraction | int, lost: Fraction | int, possible: int = 100) -> Reader:
    parts = (Fraction(secured), Fraction(open_), Fraction(lost), Fraction(possible))
    return Reader(draw_points_bar(*parts, DA))


def test_the_bar_says_its_points() -> None:
    said = bar(Fraction(100, 7), Fraction(600, 7), 0).values("aria-label")
    assert said == ["Af 100 point er 14,3 opnået, 85,7 udestår, og 0 er tabt."]


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [
        ((100, 0, 0), ["m-secured"]),
        ((0, 100, 0), ["m-open"]),
        ((0, 0, 100), ["m-lost"]),
        ((Fraction(1, 10**9), 100 - Fraction(1, 10**9), 0), ["m-secured", "m-open"]),
    ],
)
def test_what_is_nothing_is_not_drawn_and_what_is_not_is(
    parts: tuple[Fraction, Fraction, Fraction], drawn: list[str]
) -> None:
    assert bar(*parts).values("class")[1:] == drawn


def test_widths_follow_the_points() -> None:
    assert bar(20, 50, 30).values("style") == ["flex-grow:20.0000", "flex-grow:50.0000", "flex-grow:30.0000"]


def test_a_bar_with_figures_shows_them() -> None:
    html = draw_points_bar(Fraction(20), Fraction(50), Fraction(30), Fraction(100), DA, figures=True)
    assert Reader(html).text == "Opnået 20Udestår 50Tabt 30"
