"""How one time of a duty stands, and every duty of the document, which has no total."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.duties.occurrences import find_occurrence_standings
from metrics.plan.model import Institution
from pages.status.parts.duties.duty_reads import DutyView
from pages.status.parts.duties.duty_sheet import draw_duties, draw_standing
from tests.duties import duty, duty_plan, unruled
from tests.pages.drawing import DA, plain, row


def test_a_time_whose_day_has_passed_is_late_and_one_to_come_is_not_reported_on() -> None:
    year, plan = (date(2026, 1, 1), date(2026, 12, 31)), duty_plan(duty()).bare
    told = [
        plain(str(draw_standing(one, DA)))
        for day in (date(2026, 4, 9), date(2026, 4, 10))
        for one in find_occurrence_standings(plan, [], year, day, datetime(2026, 5, 1, tzinfo=UTC))
    ]
    assert told == ["Ingen indberetning", "Ingen indberetning Fristen er overskredet."]


def test_every_duty_is_there_with_its_section_and_there_is_no_total() -> None:
    owner = Institution(id="inst", name="Inst", ministry_area="Area")
    plan = duty_plan(duty(owner="Board"), unruled("2", said="now and then")).bare
    html = str(draw_duties(DutyView(plan, owner, {}, ()), DA))
    assert row(html, "1.1 Duty 1.1").startswith(
        "1.1 Duty 1.1 afsnit 1 hvert år, første gang 9. april 2025 Board"
    )
    assert "uden hyppighed i dokumentet “now and then”" in row(html, "2 Duty 2")
    assert "ingen samlet målopfyldelse" in plain(html)
