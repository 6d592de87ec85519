"""The parts of drawings."""

from __future__ import annotations

from dataclasses import asdict
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from export.papers.drawing import svg
from pages.ui.draw.theme import LIGHT


def test_the_colours_of_paper_are_those_of_the_light_screens() -> None:
    look = asdict(LIGHT)
    named = {
        "text": svg.INK,
        "muted": svg.MUTED,
        "line": svg.LINE,
        "result": svg.RESULT,
        "target": svg.TARGET,
        "revised": svg.REVISED,
        "benchmark": svg.BENCHMARK,
        "forecast": svg.FORECAST,
    }
    assert {name: look[name] for name in named} == named


@given(st.text())
def test_a_text_is_never_read_as_a_part_of_the_drawing(typed: str) -> None:
    drawn = svg.make_svg(10, 10, [svg.draw_text(typed, (0, 0))])
    tags = {one.tag.partition("}")[2] for one in ElementTree.fromstring(drawn).iter()}  # noqa: S314
    assert tags == {"svg", "defs", "pattern", "path", "text"}


def test_a_line_takes_two_points_and_a_box_any_two_corners() -> None:
    assert svg.draw_line([(1, 1)], "#000") == ""
    assert 'd="M1.00 2.00L3.00 4.00"' in svg.draw_line([(1, 2), (3, 4)], "#000", dash="1 2")
    assert svg.draw_box((3, 4), (1, 1), "#000") == svg.draw_box((1, 1), (3, 4), "#000")
    assert 'r="2"' in svg.draw_dot((1, 1), 2, "#fff", "#000")


def test_a_text_is_folded_between_words_and_a_long_word_divided() -> None:
    assert svg.fit_text("inden for ±2 pct. i alt", 50, 7) == ["inden for ±2", "pct. i alt"]
    assert svg.fit_text("a" * 20, 28, 7) == ["a" * 8, "a" * 8, "a" * 4]


def test_places_are_moved_apart_and_stay_in_their_order() -> None:
    found = svg.spread_places([50, 51, 49], [10, 10, 10], 0, 100)
    assert sorted(found) == [found[2], found[0], found[1]]
    assert found[0] - found[2] >= 10
    assert found[1] - found[0] >= 10
