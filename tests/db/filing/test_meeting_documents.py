"""Minutes are a document of each close; those about a whole area are the department's alone."""

from __future__ import annotations

from datetime import date

from metrics.filing.filed_document import Audience
from metrics.meeting.meeting_course import MeetingSubject
from tests.db.filing.filed_years import PLAN, agree_minutes, journal
from tests.db.meetings.held import HEAD, close, take
from tests.db.reports.played import AREA


def test_a_meeting_that_is_opened_again_has_minutes_in_two_versions(url: str) -> None:
    take(url, HEAD, "reopened", "En beslutning manglede")
    close(url)
    agree_minutes(url)
    found = [one.document for one in journal(url).values() if one.document.kind.value == "minutes"]
    assert [(one.version, one.is_draft) for one in found] == [(1, True), (2, False)]


def test_the_minutes_of_an_area_are_the_department_s_and_tell_of_its_institutions(url: str) -> None:
    area = MeetingSubject(area=AREA)
    take(url, HEAD, "opened", subject=area)
    close(url, subject=area)
    found = [one.document for one in journal(url).values() if one.document.area]
    assert [(one.audience, one.owners, one.plans, one.area) for one in found] == [
        (Audience.DEPARTMENT, ("cpr",), (PLAN,), AREA),
        (Audience.MEETING, ("cpr",), (PLAN,), AREA),
    ]
    assert found[0].on == date(2017, 8, 1)
