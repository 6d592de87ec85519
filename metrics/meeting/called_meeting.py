"""A meeting that is called, with whom it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from metrics.meeting.meeting_course import MeetingCourse


@dataclass(frozen=True, slots=True)
class CalledMeeting:
    """A meeting that is called: the day it is on, the name of whom it is about, and the institutions it is about."""

    course: MeetingCourse
    on: date
    name: str
    institutions: tuple[str, ...]

    def is_seen_with(self, reads: Collection[str], meets: Collection[str]) -> bool:
        """Tell whether somebody is told of it: of one about an area only those who meet with all institutions of it."""
        return set(self.institutions) <= set(reads if self.course.subject.institution else meets)
