"""Charts of a series whose definition has changed: the line is cut, and the place is marked."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from metrics.facts.breaks import Break
from metrics.score.trend import Trend, find_trend
from pages.ui.draw import theme
from pages.ui.draw.charts import trend_chart
from pages.ui.draw.sparkline import build_spark
from tests.factories import (
    broken,
    catalogue,
    compared,
    facts,
    number,
    over,
    path,
    plan,
    quarterly,
    result,
)
from tests.pages.drawing import writer
from words import criteria
from words.language import Words

DA = Words("da")
NEW_YEAR = date(2017, 1, 1)
YEARS = [result(f"{year}", year - 1930) for year in range(2015, 2019)]
QUARTERS = [result(f"{year}Q{quarter}", quarter) for year in (2016, 2017) for quarter in range(1, 5)]


def drawn(*breaks: Break, value: str = "last", quarters: bool = False) -> tuple[Trend, dict[str, Any]]:
    """A trend and its figure."""
    rows = QUARTERS if quarters else YEARS
    leaf = compared("1.1", over(value), target=path(y2016="90", y2017="90") if quarters else number(90))
    known = facts(*rows, *breaks)
    found = find_trend(plan(), leaf, [plan()], known, catalogue(quarterly()))
    assert found
    return found, go.Figure(
        trend_chart.draw_trend(found, date(2030, 1, 1), writer(), theme.choose_look(False))
    ).to_dict()


def line(figure: dict[str, Any]) -> list[float | None]:
    """The places of the line between the years' results."""
    (only,) = [
        one
        for one in figure["data"]
        if one["mode"] == "lines" and one["line"]["width"] == 2 and one.get("hoverinfo") == "skip"
    ]
    return list(only["x"])


@pytest.mark.parametrize(
    ("on", "places"),
    [
        (None, [2015, 2016, 2017, 2018]),
        (NEW_YEAR, [2015, 2016, None, 2017, 2018]),
        (date(2017, 7, 1), [2015, 2016, None, 2017, None, 2018]),
    ],
)
def test_the_line_of_results_is_cut_at_a_new_definition(on: date | None, places: list[float | None]) -> None:
    _, figure = drawn(*([broken(on)] if on else []))
    assert line(figure) == places


def test_the_place_is_marked_with_its_day_and_what_is_new() -> None:
    _, figure = drawn(broken(NEW_YEAR, "Counted <otherwise>"))
    (mark,) = figure["layout"]["shapes"]
    assert (mark["x0"], mark["x1"]) == pytest.approx((2016.5, 2016.5), abs=0.01)
    (note,) = [a for a in figure["layout"]["annotations"] if a["text"] == "Ny definition<br>01.01.2017"]
    assert note["hovertext"].endswith("kan ikke sammenlignes. Counted &lt;otherwise&gt;")
    _, plain = drawn(broken(date(2000, 1, 1)))
    assert "shapes" not in plain["layout"]


@pytest.mark.parametrize(("on", "side"), [(date(2016, 1, 1), "left"), (date(2018, 1, 1), "right")])
def test_a_note_stands_on_the_side_of_its_line_where_there_is_room(on: date, side: str) -> None:
    _, figure = drawn(broken(on))
    (note,) = [a for a in figure["layout"]["annotations"] if a["text"].startswith("Ny definition")]
    assert note["xanchor"] == side


def test_the_words_for_the_chart_tell_of_it() -> None:
    found, _ = drawn(broken(NEW_YEAR, "Counted otherwise"))
    said = trend_chart.describe_trend(found, writer()).replace("\u00a0", " ")
    assert said.endswith(
        ". Ny definition fra 1. januar 2017; tal før og efter kan ikke sammenlignes. Counted otherwise"
    )


def test_readings_within_the_year_are_cut_too() -> None:
    def lengths(*breaks: Break) -> list[int]:
        _, figure = drawn(*breaks, value="sum", quarters=True)
        return [len(one["x"]) for one in figure["data"] if one.get("marker", {}).get("size") == 5]

    assert lengths() == [4, 4]
    assert lengths(broken(NEW_YEAR)) == [4, 4]
    assert lengths(broken(date(2017, 7, 1))) == [4, 2, 2]


def test_a_sparkline_has_no_line_across_a_new_definition() -> None:
    found, _ = drawn(broken(NEW_YEAR))
    assert [point.parted for point in build_spark(found, 2018)] == [
        False,
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (NEW_YEAR, "86,0 pct. (før ny definition)"),
        (date(2017, 7, 1), "86,0 pct. (før ny definition)"),
        (date(2016, 1, 1), "86,0 pct."),
        (date(2018, 1, 1), "86,0 pct."),
    ],
)
def test_last_years_result_says_that_it_was_counted_in_another_way(on: date, said: str) -> None:
    found, _ = drawn(broken(on))
    _, reached = criteria.write_last_year(found, plan(), DA, catalogue(quarterly()))
    assert reached.replace("\u00a0", " ") == said
