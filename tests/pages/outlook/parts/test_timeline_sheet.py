"""The days ahead: a line for each plan with what is due, months above and days below."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text

SPRING = "2017-04-01"
NOW = "2026-11-20"
TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


def test_the_timeline_has_a_line_for_each_plan_and_says_what_it_draws(open_page: Open) -> None:
    (line,) = TIMELINE.findall(text(open_page("risk", as_of=SPRING)))
    name, said, drawn = line
    assert name == "CPR-administrationen 2017"
    assert said.startswith("14. april 2017: Afrapportering for 1. kvartal 2017; 30. juni 2017: Milepæl: ")
    assert re.findall(r"m-duty-(\w+)", drawn) == ["report", "milestone", "report"]
    assert re.findall(r"left:([\d.]+)%", drawn) == ["10.83", "75.00", "86.67"]
    assert "<b>× 2</b>" in drawn
    assert len(TIMELINE.findall(text(open_page("risk", as_of=NOW)))) == 3


def test_the_axis_counts_in_days_and_names_the_months(open_page: Open) -> None:
    html = text(open_page("risk", as_of=SPRING))
    axes = re.findall(r'm-axis" aria-hidden="true">(.*?)</div>', html)
    months, days = (re.findall(r'left:([\d.]+)%">([^<]*)<', axis) for axis in axes)
    assert months == [("25.00", "maj"), ("50.83", "jun."), ("75.83", "jul.")]
    assert days == [
        ("0.00", "i dag"),
        ("25.00", "om 30 dage"),
        ("50.00", "om 60 dage"),
        ("75.00", "om 90 dage"),
    ]
    assert "× antal frister den dag" in html
