"""PostgreSQL itself shows an institution its own part of an area's minutes, and nothing of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from db.clock import CLOCK
from db.meetings import commitment_queries, meeting_commands, meeting_queries
from db.meetings.meeting_commands import MeetingRequest
from db.plans import definitions
from db.scope import EVERYTHING, NOTHING, Scope
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.meeting.meeting_course import MeetingCourse, MeetingStepKind, MeetingSubject
from tests.area_meetings import AREA, DUE, OTHERS, PLAN, QUARTER, hold

OWN, NEIGHBOUR = "eksempel-ankenaevn", "eksempel-tilsyn"
TODAY = date(2026, 11, 20)
CHIEF = Person("chief@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution=OWN),))
PART = MeetingSubject(OWN, AREA)


@pytest.fixture
def url(filled_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CLOCK, "2026-11-20")
    hold(filled_database_url)
    return filled_database_url


def read_all(url: str, minutes: Scope, meets: Scope = NOTHING) -> str:
    """Everything that any row of meetings tells, to whoever asks for all of them in plain SQL."""
    with open_reading(url, sees=frozenset({OWN}), meets=meets, minutes=minutes) as session:
        steps = session.execute(text("SELECT kind, words, absent, document FROM meeting_steps")).all()
        lines = session.execute(text("SELECT kind, text, owner FROM meeting_entries")).all()
    return str([*steps, *lines])


@pytest.mark.parametrize("filled_database_url", ["postgresql"], indirect=True)
def test_plain_sql_tells_an_institution_its_own_part_alone(url: str) -> None:
    told = read_all(url, frozenset({OWN}))
    assert "Eget besluttet" in told
    assert "Egen opgave" in told
    for other in (*OTHERS, "Borgertilsynet", "eksempel-tilsyn-2026", "attended"):
        assert other not in told, other
    assert "besluttet" not in read_all(url, NOTHING), "it takes the right to read minutes"
    assert all(other in read_all(url, NOTHING, meets=frozenset({OWN})) for other in OTHERS)


@pytest.mark.parametrize("filled_database_url", ["postgresql"], indirect=True)
def test_what_was_captured_since_the_close_is_not_told(url: str) -> None:
    subject = MeetingSubject(area=AREA)
    with open_writing(url, MACHINE) as session:
        wanted = MeetingRequest(subject, QUARTER, MeetingStepKind("reopened"), "Grund")
        meeting_commands.take_meeting_step(session, wanted)
    hold(url, close=False, opened=True)
    told = read_all(url, frozenset({OWN}))
    assert told.count("Eget besluttet") == 1
    assert "Grund" not in told


def read_part_courses(session: Session) -> dict[tuple[MeetingSubject, str], MeetingCourse]:
    return meeting_queries.arrange_part_courses(meeting_queries.read_steps(session))


def test_the_part_is_read_as_the_close_kept_it_with_the_actions_that_are_given(url: str) -> None:
    with open_reading(url, sees=frozenset({OWN}), minutes=frozenset({OWN})) as session:
        found = meeting_queries.read_meetings(session, PART)
        document = meeting_queries.read_minutes(session, PART, QUARTER)
        (course,) = [one for of, one in read_part_courses(session).items() if of == (PART, QUARTER)]
        actions = commitment_queries.read_met_commitments(
            session, definitions.read_catalogue(session), (), TODAY
        )
    assert [one.text for one in found.entries] == ["Eget besluttet", "Egen opgave"]
    assert document is not None
    assert [plan["plan"] for plan in document["plans"]] == [PLAN]
    assert document["attended"] == "Ankenævnet for Borgersager: Direktør"
    assert [step.kind for step in course.steps] == ["opened", "closed"]
    assert "Egen opgave" in [one.text for one in actions if OWN in one.institutions]


def test_a_comment_is_of_the_part_and_the_department_reads_it_with_the_whole(url: str) -> None:
    wanted = MeetingRequest(PART, QUARTER, MeetingStepKind.COMMENTED, "Vores mål mangler")
    with open_writing(url, CHIEF) as session:
        meeting_commands.take_meeting_step(session, wanted)
    of_neighbour = MeetingRequest(
        MeetingSubject(NEIGHBOUR, AREA), QUARTER, MeetingStepKind.COMMENTED, "Ikke jer"
    )
    with pytest.raises(InvalidInput, match="not_permitted"), open_writing(url, CHIEF) as session:
        meeting_commands.take_meeting_step(session, of_neighbour)
    approves = MeetingRequest(PART, QUARTER, MeetingStepKind.APPROVED_INSTITUTION)
    with pytest.raises(InvalidInput, match="meeting_of_area"), open_writing(url, CHIEF) as session:
        meeting_commands.take_meeting_step(session, approves)
    with open_reading(url, sees=EVERYTHING) as session:
        (one,) = (
            meeting_queries.read_meetings(session, MeetingSubject(area=AREA)).find_course(QUARTER).comments
        )
        theirs = meeting_queries.read_meetings(session, MeetingSubject(NEIGHBOUR, AREA)).find_course(QUARTER)
        own = meeting_queries.read_meetings(session, MeetingSubject(OWN))
    assert (one.words, one.institution) == ("Vores mål mangler", OWN)
    assert theirs.comments == ()
    assert own.courses == {}, "its own meetings are others"


@pytest.mark.parametrize("filled_database_url", ["postgresql"], indirect=True)
def test_the_database_takes_of_a_part_the_institution_s_comment_alone(url: str) -> None:
    row = text(
        "INSERT INTO meeting_steps"
        " (institution_id, area, quarter, kind, person, role, words, absent, recorded_at)"
        " SELECT id, :area, :quarter, :kind, :person, 'chief', '', '', :at FROM institutions WHERE key = :own"
    )
    said = {"area": AREA, "quarter": QUARTER, "person": CHIEF.key, "at": datetime.now(UTC)}

    def takes(own: str, kind: MeetingStepKind) -> bool:
        try:
            with open_writing(url, CHIEF) as session:
                session.execute(row, {**said, "kind": kind, "own": own})
        except ProgrammingError as refused:
            assert "row-level security" in str(refused)  # noqa: PT017
            return False
        return True

    assert [kind for kind in MeetingStepKind if takes(OWN, kind)] == [MeetingStepKind.COMMENTED]
    assert not any(takes(NEIGHBOUR, kind) for kind in MeetingStepKind)


def test_each_close_keeps_a_part_for_every_institution_of_the_area(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        parts = read_part_courses(session)
        courses = meeting_queries.read_courses(session)
    assert {of.institution for of, _ in parts} >= {OWN, NEIGHBOUR}
    assert {of for of, _ in courses if of.area} == {MeetingSubject(area=AREA)}
    (closed,) = [step for step in courses[MeetingSubject(area=AREA), QUARTER].steps if step.kind == "closed"]
    assert (closed.institution, closed.on) == ("", DUE)
