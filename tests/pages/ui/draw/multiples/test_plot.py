"""The plane of a small drawing: places, lines and labels that never meet."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.draw.multiples.plot import (
    Plane,
    cut_holes,
    draw_layer,
    draw_text,
    join_places,
    make_area,
    make_dots,
    make_steps,
    make_stroke,
    spread_labels,
)
from tests.pages.drawing import Reader, drawings

PLANE = Plane(4, 0, 100, 200)


def test_a_year_stands_in_the_middle_of_its_column_and_a_value_as_far_down_as_it_is_below_the_most() -> None:
    assert [PLANE.x(column) for column in range(4)] == [12.5, 37.5, 62.5, 87.5]
    assert [PLANE.y(value) for value in (100, 75, 0)] == [0, 50, 200]


@pytest.mark.parametrize("values", [[], [5.0], [0.0], [-2.0, 2.0]])
def test_every_value_has_air_around_it_also_where_there_is_one_or_none(values: list[float]) -> None:
    plane = Plane.around(3, values, 100)
    assert all(0 < plane.y(value) < 100 for value in values)
    assert plane.least < plane.most


def test_lines_are_joined_within_a_run_and_steps_are_a_column_wide() -> None:
    assert join_places([[(0, 0), (1, 100)], [(3, 50)]], PLANE) == "M125.0 200.0L375.0 0.0M875.0 100.0"
    assert make_steps([[(0, 50), (1, 100)]], PLANE) == "M0.0 100.0L250.0 100.0L250.0 0.0L500.0 0.0"


def test_an_area_goes_along_the_upper_values_and_back_along_the_lower() -> None:
    assert make_area([(0, 0, 50), (1, 25, 100)], PLANE) == (
        "<path d='M125.0 100.0L375.0 0.0L375.0 150.0L125.0 200.0z'/>"
    )
    assert make_area([], PLANE) == ""


def test_a_line_keeps_its_width_when_it_is_stretched_and_nothing_gives_no_layer() -> None:
    (drawn,) = drawings(draw_layer("run", PLANE, make_stroke("M0 0L9 9", 2, "4 3")))
    assert drawn.attrib["preserveAspectRatio"] == "none"
    assert {node.attrib.get("vector-effect") for node in drawn} == {"non-scaling-stroke"}
    assert draw_layer("run", PLANE, make_stroke("", 2)) == ""


def test_a_hollow_dot_has_a_hole_and_no_other_drawing_is_touched() -> None:
    dots = make_dots([(0, 50), (1, 50)], PLANE, 8)
    (drawn,) = drawings(draw_layer("run", PLANE, cut_holes(dots, [(1, 50)], PLANE, 4)))
    holes = [node.attrib["d"] for node in drawn.iter() if node.attrib.get("stroke-width") == "4"]
    assert holes == ["M375.0 100.0h.01"]
    assert cut_holes(dots, [], PLANE, 4) == dots


def test_a_text_stands_at_its_place() -> None:
    assert Reader(draw_text("tick", "’26", left=12.5, top=4)).values("style") == ["left:12.50%;top:4.0px"]


def test_labels_that_are_wanted_at_one_place_stand_below_each_other_in_their_order() -> None:
    assert spread_labels([50, 52, 10], 16, 100) == [50, 66, 10]
    assert spread_labels([99, 98], 16, 100) == [92, 76]
    assert spread_labels([], 16, 100) == []


@given(st.lists(st.floats(-50, 200), max_size=6), st.floats(1, 30))
def test_labels_never_meet_and_never_leave_the_drawing(wanted: list[float], gap: float) -> None:
    found = spread_labels(wanted, gap, 112)
    room = min(gap, 112 / max(len(wanted), 1))
    assert all(room / 2 - 1e-6 <= top <= 112 - room / 2 + 1e-6 for top in found)
    assert all(after - before >= room - 1e-6 for before, after in pairwise(sorted(found)))
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    assert [found[place] for place in order] == sorted(found)
