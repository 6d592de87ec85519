"""A report's state is what its steps say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from metrics.access import Role
from metrics.report.course import ReportCourse, ReportState, ReportStep, StepKind

START = datetime(2026, 10, 1, 12, tzinfo=UTC)
FIGURE = "figure:share:2026Q3"


def course(*kinds: str, drafted: bool = False, rows: tuple[str, ...] = ()) -> ReportCourse:
    steps = tuple(
        ReportStep(StepKind(kind), "x@example.dk", Role.CHIEF, START + timedelta(days=n), "W", rows)
        for n, kind in enumerate(kinds)
    )
    return ReportCourse("plan-2026", "2026Q3", steps, drafted)


@pytest.mark.parametrize(
    ("kinds", "state", "version"),
    [
        ((), "open", 1),
        (("sent",), "sent", 1),
        (("sent", "returned"), "returned", 1),
        (("sent", "taken_back"), "draft", 1),
        (("sent", "approved"), "approved", 1),
        (("approved", "asked"), "asked", 1),
        (("approved", "asked", "answered"), "approved", 1),
        (("approved", "received"), "received", 1),
        (("approved", "received", "reopened"), "draft", 2),
        (("approved", "received", "reopened", "approved", "received"), "received", 2),
        (("excepted",), "open", 1),
        (("approved", "confirmed", "doubted", "replied", "refused", "assessed"), "approved", 1),
    ],
)
def test_the_state_is_that_of_the_last_step_that_moves_it(
    kinds: tuple[str, ...], state: str, version: int
) -> None:
    assert course(*kinds).state is ReportState(state)
    assert course(*kinds).version == version


def test_a_draft_tells_an_open_report_from_one_that_is_being_filled_in() -> None:
    assert course(drafted=True).state is ReportState.DRAFT
    assert course("sent", "returned", drafted=True).state is ReportState.RETURNED


@pytest.mark.parametrize(
    ("kinds", "filled_in"),
    [((), True), (("sent", "returned"), True), (("sent",), False), (("approved",), False)],
)
def test_rows_are_filled_in_while_it_is_prepared(kinds: tuple[str, ...], filled_in: bool) -> None:
    assert course(*kinds).may_fill("words") is filled_in


def test_once_handed_in_only_the_rows_asked_about_are_filled_in_until_they_are_answered() -> None:
    asked = course("approved", "asked", rows=(FIGURE,))
    assert asked.may_fill(FIGURE)
    assert not asked.may_fill("words")
    assert not course("approved", "asked", "answered", rows=(FIGURE,)).may_fill(FIGURE)


def test_it_is_handed_in_when_first_approved_and_a_correction_does_not_change_that() -> None:
    assert course("sent").handed_in is None
    again = course("sent", "approved", "received", "reopened", "approved")
    assert again.handed_in == START + timedelta(days=1)


def test_the_department_is_shown_no_step_before_the_approval() -> None:
    assert course("sent", drafted=True).show_to_department().state is ReportState.OPEN
    assert course("sent", "returned", drafted=True).show_to_department().steps == ()
    assert course("sent", "taken_back", drafted=True).show_to_department().steps == ()
    assert course("sent", "approved").show_to_department().state is ReportState.APPROVED


def test_what_was_said_of_a_row_counts_for_its_own_version_alone() -> None:
    rows = ("milestone:2.1",)
    assert course("approved", "confirmed", rows=rows).find_last_of_row("milestone:2.1")
    assert course("approved", "confirmed", rows=rows).find_last_of_row("milestone:2.2") is None
    again = course("approved", "confirmed", "received", "reopened", "approved", rows=rows)
    assert again.find_last_of_row("milestone:2.1") is None
    assert again.find_last(StepKind.RECEIVED) is None


def test_the_newest_exception_is_the_deadline() -> None:
    def granted(day: int) -> ReportStep:
        until = date(2026, 10, day)
        return ReportStep(StepKind.EXCEPTED, "c@x.dk", Role.CONTROLLER, START, "W", until=until)

    assert course().extended is None
    assert ReportCourse("p", "q", (granted(20), granted(28))).extended == date(2026, 10, 28)


def test_an_answer_is_said_of_the_rows_that_were_asked_about() -> None:
    def step(kind: str, *rows: str) -> ReportStep:
        return ReportStep(StepKind(kind), "x@example.dk", Role.CHIEF, START, "W", rows)

    steps = (
        step("approved"),
        step("asked", FIGURE),
        step("answered"),
        step("asked", "words"),
        step("answered"),
    )
    found = ReportCourse("plan-2026", "2026Q3", steps)
    assert found.list_said_of(FIGURE) == [steps[1], steps[2]]
    assert found.list_said_of("words") == [steps[3], steps[4]]
    assert found.list_said_of("goal:1") == []


def test_a_figure_stands_in_until_the_report_is_handed_in() -> None:
    def step(kind: str, word: str = "") -> ReportStep:
        return ReportStep(StepKind(kind), "x", Role.CONTROLLER, START, "W", (FIGURE,), word=word)

    noted = (step("noted", "1"), step("noted", "2"))
    assert ReportCourse("p", "2026Q3", noted).stand_ins == {FIGURE: noted[1]}
    assert ReportCourse("p", "2026Q3", (*noted, step("approved"))).stand_ins == {}
