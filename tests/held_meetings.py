"""A meeting about the source plan, with the report it was held on and what was agreed, as its papers are made of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.meetings import meeting_papers
from db.reports import paper_reading
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.ground import PaperGround
from metrics.periods import find_danish_day
from tests.db.meetings.held import HEAD, NOW, OWN, PLAN, QUARTER, capture, take
from tests.db.recorded import imported
from tests.db.reports import played
from tests.db.reports.played import AREA, CHIEF, CONTROLLER, REPORTER

HOSTILE = '=HYPERLINK("http://x") <b>#emph[x]</b> & $(x)'
"""What somebody may type in a line of a meeting."""
LATER = NOW + timedelta(days=40)
COMMENTS = date(2017, 8, 15)
OF_AREA = MeetingSubject(area=AREA)


def hold_meeting(url: str) -> None:
    """Have the report of the second quarter received, and a meeting about it held and closed."""
    imported(url, now=NOW - timedelta(days=200))
    played.answer_everything(url)
    doubt = ("goal:2.1", "status", "expected_not_met")
    played.fill(url, REPORTER, doubt, ("goal:2.1", "note", "Vi ansætter to."))
    played.take(url, REPORTER, "sent")
    played.take(url, CHIEF, "approved", "Godkendt")
    for row in ("milestone:1.2.1", "milestone:1.2.2"):
        played.take(url, CONTROLLER, "confirmed", "", row)
    played.take(url, CONTROLLER, "received")
    take(url, HEAD, "planned", on=COMMENTS)
    take(url, HEAD, "opened")
    capture(url, HEAD, "decision", "Planen holdes", plan=PLAN, goal="2.1")
    capture(url, HEAD, "action", HOSTILE, plan=PLAN, goal="2.1", owner="Kontorchef", due=date(2017, 9, 30))
    take(url, HEAD, "attended", "Departementschef, kontorchef", absent="Controlleren")
    take(url, HEAD, "closed", on=COMMENTS)


def read_ground(
    url: str, subject: MeetingSubject = OWN, quarter: str = QUARTER, at: datetime = LATER
) -> PaperGround:
    """The ground of the papers of a meeting, as known at a moment and made then."""
    with open_reading(url, sees=EVERYTHING) as session:
        moments = paper_reading.read_moments(session)
        ground = paper_reading.read_paper_ground(session, PLAN, find_danish_day(at), at, at, moments)
        return meeting_papers.add_meeting(session, ground, subject, quarter, moments.judge)
