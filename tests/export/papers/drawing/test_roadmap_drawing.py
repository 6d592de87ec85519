"""A roadmap drawn for paper."""

from __future__ import annotations

from xml.etree import ElementTree

from export.papers.chart import RoadmapBar, RoadmapChart
from export.papers.drawing.roadmap_drawing import WIDE, draw_roadmap

LONG = RoadmapBar("1.1 <Long>", "2024", "done", (2024.0, 2025.0), 1.0)
NONE = RoadmapBar("1.2 None", "", "open")


def draw(*bars: RoadmapBar, today: float | None = None) -> ElementTree.Element:
    undated = "uden dato" if NONE in bars else ""
    chart = RoadmapChart("T", "alt", (2023.0, 2026.0), bars, undated, today, "Status")
    return ElementTree.fromstring(draw_roadmap(chart))  # noqa: S314 # our own drawing


def texts(drawn: ElementTree.Element) -> list[str]:
    return list(dict.fromkeys(one.text or "" for one in drawn.iter() if one.tag.endswith("text")))


def test_a_bar_stands_where_its_days_are_and_what_has_no_time_stands_beside_the_years() -> None:
    drawn = draw(LONG)
    boxes = [one for one in drawn.iter() if one.tag.endswith("rect") and one.get("stroke")]
    assert [(one.get("x"), one.get("width")) for one in boxes] == [("166.67", "166.67")]
    assert {"1.1 <Long>", "2024, done", "2023", "2024", "2025"} <= {*texts(drawn)}
    assert "uden dato" not in texts(drawn)
    both = draw(LONG, NONE)
    assert "uden dato" in texts(both)
    marks = [float(one.get("x", "0")) for one in both.iter() if one.text == "open"]
    assert all(x > WIDE - 74 for x in marks)
    assert marks


def test_the_day_has_a_line_only_within_the_period_and_each_row_adds_its_height() -> None:
    assert "Status" in texts(draw(LONG, today=2024.5))
    assert "Status" not in texts(draw(LONG))
    heights = [float(draw(*bars).get("height", "0")) for bars in ((LONG,), (LONG, LONG), (LONG, NONE))]
    assert heights[0] < heights[2] < heights[1]
