"""Duties as a calendar program reads them: the same days as are counted with here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from db.directions import document_file
from db.directions.document_sorts import DUTIES
from db.initial import POLICIES
from export.duty_calendar import write_duty_calendar
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import find_occurrences
from metrics.duties.recurrence import find_rule_problems
from tests.duties import duty, duty_plan, said, unruled
from words.language import Words

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RULES = (
    ("FREQ=YEARLY", date(2024, 2, 29)),
    ("FREQ=YEARLY;COUNT=4", date(2025, 4, 9)),
    ("FREQ=YEARLY;UNTIL=20270409", date(2025, 4, 9)),
    ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", date(2025, 3, 31)),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", date(2025, 1, 31)),
    ("FREQ=MONTHLY;BYDAY=-1FR", date(2025, 1, 31)),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", date(2025, 1, 1)),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2025, 1, 7)),
)


def read_days(
    plan: DutyPlan, first: date, last: date, told: Sequence[StepEvent] = ()
) -> list[tuple[date, str]]:
    """Read the days as a calendar program does."""
    written = write_duty_calendar([(plan, "The institution")], told, Words("en"), NOW)
    events = recurring_ical_events.of(Calendar.from_ical(written)).between(first, last + timedelta(days=1))
    return sorted((event["DTSTART"].dt, str(event["SUMMARY"])) for event in events)


def list_ours(
    plan: DutyPlan, first: date, last: date, told: Sequence[StepEvent] = ()
) -> list[tuple[date, str]]:
    found = find_occurrences(plan, told, (first, last))
    return sorted((one.due, f"The institution: {one.duty.name}") for one in found if one.due)


@settings(max_examples=20, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(RULES), min_size=1, max_size=3),
    ends=st.none() | st.dates(date(2025, 6, 1), date(2031, 12, 31)),
    first=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_a_calendar_program_reads_the_days_that_are_counted_with_here(
    chosen: list[tuple[str, date]], ends: date | None, first: date
) -> None:
    duties = [duty(str(n), rule=rule, first=day) for n, (rule, day) in enumerate(chosen, 1)]
    plan = duty_plan(*duties, start=date(2024, 1, 1), end=ends).bare
    last = first + timedelta(days=730)
    assert read_days(plan, first, last) == list_ours(plan, first, last)


def test_the_rules_of_the_round_trip_are_such_as_are_accepted() -> None:
    assert [find_rule_problems(rule, first, "") for rule, first in RULES] == [[]] * len(RULES)
    plan = duty_plan(duty(rule="FREQ=YEARLY", first=date(2024, 2, 29)), start=date(2024, 1, 1)).bare
    assert [day for day, _ in read_days(plan, date(2024, 1, 1), date(2026, 12, 31))] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
    ]


def test_what_was_set_off_is_in_it_where_it_has_a_due_day() -> None:
    plan = duty_plan(unruled("1", trigger="x", has_end=True), unruled("2", trigger="y")).bare
    told = (
        said(StepEventKind.TRIGGERED, date(2026, 5, 2), "1", note="Asked", ends=date(2026, 10, 1)),
        said(StepEventKind.TRIGGERED, date(2026, 5, 2), "2", note="Happened"),
    )
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert read_days(plan, *year, told) == [(date(2026, 10, 1), "The institution: 1 Duty 1")]
    assert read_days(plan, *year, told) == list_ours(plan, *year, told)


def test_the_source_s_duties_come_as_they_are_counted_with_here() -> None:
    plan = document_file.read_document(DUTIES, POLICIES / "dst-infosikkerhed-2025.toml").bare
    days = (date(2025, 1, 1), date(2035, 12, 31))
    found = read_days(plan, *days)
    assert found == list_ours(plan, *days)
    assert len(found) == 50  # five duties in ten years
