"""Deadlines: their days, their order, and a timeline that says what it draws."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, row

SPRING = "2017-04-01"


NOW = "2026-11-20"


TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


def test_a_report_due_on_good_friday_has_the_wednesday_before_easter_as_its_working_day(
    open_page: Open,
) -> None:
    html = text(open_page("risk", as_of=SPRING))
    assert row(html, "Afrapportering for 1. kvartal 2017") == (
        "Afrapportering for 1. kvartal 2017 CPR-administrationen 2017 14.04.2017 12.04.2017"
        " 13 dage tilbage Indberetter"
    )
    assert captions(html)[:3] == ["April 2017: 1 frist", "Juni 2017: 2 frister", "Juli 2017: 1 frist"]
    english = text(open_page("risk", as_of=SPRING, lang="en"))
    assert "14 Apr 2017 12 Apr 2017 13 days left Reporter" in row(english, "Report for Q1 2017")


def test_what_is_late_comes_first_and_leads_to_its_goal(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    named = captions(html)
    assert named.index("Over fristen: 3 frister") < named.index("November 2026: 1 frist")
    late = row(html, "2.1 Bekræftelse")
    assert late.endswith("30.09.2026 51 dage over fristen Controller i departementet")
    assert f"/maal?plan=eksempel-ankenaevn-2026&amp;goal=2.1&amp;as_of={NOW}" in html


def test_the_timeline_has_a_line_for_each_plan_and_says_what_it_draws(open_page: Open) -> None:
    (line,) = TIMELINE.findall(text(open_page("risk", as_of=SPRING)))
    name, said, drawn = line
    assert name == "CPR-administrationen 2017"
    assert said.startswith("14. april 2017: Afrapportering for 1. kvartal 2017; 30. juni 2017: Milepæl: ")
    assert re.findall(r"m-duty-(\w+)", drawn) == ["report", "milestone", "report"]
    assert re.findall(r"left:([\d.]+)%", drawn) == ["10.83", "75.00", "86.67"]
    assert "<b>2</b>" in drawn
    assert len(TIMELINE.findall(text(open_page("risk", as_of=NOW)))) == 3
