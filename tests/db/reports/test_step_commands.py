"""Steps with a report on both databases: each recorded with all it changes, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from db import area_thresholds
from db.audit import chain
from db.reports import report_queries
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.facts.schema import Event, EventKind
from metrics.report.course import ReportState, StepKind
from tests.db.recorded import counts, facts, record
from tests.db.reports.played import (
    AREA,
    CHIEF,
    CONTROLLER,
    DEPUTY,
    NOW,
    PLAN,
    QUARTER,
    REPORTER,
    answer_everything,
    fill,
    look,
    take,
)

MILESTONES = ("milestone:1.2.1", "milestone:1.2.2")


@pytest.fixture
def handed_in(url: str) -> str:
    answer_everything(url)
    take(url, REPORTER, "sent")
    take(url, CHIEF, "approved", "Godkendt")
    return url


def refused(url: str, by: Person, kind: str, *said: str, **more: object) -> list[str]:
    before = counts(url)
    with pytest.raises(InvalidInput) as wrong:
        take(url, by, kind, *said, **more)  # type: ignore[arg-type]
    assert counts(url) == before
    return [problem.code for problem in wrong.value.problems]


def test_nothing_is_sent_while_something_is_missing(url: str) -> None:
    fill(url, REPORTER, ("words", "text", "W"))
    assert set(refused(url, REPORTER, "sent")) == {"line_unanswered"}
    assert set(refused(url, CHIEF, "approved")) == {"line_unanswered"}


def test_at_approval_the_rows_become_events_in_the_chief_s_name_in_one_act(url: str) -> None:
    answer_everything(url)
    take(url, REPORTER, "sent")
    before = counts(url)
    assert facts(url).events == {}
    taken = take(url, CHIEF, "approved", "Godkendt")
    assert taken.answer
    assert {(line.place, line.fate.value) for line in taken.answer.lines if line.place in MILESTONES} == {
        (key, "new") for key in MILESTONES
    }
    after = counts(url)
    assert after["report_steps"] == before["report_steps"] + 1
    assert after["events"] - before["events"] == len(taken.answer.lines)
    assert after["audit_entries"] == before["audit_entries"] + 1
    assert facts(url).events[PLAN, "1.2.1"].kind is EventKind.CLAIMED
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        last = chain.read_entries(session)[-1]
        assert (last.actor, last.action) == (CHIEF.key, "report.approved")
        assert last.subject == f"cpr, {PLAN} {QUARTER}"
        assert chain.find_chain_problems(session) == []
    report = look(url, CONTROLLER)
    assert report.course.state is ReportState.APPROVED
    assert [line["key"] for line in report.declared["lines"]][:2] == list(MILESTONES)
    assert (taken.step.role, taken.step.words) == (Role.CHIEF, "Godkendt")


def test_who_holds_both_of_the_institution_s_rights_hands_in_by_one_act(url: str) -> None:
    answer_everything(url, CHIEF)
    take(url, CHIEF, "approved")
    assert [step.kind for step in look(url, CHIEF).course.steps] == [StepKind.APPROVED]


def test_a_deputy_approves_as_one(url: str) -> None:
    answer_everything(url)
    assert take(url, DEPUTY, "approved").step.role is Role.DEPUTY


def test_a_figure_is_recorded_and_one_that_is_known_already_is_left_alone(url: str) -> None:
    late = datetime(2018, 1, 10, 9, tzinfo=UTC)
    answer_everything(url, quarter="2017Q4", now=late)
    taken = take(url, CHIEF, "approved", quarter="2017Q4", now=late)
    assert taken.answer
    figures = [line for line in taken.answer.lines if line.place.startswith("figure")]
    assert {line.fate.value for line in figures} == {"new"}
    assert facts(url).series["cpr", "klagesager-rettidigt"][-1].period.text == "2017"
    take(
        url,
        CONTROLLER,
        "asked",
        "Er det rigtigt?",
        "figure:klagesager-rettidigt:2017",
        quarter="2017Q4",
        now=late,
    )
    taken = take(url, CHIEF, "answered", "Ja.", quarter="2017Q4", now=late)
    assert taken.answer
    assert [line.fate.value for line in taken.answer.lines] == ["same"]


def test_a_row_that_is_asked_about_is_opened_alone_and_its_answer_is_declared(handed_in: str) -> None:
    url = handed_in
    take(url, CONTROLLER, "asked", "Hvad mangler?", "goal:1.1")
    fill(url, REPORTER, ("goal:1.1", "status", "in_doubt"), ("goal:1.1", "note", "N"))
    with pytest.raises(InvalidInput):
        fill(url, REPORTER, ("goal:1.2", "note", "N"))
    assert refused(url, REPORTER, "answered", "Svar") == ["not_permitted"]
    take(url, CHIEF, "answered", "Svar")
    declared = {line["key"]: line for line in look(url, CONTROLLER).declared["lines"]}
    assert declared["goal:1.1"]["typed"] == {"note": "N", "status": "in_doubt"}
    assert declared["goal:1.2"]["typed"] == {"status": "expected_met"}
    said = facts(url).expectations[PLAN, "1.1.1"]
    assert [one.kind for one in said][-1] is EventKind.IN_DOUBT


def test_a_receipt_waits_for_the_milestones_and_then_keeps_everything_as_it_was(handed_in: str) -> None:
    url = handed_in
    assert refused(url, CONTROLLER, "received") == ["receipt_waits"]
    take(url, CONTROLLER, "confirmed", "", MILESTONES[0])
    take(url, CONTROLLER, "doubted", "Vi mangler rapporten.", MILESTONES[1])
    take(url, CONTROLLER, "received")
    assert facts(url).events[PLAN, "1.2.1"].kind is EventKind.MET
    assert facts(url).events[PLAN, "1.2.1"].on == date(2017, 4, 1)
    assert facts(url).events[PLAN, "1.2.2"].kind is EventKind.CLAIMED
    report = look(url, CONTROLLER)
    _, frozen = report.kept[-1]
    (goal,) = [one for one in frozen["goals"] if one["number"] == "1.2"]
    assert [one["credit"] for one in goal["criteria"]] == ["1", None]
    assert refused(url, CHIEF, "approved") == ["step_not_now"]


def test_a_milestone_that_is_not_confirmed_is_answered_and_then_settled(handed_in: str) -> None:
    url, row = handed_in, MILESTONES[0]
    take(url, CONTROLLER, "doubted", "Hvorfor?", row)
    assert refused(url, CONTROLLER, "refused", "Nej", row) == ["answer_awaited"]
    take(url, CHIEF, "replied", "Fordi", row)
    take(url, CONTROLLER, "refused", "Nej", row)
    assert facts(url).events[PLAN, "1.2.1"].kind is EventKind.NOT_MET


def test_a_correction_is_a_new_version_and_the_receipt_of_the_first_never_changes(handed_in: str) -> None:
    url = handed_in
    for row in MILESTONES:
        take(url, CONTROLLER, "confirmed", "", row)
    take(url, CONTROLLER, "received")
    first = look(url, CONTROLLER).kept[-1][1]
    take(url, REPORTER, "reopened", "Fejl i mål 1.1")
    fill(url, REPORTER, ("goal:1.1", "status", "expected_not_met"))
    take(url, CHIEF, "approved", now=NOW + timedelta(days=1))
    take(url, CONTROLLER, "received", now=NOW + timedelta(days=2))
    report = look(url, CONTROLLER, now=NOW + timedelta(days=3))
    assert report.course.version == 2
    received = report_queries.find_receipt(report.kept, 1)
    second = report_queries.find_receipt(report.kept, 2)
    assert received
    assert second
    assert received[1] == first
    typed = {line["key"]: line["typed"] for line in second[1]["lines"]}
    assert typed["goal:1.1"] == {"status": "expected_not_met"}
    assert report_queries.find_receipt(report.kept, 3) is None


def test_nobody_takes_the_other_party_s_steps(handed_in: str) -> None:
    url = handed_in
    for by in (REPORTER, CHIEF):
        assert refused(url, by, "received") == ["not_permitted"]
        assert refused(url, by, "confirmed", "", MILESTONES[0]) == ["not_permitted"]
    assert refused(url, CONTROLLER, "replied", "x", MILESTONES[0]) == ["not_permitted"]
    both = Person("b@example.dk", (*CHIEF.grants, *CONTROLLER.grants))
    assert refused(url, both, "confirmed", "", MILESTONES[0]) == ["not_permitted"]


def test_what_is_shared_is_a_document_and_no_result(url: str) -> None:
    fill(url, REPORTER, ("goal:1.1", "status", "in_doubt"))
    before = counts(url)
    take(url, REPORTER, "shared", "Foreløbigt")
    assert counts(url)["events"] == before["events"]
    report = look(url, CONTROLLER)
    (shared,) = report.kept
    assert shared[0].kind is StepKind.SHARED
    assert [line["key"] for line in shared[1]["lines"]] == ["goal:1.1"]
    assert report.course.state is ReportState.OPEN
    assert report.declared == {}


@pytest.mark.parametrize("seen", [False, True])
def test_what_is_sent_and_not_approved_is_seen_by_the_department_only_where_its_area_says_so(
    url: str, seen: bool
) -> None:
    if seen:
        with open_writing(url, MACHINE) as session:
            area_thresholds.set_threshold(session, AREA, "unapproved_seen", Decimal(1), "R")
    later = datetime.now(UTC)
    answer_everything(url, now=later)
    take(url, REPORTER, "sent", now=later)
    report = look(url, CONTROLLER, now=later)
    assert [step.kind for step, _ in report.kept] == [StepKind.SHARED] * seen
    assert report.course.state is ReportState.OPEN


def test_an_exception_moves_the_deadline_and_has_its_reason(url: str) -> None:
    assert refused(url, CONTROLLER, "excepted", "", until=date(2017, 7, 28)) == ["text_empty"]
    take(url, CONTROLLER, "excepted", "Sygdom", until=date(2017, 7, 28))
    report = look(url, REPORTER)
    assert (report.due, report.deadline) == (date(2017, 7, 14), date(2017, 7, 28))


def test_what_happens_between_reports_is_told_by_one_without_a_quarter(url: str) -> None:
    day = "2017-07-10"
    claim = {"status": "claimed", "on": "2017-06-28", "evidence": "2017-1"}
    fill(url, REPORTER, *((MILESTONES[0], name, text) for name, text in claim.items()), quarter=day)
    assert refused(url, CHIEF, "approved", quarter=day) == ["line_unanswered"]
    fill(url, REPORTER, ("words", "text", "Nået før tid"), quarter=day)
    take(url, CHIEF, "approved", quarter=day)
    take(url, CONTROLLER, "confirmed", "", MILESTONES[0], quarter=day)
    take(url, CONTROLLER, "received", quarter=day)
    assert facts(url).events[PLAN, "1.2.1"].kind is EventKind.MET
    with open_reading(url, sees=EVERYTHING) as session:
        assert set(report_queries.read_courses(session)) == {(PLAN, day)}
        assert report_queries.read_report_acts(session) == []


def test_what_was_sent_is_taken_back_until_it_is_approved_and_the_department_hears_nothing_of_it(
    url: str,
) -> None:
    answer_everything(url)
    assert refused(url, REPORTER, "taken_back") == ["step_not_now"]
    take(url, REPORTER, "sent")
    assert refused(url, CONTROLLER, "taken_back") == ["not_permitted"]
    take(url, REPORTER, "taken_back")
    assert look(url, REPORTER).course.state is ReportState.DRAFT
    assert look(url, CONTROLLER).course.steps == ()
    fill(url, REPORTER, ("words", "text", "Mere"))
    take(url, REPORTER, "sent")
    take(url, CHIEF, "approved")
    assert refused(url, REPORTER, "taken_back") == ["step_not_now"]


def test_a_milestone_reported_as_done_between_reports_awaits_the_next_and_is_answered_with_it(
    url: str,
) -> None:
    said = {"indicator": f"{PLAN}:1.2.1", "period": "2017-06-20", "value": "claimed"}
    record(url, said, now=NOW - timedelta(days=15))
    answer_everything(url)
    line = next(line for line in look(url, REPORTER).lines if line.key == MILESTONES[0])
    assert (line.carried, line.required) == (True, False)
    take(url, CHIEF, "approved")
    assert refused(url, CONTROLLER, "received") == ["receipt_waits"]
    for row in MILESTONES:
        take(url, CONTROLLER, "confirmed", "", row)
    take(url, CONTROLLER, "received")
    assert facts(url).events[PLAN, "1.2.1"].kind is EventKind.MET
    # What was declared in a report awaits that one, and no other.
    later = look(url, CONTROLLER, "2017Q3", NOW + timedelta(days=90)).lines
    assert not any(line.carried for line in later)


def test_a_number_that_is_expected_is_recorded_at_approval_and_kept_in_the_receipt(url: str) -> None:
    answer_everything(url)
    fill(url, REPORTER, ("number:2.1.1", "number", "92,50"), ("number:3.1.1", "number", "1,5 pct."))
    assert facts(url).numbers == {}
    take(url, CHIEF, "approved", "Godkendt")
    told = facts(url).numbers
    assert {about[1]: (one[-1].value, one[-1].on) for about, one in told.items()} == {
        "2.1.1": (Decimal("92.5"), date(2017, 7, 10)),
        "3.1.1": (Decimal("1.5"), date(2017, 7, 10)),
    }
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
    for row in look(url, CONTROLLER).ground.claimed:
        take(url, CONTROLLER, "confirmed", "", row)
    take(url, CONTROLLER, "received")
    found = report_queries.find_receipt(look(url, CONTROLLER).kept, 1)
    assert found
    lines = {line["key"]: line for line in found[1]["lines"]}
    assert lines["number:2.1.1"]["said"][0]["value"] == "92.5"
    assert lines["number:2.1.1"]["typed"] == {"number": "92,50"}


def hold_goals(role: Role, *goals: str) -> Person:
    given = Grant(role, date(2016, 1, 1), institution="cpr", goals=frozenset(goals))
    return Person(f"{role}-of-goals@example.dk", (given,))


def test_a_desk_answers_for_its_goals_and_neither_receives_nor_brings_in_a_verdict(handed_in: str) -> None:
    desk, other = hold_goals(Role.DESK, "1.2"), hold_goals(Role.DESK, "1.1")
    assert refused(handed_in, other, "confirmed", "", MILESTONES[0]) == ["row_of_others"]
    take(handed_in, desk, "confirmed", "", MILESTONES[0])
    assert facts(handed_in).events[PLAN, "1.2.1"].kind is EventKind.MET
    assert look(handed_in, CONTROLLER).course.steps[-1].role is Role.DESK
    assert refused(handed_in, desk, "received") == ["not_permitted"]
    verdict = Event(PLAN, "1.2.2", EventKind.MET, date(2017, 6, 30))
    with pytest.raises(InvalidInput) as wrong, open_writing(handed_in, desk) as session:
        result_commands.record_results(session, [], [verdict], NOW)
    assert [one.code for one in wrong.value.problems] == ["not_permitted"]


def test_a_reporter_for_some_goals_fills_in_their_rows_alone_and_does_not_send(url: str) -> None:
    reporter = hold_goals(Role.REPORTER, "1.2")
    fill(url, reporter, (MILESTONES[0], "status", "claimed"))
    with pytest.raises(InvalidInput) as wrong:
        fill(url, reporter, ("goal:1.1", "status", "expected_met"), ("words", "text", "W"))
    assert [(one.code, one.place) for one in wrong.value.problems] == [
        ("row_of_others", "goal:1.1"),
        ("row_of_others", "words"),
    ]
    assert look(url, REPORTER).draft.get(MILESTONES[0], "status") == "claimed"
    answer_everything(url)
    assert refused(url, reporter, "sent") == ["not_permitted"]


def test_the_department_notes_a_figure_where_one_is_missing_and_it_counts_in_nothing(url: str) -> None:
    quarter, now = "2017Q3", datetime(2017, 10, 16, 9, tzinfo=UTC)
    before = look(url, CONTROLLER, quarter, now)
    row = next(iter(before.ground.figures))

    def note(by: Person, word: str, *words: str) -> list[str]:
        try:
            take(
                url,
                by,
                "noted",
                *(words or ("Oplyst pr. telefon",)),
                row,
                quarter=quarter,
                now=now,
                word=word,
            )
        except InvalidInput as wrong:
            return [problem.code for problem in wrong.problems]
        return []

    assert note(REPORTER, "91,2") == ["not_permitted"]
    assert note(CONTROLLER, "ved ikke") == ["figure_needed"]
    assert note(CONTROLLER, "91,2", "") == ["text_empty"]
    assert note(CONTROLLER, "91,2") == note(CONTROLLER, "91,4") == []
    report = look(url, CONTROLLER, quarter, now)
    assert {key: (step.word, step.words) for key, step in report.course.stand_ins.items()} == {
        row: ("91.4", "Oplyst pr. telefon")
    }
    assert report.score.points == before.score.points
    assert row in report.ground.figures
    assert report.course.state is ReportState.OPEN
