"""Drafts on both databases: kept as they are left, seen by the institution alone, and never overwritten unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from db import models as m
from db.reports import draft_commands, report_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.state import newest_rows
from metrics.access import Person
from metrics.errors import InvalidInput, Problem
from metrics.report.course import ReportState
from metrics.report.draft_fields import FieldChange
from tests.db.reports.played import (
    CHIEF,
    CONTROLLER,
    NOW,
    PLAN,
    QUARTER,
    REPORTER,
    answer_everything,
    fill,
    look,
    take,
)

NOTE = ("goal:1.1", "note")


def refused(url: str, by: Person, *changes: FieldChange) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong, open_writing(url, by) as session:
        draft_commands.save_fields(session, PLAN, QUARTER, changes, NOW)
    return list(wrong.value.problems)


def test_a_field_is_kept_as_it_is_left_with_who_saved_it_and_nothing_is_recorded(url: str) -> None:
    with open_engine(url).connect() as connection:
        before = newest_rows.read_data_version(connection)
    fill(url, REPORTER, (*NOTE, "halvt skrevet, 23,"))
    report = look(url, REPORTER)
    assert report.draft.get(*NOTE) == "halvt skrevet, 23,"
    assert report.course.state is ReportState.DRAFT
    last = report.draft.last
    assert last
    assert (last.person, last.saved_at, last.version) == (REPORTER.key, NOW, 1)
    with open_engine(url).connect() as connection:
        assert newest_rows.read_data_version(connection) == before
    with open_reading(url, sees=EVERYTHING) as session:
        entries = session.scalar(select(func.count()).select_from(m.AuditEntry))
        assert entries == 1  # of the plan
        assert report_queries.read_courses(session) == {}


def test_of_two_people_the_second_is_told_whose_text_stands_there(url: str) -> None:
    fill(url, REPORTER, (*NOTE, "Første"))
    (problem,) = refused(url, CHIEF, FieldChange(*NOTE, "Anden"))
    assert problem.code == "field_changed_since"
    assert problem.params == {"by": REPORTER.key, "text": "Første", "version": 1}
    assert look(url, CHIEF).draft.get(*NOTE) == "Første"
    fill(url, CHIEF, (*NOTE, "Anden"))
    (problem,) = refused(url, REPORTER, FieldChange(*NOTE, "Første igen", read=1))
    assert problem.params["by"] == CHIEF.key


def test_what_two_people_write_in_different_fields_both_stands(url: str) -> None:
    fill(url, REPORTER, (*NOTE, "A"))
    fill(url, CHIEF, ("goal:1.2", "note", "B"))
    draft = look(url, REPORTER).draft
    assert (draft.get(*NOTE), draft.get("goal:1.2", "note")) == ("A", "B")


def test_a_field_that_is_emptied_counts_its_version_on(url: str) -> None:
    fill(url, REPORTER, (*NOTE, "A"))
    fill(url, REPORTER, (*NOTE, ""))
    found = look(url, REPORTER)
    assert found.draft.fields[NOTE].version == 2
    assert found.course.state is ReportState.OPEN


def test_the_department_sees_no_draft_and_may_write_none(url: str) -> None:
    fill(url, REPORTER, (*NOTE, "A"))
    report = look(url, CONTROLLER)
    assert report.draft.fields == {}
    assert report.course.state is ReportState.OPEN
    assert [p.code for p in refused(url, CONTROLLER, FieldChange(*NOTE, "x"))] == ["not_permitted"]


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_the_department_sees_no_draft_by_sql_either(url: str) -> None:
    fill(url, REPORTER, (*NOTE, "A"))
    count, row = (
        text("SELECT count(*) FROM report_drafts"),
        text(
            "INSERT INTO report_drafts (plan_id, quarter, line, field, text, person, saved_at, version)"
            " SELECT min(id), 'x', 'x', 'x', 'x', :person, now(), 1 FROM plans"
        ),
    )
    with open_reading(url, sees=EVERYTHING) as session:
        assert session.scalar(count) == 0
    with open_writing(url, CONTROLLER) as session:
        assert session.scalar(count) == 0
        session.execute(text("DELETE FROM report_drafts"))
    with pytest.raises(ProgrammingError, match="row-level"), open_writing(url, CONTROLLER) as session:
        session.execute(row, {"person": CONTROLLER.key})
    with open_reading(url, sees={"cpr"}, prepares={"cpr"}) as session:
        assert session.scalar(count) == 1
    with open_reading(url, sees=EVERYTHING, prepares={"another"}) as session:
        assert session.scalar(count) == 0


def test_once_it_is_sent_a_report_is_written_in_no_more_until_it_is_returned(url: str) -> None:
    answer_everything(url)
    take(url, REPORTER, "sent")
    assert [p.code for p in refused(url, REPORTER, FieldChange(*NOTE, "x"))] == ["report_not_open"]
    take(url, CHIEF, "returned", "Skriv hvorfor.")
    fill(url, REPORTER, (*NOTE, "Fordi"))
    assert look(url, REPORTER).course.state is ReportState.RETURNED


def test_the_terminal_reads_and_writes_drafts(url: str) -> None:
    fill(url, MACHINE, (*NOTE, "A"))
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        assert report_queries.read_draft(session, PLAN, QUARTER).get(*NOTE) == "A"
        assert report_queries.read_drafted(session) == {(PLAN, QUARTER)}
        assert report_queries.read_begun(session, [PLAN], [PLAN]) == {(PLAN, QUARTER)}
        assert report_queries.read_begun(session, [PLAN], []) == set()
