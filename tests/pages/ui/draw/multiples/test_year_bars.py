"""Years as bars: what is computed, decided and expected is told apart by how it is drawn."""

from __future__ import annotations

import re
from fractions import Fraction

from pages.ui.draw.multiples.plot import Plane
from pages.ui.draw.multiples.year_bars import (
    HEIGHT,
    TOP,
    Threshold,
    YearBar,
    draw_grid,
    draw_thresholds,
    draw_year_bars,
)
from tests.pages.drawing import Reader, plain

PLANE = Plane(2, 0.0, TOP, HEIGHT)
DONE = YearBar("2016", "70", solid=Fraction(70))
AHEAD = YearBar(
    "2017",
    "42",
    ("forventet", "20–60"),
    solid=Fraction(15),
    hatched=Fraction(42),
    reach=(Fraction(20), Fraction(60)),
)


def boxes(html: str) -> list[str]:
    return re.findall(r'class="m-box m-(\w+)"', html)


def test_what_is_computed_is_solid_and_what_is_expected_hatched_with_its_interval() -> None:
    html = draw_year_bars([DONE, AHEAD], [], "")
    assert boxes(html) == ["solid", "hatched", "solid", "reach"]
    assert plain(html) == "100 50 0 70 42 2016 2017 forventet 20–60".replace("100 50 0", "0 50 100")


def test_what_is_decided_is_an_outline_around_what_is_computed() -> None:
    html = draw_year_bars([YearBar("2016", "70", solid=Fraction(70), outlined=Fraction(75))], [], "")
    assert boxes(html) == ["solid", "outlined"]


def test_where_the_mean_is_not_known_its_bounds_are_drawn_and_no_number() -> None:
    html = draw_year_bars(
        [YearBar("2017", "", ("mellem 20 og 50",), bounds=(Fraction(20), Fraction(50)))], [], ""
    )
    assert boxes(html) == ["bounds"]
    assert plain(html) == "0 50 100 2017 mellem 20 og 50"


def test_a_number_stands_above_everything_drawn_of_its_year() -> None:
    html = draw_year_bars([AHEAD], [], "")
    (top,) = re.findall(r'class="m-bar-value" style="left:[\d.]+%;top:([\d.]+)px"', html)
    assert float(top) == round(PLANE.y(60), 1)


def test_the_plan_s_own_thresholds_are_dashed_lines_with_their_names() -> None:
    html = "".join(draw_thresholds([Threshold(Fraction(80), "tilfredsstillende fra 80")], PLANE))
    assert f"top:{PLANE.y(80):.1f}px" in html
    assert plain(html) == "tilfredsstillende fra 80"
    assert [plain(part) for part in draw_grid(PLANE) if plain(part)] == ["0", "50", "100"]


def test_the_bars_are_told_in_words() -> None:
    assert Reader(draw_year_bars([DONE], [], "2016: 70")).values("aria-label") == ["2016: 70"]
    assert boxes(draw_year_bars([YearBar("2016", "0")], [], "")) == []
