"""What the papers of a meeting are made of: received reports, and what the close kept, as known at a moment."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.meetings import meeting_papers
from db.reports import paper_reading
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.errors import InvalidInput
from metrics.meeting.meeting_course import MeetingState, MeetingSubject
from metrics.periods import find_day_end
from tests.db.meetings.held import NOW, PLAN, take
from tests.db.reports.played import CHIEF
from tests.fixtures.databases import DatabaseOf
from tests.held_meetings import HOSTILE, LATER, OF_AREA, hold_meeting, read_ground
from tests.papers import APPEALS


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(hold_meeting)


def test_a_plan_stands_as_its_received_report_keeps_it(url: str) -> None:
    meeting = read_ground(url).meeting
    assert meeting is not None
    kept = meeting.reports[PLAN].document
    (plan,) = meeting.view.plans
    assert plan.outlook.score.facts.as_of.isoformat() == kept["as_of"]
    stand = {goal.goal.number: goal.status.value for goal in plan.outlook.score.goals}
    assert stand == {goal["number"]: goal["status"] for goal in kept["goals"]}
    assert [one["open"] for one in kept["goals"]] == [
        str(goal.points.open) for goal in plan.outlook.score.goals
    ]


def test_what_is_done_after_the_moment_is_not_known(url: str) -> None:
    take(url, CHIEF, "approved_institution", now=LATER + timedelta(days=1))
    ground = read_ground(url)
    assert ground.meeting is not None
    assert [step.kind for step in ground.meeting.course.approvals] == []
    before = read_ground(url, at=NOW - timedelta(days=1))
    assert before.meeting is not None
    assert (before.meeting.document, before.meeting.course.state) == (None, MeetingState.NOT_PLANNED)
    with pytest.raises(InvalidInput, match="meeting_not_closed"):
        meeting_papers.demand_minutes(before)


def test_a_meeting_about_the_area_tells_its_own_lines_and_follows_up_those_of_its_institutions(
    url: str,
) -> None:
    ground = read_ground(url, OF_AREA)
    assert ground.meeting is not None
    assert (ground.meeting.told, ground.meeting.document) == ((), None)
    assert [one.entry.text for one in ground.meeting.old] == [HOSTILE]
    assert ground.meeting.institutions == ("cpr",)


def test_a_quarter_without_a_report_of_any_plan_is_refused_and_the_next_stands_as_known(url: str) -> None:
    with pytest.raises(InvalidInput, match="meeting_quarter"):
        read_ground(url, quarter="2018Q2")
    coming = read_ground(url, quarter="2017Q3").meeting
    assert coming is not None
    assert coming.reports == {}
    assert [one.entry.text for one in coming.old] == [HOSTILE, "Planen holdes"]


def test_what_is_read_before_a_meeting_and_its_minutes_tell_what_documents_owe_late(
    sqlite_filled: Path,
) -> None:
    day = date(2027, 1, 8)
    moment = find_day_end(day)
    with open_reading(f"sqlite:///{sqlite_filled}", sees=EVERYTHING) as session:
        moments = paper_reading.read_moments(session)
        ground = paper_reading.read_paper_ground(session, APPEALS, day, moment, moment, moments)
        subject = MeetingSubject(ground.score.plan.institution)
        meeting = meeting_papers.add_meeting(session, ground, subject, "2026Q4", moments.judge).meeting
    assert meeting is not None
    assert [(one["kind"], one["due"], one["late"]) for one in meeting.dues] == [
        ("initiative", "2026-12-15", 24),
        ("initiative", "2026-12-31", 4),
    ]
