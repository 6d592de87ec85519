"""The wheel on paper: a shape for each mark and in the legend, and today's line in its year alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from export.papers.chart import WheelChart
from export.papers.drawing.wheel_drawing import draw_wheel
from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState

MONTHS = tuple("jfmamjjasond")


def entry(day: date, kind: WheelKind = WheelKind.DUTY, state: WheelState = WheelState.AHEAD) -> WheelEntry:
    return WheelEntry(kind, day, state, "inst")


def make_chart(*entries: WheelEntry) -> WheelChart:
    names = ((WheelKind.REPORT, "Report"), (WheelKind.DUTY, "Duty & more"))
    return WheelChart("", "", "alt", 2026, MONTHS, entries, names, date(2026, 8, 20), "overdue")


def read(chart: WheelChart) -> ElementTree.Element:
    return ElementTree.fromstring(draw_wheel(chart))  # noqa: S314 # our own drawing


def count_shapes(drawn: ElementTree.Element) -> int:
    return sum("scale(" in one.get("transform", "") for one in drawn.iter())


def test_marks_bear_their_number_and_what_is_late_its_sign() -> None:
    near = [entry(date(2026, 4, day)) for day in (9, 10)]
    late = entry(date(2026, 4, 14), WheelKind.REPORT, WheelState.LATE)
    drawn = read(make_chart(*near, late))
    assert count_shapes(drawn) == 2 + 2
    text = [one.text for one in drawn.iter() if one.text]
    assert {"2", "!", "overdue", "Duty & more", "2026"} <= set(text)
    assert "overdue" not in "".join(read(make_chart(*near)).itertext())


def test_today_is_a_line_more() -> None:
    chart = make_chart(entry(date(2026, 4, 9)))
    lines = [len(read(one).findall("{*}path")) for one in (chart, replace(chart, today=None))]
    assert lines == [13, 12]
