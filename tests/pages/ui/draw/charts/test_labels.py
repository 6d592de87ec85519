"""Labels never lie over each other at any width: a spot that is taken is left for the next, or for a shorter text."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.draw.charts.labels import NARROWEST, WIDEST, Box, Frame, Label, LabelPlacement, Spot, Stroke

FRAME = Frame(left=0, right=10, bottom=0, top=100, height=300)
PLACES = st.floats(0, 10)
HEIGHTS = st.floats(0, 100)


def empty() -> LabelPlacement:
    return LabelPlacement(FRAME, "#ffffff")


def label(text: str, *spots: Spot) -> Label:
    return Label([text], spots, "#000000")


def box(share: float, left: float, right: float, top: float = 0) -> Box:
    return Box((share, left), (share, right), top, top + 10)


def test_boxes_that_meet_at_any_width_meet() -> None:
    """Half the width apart is 120 pixels on the narrowest figure."""
    assert box(0.25, 0, 130).meets(box(0.75, 0, 10))
    assert not box(0.25, 0, 110).meets(box(0.75, 0, 10))


def test_boxes_may_meet_on_a_wide_figure_alone() -> None:
    """One is drawn to the right from the left, the other from further left the same way: they part as it narrows."""
    reaching = Box((0.0, 300), (0.0, 340), 0, 10)
    assert reaching.meets(Box((0.5, -20), (0.5, 20), 0, 10))
    assert not reaching.meets(Box((0.05, -20), (0.05, 20), 0, 10))


def test_boxes_above_each_other_do_not_meet() -> None:
    assert not box(0.5, -20, 20, top=0).meets(box(0.5, -20, 20, top=10))


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(-80, 0), st.floats(1, 80)), min_size=2, max_size=2),
    st.floats(NARROWEST, WIDEST),
)
def test_boxes_that_meet_at_a_width_are_found(
    given_boxes: list[tuple[float, float, float]], width: float
) -> None:
    one, two = (box(*sides) for sides in given_boxes)
    (a, b), (c, d) = ((x.left[0] * width + x.left[1], x.right[0] * width + x.right[1]) for x in (one, two))
    if a < d - 1e-6 and c < b - 1e-6:
        assert one.meets(two)
    assert one.meets(two) == two.meets(one)


def test_the_best_spot_is_taken_and_the_next_label_takes_another() -> None:
    spots = (Spot(5, 50, dy=-20), Spot(5, 50, dy=20))
    first, second = empty().place([label("98,7", *spots), label("98,0", *spots)])
    assert (first["yshift"], second["yshift"]) == (20, -20)


def test_a_label_without_room_is_left_out_rather_than_laid_over_another() -> None:
    assert [
        note["text"] for note in empty().place([label(text, Spot(5, 50)) for text in ("one", "two")])
    ] == ["one"]


def test_a_shorter_text_is_chosen_where_the_longer_has_no_room() -> None:
    long = "mindst nitten hundrede og femoghalvfems i planen for 2017"
    (note,) = empty().place([Label([long, "[92]"], [Spot(5, 50)], "#000000")])
    assert note["text"] == "[92]"


def test_a_label_keeps_away_from_marks_and_rather_does_not_cross_a_line() -> None:
    placing = empty()
    placing.keep_away(5, 50, 8)
    placing.lines.append(((0, 44), (10, 44)))
    (note,) = placing.place([label("98,7", Spot(5, 50), Spot(5, 50, dy=-20), Spot(5, 50, dy=20))])
    assert note["yshift"] == 20


def test_a_line_is_crossed_where_there_is_no_other_spot_and_the_text_covers_it() -> None:
    placing = empty()
    placing.lines.append(((0, 50), (10, 50)))
    (note,) = placing.place([label("98,7", Spot(5, 50))])
    assert note["bgcolor"] == "#ffffff"


SIDES = st.integers(-20, 20)


@given(st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), st.integers(1, 15), st.integers(1, 15))
def test_a_line_crosses_a_box_where_a_point_of_it_lies_within(
    start: tuple[int, int], end: tuple[int, int], wide: int, high: int
) -> None:
    stroke = Stroke(start, end, 0, 0, 0, 0)
    parts = range(841)
    points = [tuple(a + (b - a) * part / 840 for a, b in zip(start, end, strict=True)) for part in parts]
    within = any(0 < x < wide and 0 < y < high for x, y in points)
    assert stroke.crosses(0, wide, Box((0, 0), (0, wide), 0, high)) or not within
    turned = Stroke(end, start, 0, 0, 0, 0)
    assert turned.crosses(0, wide, Box((0, 0), (0, wide), 0, high)) or not within


@given(st.lists(st.tuples(PLACES, HEIGHTS, PLACES, HEIGHTS), max_size=30), PLACES, HEIGHTS)
def test_of_two_spots_that_which_crosses_fewer_lines_is_taken(
    lines: list[tuple[float, float, float, float]], x: float, y: float
) -> None:
    """Lines that lie far from both spots are passed over, and change nothing."""
    placing, beside = empty(), empty()
    for x0, y0, x1, y1 in lines:
        placing.lines.append(((x0, y0), (x1, y1)))
        beside.lines.append(((x1, y1), (x0, y0)))
    beside.lines.extend([((-90, 0), (-90, 100)), ((0, 900), (10, 900))])
    wanted = label("98,7", Spot(x, y, dy=-30), Spot(x, y), Spot(x, y, dy=30))
    assert placing.place([wanted]) == beside.place([wanted])


def test_nothing_reaches_beyond_the_figure_on_the_narrowest_screen() -> None:
    assert empty().place([label("Måltal mindst 1.350", Spot(10, 50, 1))]) == []
    assert empty().place([label("Måltal mindst 1.350", Spot(10, 50, -1))]) != []


def test_a_spot_on_the_paper_counts_from_its_edges() -> None:
    placing = empty()
    (note,) = placing.place([label("20.11.2026", Spot(5, 1, 1, dy=9, paper=True))])
    assert note["yref"] == "paper"
    assert placing.boxes[0].top < 9 < placing.boxes[0].bottom


@given(st.lists(st.tuples(PLACES, HEIGHTS, st.sampled_from([-1, 0, 1])), max_size=12))
def test_no_two_labels_that_are_placed_meet(given_spots: list[tuple[float, float, int]]) -> None:
    placing = empty()
    placing.place([label("1.234,5", Spot(x, y, side)) for x, y, side in given_spots])
    assert not any(one.meets(two) for one, two in combinations(placing.boxes, 2))
