"""The roadmap: what is drawn where, and what is never drawn on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from metrics.direction.direction_plan import DirectionFile, FocusArea, Initiative
from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from metrics.direction.roadmap_places import find_place
from pages.ui.draw import theme
from pages.ui.draw.charts.roadmap_chart import (
    describe_roadmap,
    draw_legend,
    draw_roadmap,
    list_rows,
)
from tests.directions import direction, initiative, step
from tests.pages.drawing import DA, EN, plain

DAY = date(2024, 9, 1)
ALWAYS = datetime(2030, 1, 1, tzinfo=UTC)
LOOK = theme.LIGHT


def draw(found: DirectionFile, *told: StepEvent, on: date = DAY, look: theme.Look = LOOK) -> dict[str, Any]:
    return draw_roadmap(found, find_standings(found, told, on, ALWAYS), on, DA, look)


def bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The boxes that are bars: the ground of the undated reaches over all rows."""
    boxes = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    return [box for box in boxes if box["y0"] > 0]


def notes(figure: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {note["text"]: note for note in figure["layout"]["annotations"] if note["text"]}


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2023, 1, 1), 2023), (date(2024, 7, 1), 2024 + 182 / 366), (date(2023, 12, 31), 2023 + 364 / 365)],
)
def test_a_day_begins_at_its_part_of_the_year(day: date, place: float) -> None:
    assert find_place(day) == pytest.approx(place)


def test_a_bar_covers_all_the_days_its_time_may_mean() -> None:
    (bar,) = bars(draw(direction(initiative(ends="2024-summer"))))
    assert bar["x0"] == pytest.approx(find_place(date(2024, 6, 1)))
    assert bar["x1"] == pytest.approx(find_place(date(2024, 9, 1)))
    (whole,) = bars(draw(direction(initiative(when="whole"))))
    assert (whole["x0"], whole["x1"], whole["line"]["dash"]) == (2023, 2026, "dot")
    (open_ended,) = bars(draw(direction(initiative(begins="2025"))))
    assert (open_ended["x0"], open_ended["x1"]) == (2025, 2026)


def test_what_has_no_time_stands_beside_the_axis_and_has_no_bar() -> None:
    figure = draw(direction(initiative("1.1"), initiative("1.2", when="2024")))
    assert len(bars(figure)) == 1
    mark, head = notes(figure)["○"], notes(figure)["uden dato i<br>planen"]
    left, right = figure["layout"]["xaxis"]["range"]
    assert left == 2023
    assert 2026 < mark["x"] < right
    assert mark["x"] == head["x"]
    # Where everything has a time there is no such column.
    assert "uden dato i<br>planen" not in notes(draw(direction(initiative(when="2024"))))


def test_a_state_is_a_mark_and_a_fill_and_what_is_late_has_an_edge() -> None:
    found = direction(*(initiative(f"1.{n}", when="2023") for n in range(1, 5)))
    told = [
        StepEvent("plan-2023", number, kind, DAY)
        for number, kind in (("1.1", StepEventKind.CLAIMED), ("1.2", StepEventKind.STARTED))
    ]
    figure = draw(found, *told)
    assert [bar["fillcolor"] for bar in bars(figure)] == [
        LOOK.result,
        LOOK.forecast,
        LOOK.background,
        LOOK.background,
    ]
    assert [bar["line"]["width"] for bar in bars(figure)] == [1.25, 2, 2, 2]
    assert {"● 2023", "◐ 2023", "○ 2023"} <= set(notes(figure))


def test_the_line_of_the_day_is_drawn_within_the_period_alone() -> None:
    found = direction()
    assert notes(draw(found, on=date(2024, 9, 1)))["Status pr. 01.09.2024"]["x"] == pytest.approx(
        find_place(date(2024, 9, 1))
    )
    for day, said in ((date(2026, 1, 1), "ligger efter"), (date(2022, 12, 31), "ligger før")):
        assert not [text for text in notes(draw(found, on=day)) if text.startswith("Status pr.")]
        assert said in plain(draw_legend(found, day, DA))
    assert "ligger" not in plain(draw_legend(found, DAY, DA))
    assert "◐ i gang" in plain(draw_legend(found, DAY, DA))


def test_an_arrow_leads_from_what_something_depends_on_to_it() -> None:
    first = initiative("1.1", steps=(step("1.1.1", ends="2024-summer"), step("1.1.2")))
    figure = draw(direction(first, initiative("1.2", depends_on=("1.1.1",), when="2025")))
    (arrow,) = [note for note in figure["layout"]["annotations"] if note["showarrow"]]
    assert (arrow["ax"], arrow["x"]) == (pytest.approx(find_place(date(2024, 9, 1))), 2025)
    assert arrow["ay"] < arrow["y"]


def test_steps_have_a_row_where_they_say_something_else_than_their_initiative() -> None:
    steps = (
        step("1.1.1", when="2024"),
        step("1.1.2"),
        step("1.1.3", when="2025"),
        step("1.1.4", depends_on=("1.1.3",)),
    )
    rows = list_rows(direction(initiative(when="2024", steps=steps)))
    assert [row.step.number for row in rows if row.step] == ["1.1", "1.1.3", "1.1.4"]
    long = list_rows(direction(initiative(title="x" * 60)))[1].title
    assert (len(long), long[-1]) == (44, "…")


def test_sixty_initiatives_each_have_a_row_of_their_own() -> None:
    areas = tuple(
        FocusArea(
            number=str(a),
            title=f"Area {a}",
            initiatives=tuple(
                Initiative(number=f"{a}.{n}", title="T", section="S", when="2024") for n in range(10)
            ),
        )
        for a in range(6)
    )
    figure = draw(direction(focus_areas=areas))
    tops = [bar["y0"] for bar in bars(figure)]
    assert len(tops) == 60
    assert min(after - before for before, after in pairwise(tops)) >= 40
    assert figure["layout"]["height"] > 60 * 40


def test_the_description_says_of_each_when_and_how_it_stands() -> None:
    found = direction(initiative("1.1", ends="2024-summer"), initiative("1.2"))
    standings = find_standings(found, [], DAY, ALWAYS)
    assert describe_roadmap(found, standings, EN) == (
        "Roadmap of Plan 2023-2025. 1.1 Initiative 1.1: summer 2024. Nothing reported. Its time has passed"
        " (summer 2024), and nothing is reported. 1.2 Initiative 1.2: no date in the plan. Nothing reported."
    )


def test_a_title_is_never_markup() -> None:
    figure = draw(direction(initiative(title="<b>a</b> & c")))
    assert "1.1 &lt;b>a&lt;/b> &amp; c" in notes(figure)


def test_sixty_initiatives_have_a_row_each_that_covers_no_other_and_the_years_above_them_too() -> None:
    many = direction(*(initiative(f"1.{n}", when="2024" if n % 2 else None) for n in range(60)))
    rows = list_rows(many)
    assert sum(row.step is not None for row in rows) == 60
    assert all(before.top + before.height <= after.top for before, after in pairwise(rows))
    figure = draw(many)
    assert figure["layout"]["height"] > sum(row.height for row in rows)
    assert {note: notes(figure)[note]["yref"] for note in ("2023", "2024", "2025")} == dict.fromkeys(
        ("2023", "2024", "2025"), "paper"
    )
    assert "2024" not in notes(draw(direction(initiative(when="2025"))))


def test_a_title_stays_readable_where_the_line_of_the_day_or_of_a_year_crosses_it() -> None:
    found = direction(initiative(ends="2024-summer"))
    told = notes(draw(found, on=date(2023, 2, 1)))
    titles = [row.title for row in list_rows(found)]
    grounds = {text: note.get("bgcolor") for text, note in told.items() if any(t in text for t in titles)}
    assert set(grounds.values()) == {LOOK.background}
    assert len(grounds) == len(titles)


def test_what_is_written_in_a_bar_stays_readable_where_the_line_of_the_day_crosses_it() -> None:
    told = notes(draw(direction(initiative(when="whole")), on=date(2023, 2, 1)))
    (ground,) = {note.get("bgcolor") for text, note in told.items() if "hele planens periode" in text}
    assert ground == LOOK.background


def test_rows_grow_with_the_text_of_a_projector() -> None:
    usual, large = (draw(direction(initiative()), look=replace(LOOK, least_text=size)) for size in (0, 26))
    assert large["layout"]["height"] > 1.6 * usual["layout"]["height"]
