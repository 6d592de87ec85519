"""The year as a calendar program reads it: the same days, named and linked as on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import recurring_ical_events
from icalendar import Calendar

from db.directions import document_file
from db.directions.document_sorts import DUTIES
from db.initial import POLICIES
from export.wheel_calendar import write_wheel_calendar
from metrics.direction.progress import StepEventKind
from metrics.plan.terms import Stage
from metrics.wheel.year_wheel import WheelGround, gather_year
from tests.directions import direction
from tests.duties import duty, duty_plan, said
from tests.factories import OWNER, catalogue, goal, plan, scored
from words.language import Words

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = date(2026, 11, 20)


def test_every_entry_of_a_year_comes_back_on_its_day_with_its_name_and_link() -> None:
    signed = plan(goal(), stage=Stage.SIGNED, start=date(2026, 1, 1), end=date(2026, 12, 31))
    weekly = duty_plan(
        duty(rule="FREQ=WEEKLY", first=date(2026, 1, 1)), duty("2", rule="FREQ=MONTHLY;BYMONTHDAY=-1")
    )
    policy = document_file.read_document(DUTIES, POLICIES / "dst-infosikkerhed-2025.toml").bare
    known = catalogue(owners=(OWNER, "dst"))
    ground = WheelGround(
        ON,
        NOW,
        [scored(signed, as_of=ON, known_at=ON)],
        duties=[weekly.bare, policy],
        duty_reports=[said(StepEventKind.CLAIMED, date(2026, 1, 2), occurrence=date(2026, 1, 1))],
        directions=[direction(start=date(2026, 1, 1), end=date(2027, 12, 31)).bare],
    )
    entries = gather_year(ground, 2026)
    written = Calendar.from_ical(write_wheel_calendar(entries, known, Words("da"), NOW, "https://x.dk"))
    found = recurring_ical_events.of(written).between(date(2026, 1, 1), date(2027, 1, 1))
    assert sorted((one["DTSTART"].dt, str(one["UID"])) for one in found) == sorted(
        (entry.day, f"{entry.key}@maalstreg") for entry in entries
    )
    # 53 weeks, 12 ends of a month, 5 of the policy, 3 reports, one half-year, and the next plan.
    assert len(entries) == 53 + 12 + 5 + 3 + 1 + 1
    told = {str(one["SUMMARY"]): str(one["URL"]) for one in found}
    assert told["Inst: Afrapportering for 1. kvartal 2026"] == (
        "https://x.dk/indberetning?plan=plan-2017&quarter=2026Q1"
    )
    assert told["Inst: Næste plan underskrives senest"] == "https://x.dk/plan?plan=plan-2017"
