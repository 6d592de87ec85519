"""The picture of a year: every entry is told by a link with a text, also where there are 200."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from pages.status.parts.wheel.wheel_picture import draw_picture
from pages.status.parts.wheel.wheel_reads import WheelSubject, WheelView
from tests.factories import OWNER
from tests.pages.drawing import HOSTILE, Reader, drawings, writer

ON = date(2026, 11, 20)
INST = WheelSubject("Inst", frozenset({OWNER}), institution=OWNER)


def meeting(day: date, number: str = "2026Q3") -> WheelEntry:
    return WheelEntry(WheelKind.MEETING, day, WheelState.AHEAD, OWNER, number=number, fixed=True)


def draw(*entries: WheelEntry, year: int = 2026, subject: WheelSubject = INST) -> str:
    return str(draw_picture(WheelView(subject, year, entries, ()), entries, ON, writer()))


def links(html: str) -> list[tuple[str, str]]:
    return [
        (unescape(href), unescape(label))
        for href, label in re.findall(r'href="([^"]*)" data-nav="1" aria-label="([^"]*)"', html)
    ]


def test_a_mark_leads_to_what_it_stands_for_and_says_it_in_words() -> None:
    html = draw(meeting(date(2026, 11, 26)))
    told = (
        "/kvartalsmoede?institution=inst&quarter=2026Q3",
        "26. november 2026: Kvartalsmøde om 3. kvartal 2026 (Indkaldt)",
    )
    # Once on the wheel, and once in the list of months for a narrow screen.
    assert links(html) == [told, told]
    assert 'role="group" aria-label="Årshjul 2026 for Inst: 1 kvartalsmøde.' in html


def test_several_share_a_mark_with_their_number_that_leads_to_their_month() -> None:
    html = draw(*(meeting(date(2026, 4, 1 + n)) for n in range(3)))
    assert "<b>3</b>" in html
    assert links(html)[0][0] == "/aarshjul?institution=inst&year=2026&kind=meeting&month=4"
    assert links(html)[0][1].count("Kvartalsmøde") == 3


def test_what_is_late_bears_a_sign_that_is_no_colour() -> None:
    late = WheelEntry(WheelKind.REPORT, date(2026, 7, 14), WheelState.LATE, OWNER, "plan", "2026Q2")
    html = draw(late)
    assert html.count('<b class="m-wheel-late">!</b>') == 3
    assert "(Overskredet)" in links(html)[0][1]


def test_today_s_line_is_in_the_year_it_belongs_to_alone() -> None:
    assert "20.11.2026" in draw(meeting(date(2026, 4, 1)))
    other = draw(meeting(date(2025, 4, 1)), year=2025)
    assert "m-wheel-today" not in other
    assert 'aria-current="date"' not in other


def test_200_entries_are_all_told_in_well_formed_html() -> None:
    days = (date(2026, 1, 1) + timedelta(days=n * 364 // 199) for n in range(200))
    html = draw(*map(meeting, days))
    on_wheel = links(html.partition('<ol class="m-year"')[0])
    assert sum(label.count("Kvartalsmøde") for _, label in on_wheel) == 200
    assert len(on_wheel) <= 45
    assert "i alt 200" in Reader(html).text
    assert len(drawings(html)) == 2


def test_what_people_wrote_stays_text() -> None:
    duty = WheelEntry(WheelKind.DUTY, ON, WheelState.AHEAD, OWNER, "policy", "1", text=HOSTILE)
    area = WheelSubject(HOSTILE, frozenset({OWNER}), area=HOSTILE)
    assert "script" not in Reader(draw(duty, subject=area)).tags
