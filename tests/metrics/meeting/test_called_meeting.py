"""A meeting that is called is told to those it is for."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.meeting.called_meeting import CalledMeeting
from metrics.meeting.meeting_course import MeetingCourse, MeetingSubject

DAY = date(2017, 8, 20)


@pytest.mark.parametrize(
    ("subject", "reads", "meets", "seen"),
    [
        (MeetingSubject("a"), {"a"}, set(), True),
        (MeetingSubject("a"), {"b"}, {"a"}, False),
        # About an area: what an institution reads of its own meetings is not enough.
        (MeetingSubject(area="A"), {"a", "b"}, {"a"}, False),
        (MeetingSubject(area="A"), set(), {"a", "b"}, True),
    ],
)
def test_whom_a_meeting_is_told_to(
    subject: MeetingSubject, reads: set[str], meets: set[str], seen: bool
) -> None:
    members = ("a",) if subject.institution else ("a", "b")
    meeting = CalledMeeting(MeetingCourse(subject, "2017Q2"), DAY, "Name", members)
    assert meeting.is_seen_with(reads, meets) is seen
