"""A year of many times stays readable: by month, each with its word."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.duties.occurrences import find_occurrence_standings
from metrics.plan.model import Institution
from pages.status.parts.duties.duty_reads import DutyView
from pages.status.parts.duties.duty_sheet import draw_duty_summary, draw_wheel_link
from tests.duties import duty, duty_plan
from tests.pages.drawing import writer
from words.language import Words


def test_two_hundred_times_are_counted_in_one_sentence() -> None:
    weekly = [duty(str(n), rule="FREQ=WEEKLY", first=date(2026, 1, 1)) for n in range(4)]
    plan = duty_plan(*weekly).bare
    year = (date(2026, 1, 1), date(2026, 12, 31))
    times = find_occurrence_standings(plan, [], year, date(2026, 1, 20), datetime(2026, 1, 20, tzinfo=UTC))
    owner = Institution(id="inst", name="The institution", ministry_area="Area")
    html = str(draw_duty_summary(DutyView(plan, owner, 2026, times, (), {}, ()), Words("da")))
    # 53 Thursdays in 2026, of which those of 1, 8 and 15 January have passed.
    assert "212 frister i 2026, 0 gennemført. 12 er overskredet." in html


def test_an_institution_s_page_leads_to_its_wheel() -> None:
    assert 'href="/aarshjul?institution=dst' in str(draw_wheel_link("dst", writer()))
