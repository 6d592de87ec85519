"""The room of a text is judged from above: wide letters count as wide, and lines below each other."""

from __future__ import annotations

from pages.ui.draw.charts.text_size import measure_text


def test_a_text_is_as_wide_as_its_longest_line_and_as_high_as_its_lines() -> None:
    wide, high = measure_text("mindst 90", 10)
    assert measure_text("mindst 90<br>i 2017", 10) == (wide, 2 * high)


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert measure_text("mmm", 10)[0] > measure_text("aaa", 10)[0] > measure_text("ill", 10)[0]


def test_a_larger_font_takes_more_room() -> None:
    assert measure_text("98,7", 30) == tuple(2 * side for side in measure_text("98,7", 15))
