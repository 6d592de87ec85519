"""Reports of the example: late, missing, provisional and corrected exactly where the lists say so."""

from __future__ import annotations

from datetime import date, time
from random import Random

import pytest

from db.example import reporting
from db.example.appeals import APPEALS
from db.example.parts import Progress, Subject, Task, make_assessment, make_milestones
from db.example.registers import REGISTERS
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import DANISH_TIME
from metrics.plan.model import Plan
from tests.factories import goal, plan

DUE = date(2017, 6, 30)


def report(subject: Subject, indicator: str, period: str) -> list[Result]:
    """The rows of one period of a series."""
    series = next(s for s in subject.series if s.indicator.id == indicator)
    rows = reporting.make_results(subject.institution.id, series, Random(1))  # noqa: S311
    return [row for row in rows if row.period == period]


def day_of(row: Result | Event) -> date:
    assert row.recorded
    return row.recorded.astimezone(DANISH_TIME).date()


def milestone_plan(*, assessed: bool = False) -> Plan:
    leaf = make_assessment("1.1", "Titel", 2017, "Note")
    criteria = (leaf,) if assessed else make_milestones("1", [Task("A", DUE)])
    return plan(goal("1", *criteria))


def events(found: Plan, progress: Progress) -> list[Event]:
    return list(reporting.make_events(found, progress, Random(1)))  # noqa: S311


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_weekend_gives_way_to_its_friday(day: date, weekday: date) -> None:
    assert reporting.find_weekday(day) == weekday


@pytest.mark.parametrize("seed", range(20))
def test_a_moment_is_within_working_hours_in_denmark(seed: int) -> None:
    moment = reporting.pick_working_moment(DUE, Random(seed))  # noqa: S311
    assert moment.tzinfo is DANISH_TIME
    assert moment.date() == DUE
    assert time(8) <= moment.time() < time(16)


def test_a_late_report_comes_the_days_after_its_period_that_the_list_says() -> None:
    (late,) = report(APPEALS, "afgoerelser-der-holder", "2024Q3")
    assert day_of(late) == date(2024, 10, 25)  # the Friday before the 26th day
    (usual,) = report(APPEALS, "afgoerelser-der-holder", "2024Q2")
    assert 7 - 2 <= (day_of(usual) - date(2024, 6, 30)).days <= 14


def test_a_missing_report_has_no_row_and_its_neighbours_have() -> None:
    assert report(REGISTERS, "fejl-adresser", "2026Q3") == []
    assert len(report(REGISTERS, "fejl-adresser", "2026Q2")) == 1


def test_a_provisional_value_says_why() -> None:
    (row,) = report(APPEALS, "sygefravaer", "2026Q3")
    assert row.provisional
    assert row.note == "Foreløbigt. September mangler fra lønsystemet."


def test_a_corrected_share_was_first_reported_17_too_high() -> None:
    first, second = report(APPEALS, "sager-inden-6-maaneder", "2024Q4")
    assert first.numerator is not None
    assert second.numerator is not None
    assert first.numerator - second.numerator == 17
    assert first.denominator == second.denominator
    assert (first.note, first.provisional, second.provisional) == (None, False, False)
    assert day_of(second) == date(2025, 2, 27)


def test_a_corrected_count_was_first_provisional_and_6_too_low() -> None:
    first, second = report(REGISTERS, "nye-tilslutninger", "2025Q4")
    assert first.value is not None
    assert second.value is not None
    assert second.value - first.value == 6
    assert (first.provisional, second.provisional, second.note) == (True, False, "Endeligt antal.")


def test_a_milestone_is_claimed_before_its_day_and_confirmed_later() -> None:
    claimed, met = events(milestone_plan(), Progress())
    assert (claimed.kind, met.kind) == (EventKind.CLAIMED, EventKind.MET)
    assert claimed.on == met.on < DUE
    assert day_of(claimed) == claimed.on < day_of(met)


def test_a_late_milestone_is_done_the_days_after_that_its_progress_says() -> None:
    claimed, met = events(milestone_plan(), Progress(late={(2017, "1.1"): 5}))
    assert claimed.on == date(2017, 7, 5)
    assert met.note == "Bekræftet af departementet, 5 dage efter fristen."


def test_an_unconfirmed_milestone_is_only_claimed_and_a_silent_one_has_no_event() -> None:
    unconfirmed = events(milestone_plan(), Progress(unconfirmed=frozenset({(2017, "1.1")})))
    assert [event.kind for event in unconfirmed] == [EventKind.CLAIMED]
    assert events(milestone_plan(), Progress(silent=frozenset({(2017, "1.1")}))) == []


def test_a_verdict_is_given_before_it_is_due_and_refused_with_the_reason() -> None:
    (met,) = events(milestone_plan(assessed=True), Progress())
    assert met.kind is EventKind.MET
    assert date(2018, 1, 15) <= met.on < date(2018, 1, 31)
    (refused,) = events(milestone_plan(assessed=True), Progress(refused={(2017, "1.1"): "For sent."}))
    assert (refused.kind, refused.note) == (EventKind.NOT_MET, "For sent.")
    early = date(2017, 10, 9)
    (given,) = events(milestone_plan(assessed=True), Progress(early={(2017, "1.1"): early}))
    assert given.on == early


def test_nothing_happens_after_the_last_day_of_the_example() -> None:
    later = plan(goal("1", *make_milestones("1", [Task("A", date(2026, 12, 15))])))
    assert events(later, Progress()) == []
