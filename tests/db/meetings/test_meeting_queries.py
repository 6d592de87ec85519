"""Reads of meetings: what each reader finds, also past the program, on PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.meetings import meeting_queries
from db.scope import EVERYTHING, NOTHING, Scope
from db.session import open_reading
from metrics.meeting.meeting_course import MeetingState, MeetingSubject
from tests.db.meetings.held import HEAD, NEXT, NOW, OWN, QUARTER, capture, close, read, take
from tests.db.reports.played import AREA

CPR = frozenset({"cpr"})


def told(url: str, sees: Scope, meets: Scope = NOTHING) -> list[str]:
    with open_reading(url, sees=sees, meets=meets) as session:
        return [entry.text for entry in meeting_queries.read_meetings(session, OWN).entries]


def test_each_meeting_has_its_steps_and_lines(url: str) -> None:
    take(url, HEAD, "opened")
    capture(url, HEAD, "note", "One")
    close(url)
    take(url, HEAD, "opened", quarter=NEXT)
    capture(url, HEAD, "note", "Two", quarter=NEXT)
    found = read(url)
    assert {quarter: course.state for quarter, course in found.courses.items()} == {
        QUARTER: MeetingState.DRAFT,
        NEXT: MeetingState.OPEN,
    }
    assert [entry.text for entry in found.find_entries(NEXT)] == ["Two"]
    assert found.find_course("2017Q4").state is MeetingState.NOT_PLANNED
    assert found.list_earlier(NEXT) == [QUARTER]
    assert found.list_earlier(QUARTER) == []
    with open_reading(url, sees=EVERYTHING) as session:
        courses = meeting_queries.read_courses(session)
        assert {of: course.state for of, course in courses.items()} == {
            (OWN, QUARTER): MeetingState.DRAFT,
            (OWN, NEXT): MeetingState.OPEN,
        }


def test_a_meeting_about_an_area_follows_up_the_open_actions_of_its_institutions(url: str) -> None:
    take(url, HEAD, "opened")
    owned = {"plan": "cpr-2017", "goal": "1.1", "owner": "Chief", "due": date(2017, 9, 1)}
    first = capture(url, HEAD, "action", "Open", **owned)
    second = capture(url, HEAD, "action", "Done", **owned)
    capture(url, HEAD, "decision", "Decided")
    close(url)
    area = MeetingSubject(area=AREA)

    def old(quarter: str) -> list[str]:
        with open_reading(url, sees=EVERYTHING) as session:
            found = meeting_queries.read_meetings(session, area, ["cpr"])
        assert all(found.find_member(one.entry) == "cpr" for one in found.find_old(quarter))
        return [one.entry.text for one in found.find_old(quarter)]

    assert (old(QUARTER), old("2017Q1")) == (["Open", "Done"], [])
    take(url, HEAD, "opened", quarter=NEXT)
    capture(url, HEAD, "done", about=second.number, on=date(2017, 8, 1), quarter=NEXT)
    assert old(NEXT) == ["Open"]
    take(url, HEAD, "opened", subject=area, quarter=NEXT)
    close(url, subject=area, quarter=NEXT)
    with open_reading(url, sees=EVERYTHING) as session:
        kept = meeting_queries.read_minutes(session, area, NEXT)
    assert kept is not None
    assert kept["old"] == [{"entry": first.number, "done": None}]


def test_minutes_tell_the_lines_that_stood_at_their_close(url: str) -> None:
    take(url, HEAD, "opened")
    capture(url, HEAD, "note", "One")
    close(url)
    take(url, HEAD, "reopened", "R", now=NOW + timedelta(hours=1))
    capture(url, HEAD, "note", "Two", now=NOW + timedelta(hours=2))
    with open_reading(url, sees=EVERYTHING) as session:
        document = meeting_queries.read_minutes(session, OWN, QUARTER)
    assert document is not None
    assert [line.text for line in meeting_queries.list_told_entries(read(url), document)] == ["One"]


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_what_is_captured_is_the_department_s_until_a_close_tells_it(url: str) -> None:
    """The database holds it by itself on PostgreSQL; on SQLite the page alone does."""
    take(url, HEAD, "opened")
    capture(url, HEAD, "note", "One")
    assert told(url, CPR) == []
    assert told(url, CPR, meets=CPR) == ["One"]
    assert told(url, frozenset({"other"}), meets=frozenset({"other"})) == []
    close(url, now=NOW + timedelta(hours=1))
    assert told(url, CPR) == ["One"]
    take(url, HEAD, "reopened", "R", now=NOW + timedelta(hours=2))
    capture(url, HEAD, "note", "Two", now=NOW + timedelta(hours=3))
    assert told(url, CPR) == ["One"]
    assert told(url, CPR, meets=CPR) == ["One", "Two"]


def test_a_meeting_that_nothing_was_done_with_has_no_minutes(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        assert meeting_queries.read_minutes(session, OWN, QUARTER) is None
        assert meeting_queries.read_minutes(session, MeetingSubject(area="X"), QUARTER) is None


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_what_is_captured_about_an_area_is_seen_by_those_alone_who_hold_its_meetings(url: str) -> None:
    area = MeetingSubject(area=AREA)
    take(url, HEAD, "opened", subject=area)
    capture(url, HEAD, "note", "One", subject=area)
    close(url, subject=area)
    for meets, there in ((NOTHING, False), (CPR, True)):
        with open_reading(url, sees=CPR, meets=meets) as session:
            found = meeting_queries.read_meetings(session, area)
        assert bool(found.entries) is bool(found.courses) is there
