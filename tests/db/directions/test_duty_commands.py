"""Adding a plan of duties, its versions, and what is said of its duties."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from db import queries
from db.audit import chain
from db.directions import direction_commands, direction_queries, duty_commands, duty_queries
from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.progress import StepEventKind
from metrics.duties.duty_plan import DutyFile
from metrics.errors import InvalidInput
from tests.directions import direction
from tests.duties import FIRST, duty, duty_plan, said, unruled

K = StepEventKind
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
FILE = duty_plan(duty(), unruled(trigger="when asked", has_end=True))


def add(url: str, file: DutyFile, by: Person = MACHINE) -> bool:
    with open_writing(url, by) as session:
        return duty_commands.import_duties(session, file, NOW)


def say(session: Session, kind: StepEventKind, number: str = "1.1", **changes: object) -> None:
    duty_commands.record_report(session, said(kind, date(2026, 11, 1), number, **changes), NOW)


def test_a_plan_is_added_once_and_a_change_is_a_new_version(database_url: str) -> None:
    assert add(database_url, FILE)
    assert not add(database_url, FILE)
    assert add(database_url, FILE.model_copy(update={"title": "Changed"}))
    with open_reading(database_url, sees=EVERYTHING) as session:
        versions = duty_queries.read_versions(session)
        assert [(one.number, one.document.title) for one in versions] == [(1, "Policy 2025"), (2, "Changed")]
        assert [one.title for one in duty_queries.read_newest(session)] == ["Changed"]
        assert duty_queries.read_duty_file(session, "policy-2025", 1) == FILE
        assert [e.action for e in chain.read_entries(session)] == ["duties.added", "duties.changed"]
        assert chain.find_chain_problems(session) == []


def test_it_is_neither_a_yearly_plan_nor_a_development_plan(database_url: str) -> None:
    add(database_url, FILE)
    with open_writing(database_url, MACHINE) as session:
        say(session, K.CLAIMED, occurrence=FIRST)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert plan_queries.read_plans(session) == []
        assert direction_queries.read_versions(session) == []
        assert direction_queries.read_progress(session) == []
        assert plan_queries.read_kind(session, "policy-2025") is DocumentKind.DUTIES
        assert queries.read_history(session).known(date(2026, 11, 20), NOW).events == {}
        with pytest.raises(InvalidInput) as refused:
            plan_queries.read_plan(session, "policy-2025")
    assert [p.code for p in refused.value.problems] == ["duties_without_total"]
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as taken:
        direction_commands.import_direction(session, direction(id="policy-2025"), NOW)
    assert [p.code for p in taken.value.problems] == ["plan_of_another_kind"]


def test_what_is_said_is_kept_with_its_time_and_sealed(database_url: str) -> None:
    add(database_url, FILE)
    with open_writing(database_url, MACHINE) as session:
        say(session, K.CLAIMED, occurrence=FIRST, note="  Done. ", source="J 1")
        say(session, K.TRIGGERED, "1.2", note="Asked", ends=date(2027, 1, 31))
    with open_reading(database_url, sees=EVERYTHING) as session:
        done, asked = duty_queries.read_reports(session, "policy-2025")
        assert (done.occurrence, done.note, done.source, done.recorded_at) == (FIRST, "Done.", "J 1", NOW)
        assert (asked.kind, asked.occurrence, asked.ends) == (K.TRIGGERED, None, date(2027, 1, 31))
        assert chain.find_chain_problems(session) == []


def test_what_may_not_be_said_is_refused_and_what_was_reported_of_stays(database_url: str) -> None:
    add(database_url, FILE)
    with open_writing(database_url, MACHINE) as session, pytest.raises(InvalidInput) as refused:
        say(session, K.DROPPED)
    assert [p.code for p in refused.value.problems] == ["occurrence_needed", "text_empty"]
    with open_writing(database_url, MACHINE) as session:
        say(session, K.CLAIMED, occurrence=FIRST)
    moved = duty_plan(duty(first=date(2025, 5, 1)))
    with pytest.raises(InvalidInput) as kept:
        add(database_url, moved)
    assert [p.code for p in kept.value.problems] == ["occurrence_reported_on"]


def test_a_department_that_is_party_confirms_and_the_institution_does_not(database_url: str) -> None:
    add(database_url, FILE.model_copy(update={"department": "Department"}))
    reporter, desk = (
        Person(f"{role}@example.dk", (Grant(role, date(2020, 1, 1), institution="inst"),))
        for role in (Role.REPORTER, Role.DESK)
    )
    with open_writing(database_url, reporter) as session:
        say(session, K.CLAIMED, occurrence=FIRST)
    with open_writing(database_url, reporter) as session, pytest.raises(InvalidInput):
        say(session, K.MET, occurrence=FIRST)
    with open_writing(database_url, desk) as session:
        say(session, K.MET, occurrence=FIRST)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [one.kind for one in duty_queries.read_reports(session)] == [K.CLAIMED, K.MET]
