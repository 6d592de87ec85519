"""Reads of what was agreed with a day, in meetings, decisions and documents, and of the meetings that are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from db.directions import due_queries
from db.meetings import meeting_queries
from db.meetings.meeting_queries import SubjectMeetings
from metrics.followup.commitments import Commitment, find_ending_deviations, rank_commitment
from metrics.meeting.called_meeting import CalledMeeting
from metrics.meeting.open_actions import list_open_actions
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import find_areas_in_use
from metrics.score.scoring import Score


def read_commitments(
    session: Session, catalogue: Catalogue, scores: Iterable[Score], day: date
) -> list[Commitment]:
    """Read what was agreed and still stands, soonest first; of meetings what the session sees."""
    found = read_met_commitments(session, catalogue, scores, day)
    found += due_queries.read_document_dues(session, day, find_day_end(day))
    return sorted(found, key=rank_commitment)


def read_met_commitments(
    session: Session,
    catalogue: Catalogue,
    scores: Iterable[Score],
    day: date,
    every: Sequence[SubjectMeetings] | None = None,
) -> list[Commitment]:
    """Read what was agreed in meetings and decisions alone and still stands, soonest first.

    `every` meeting that the session sees is given where it has been read.
    """
    areas = find_areas_in_use(catalogue.histories, day)
    found = find_ending_deviations(scores)
    every = meeting_queries.read_every_meeting(session) if every is None else every
    owners = meeting_queries.read_plan_owners(session) if every else {}
    for meetings in every:
        subject = meetings.subject
        keys = subject.list_members(areas)
        members = {key: catalogue.find_institution(key, day).name for key in keys}
        found += list_open_actions(subject, meetings.courses, meetings.entries, members, owners)
    return sorted(found, key=rank_commitment)


def read_called_meetings(session: Session, catalogue: Catalogue, day: date) -> list[CalledMeeting]:
    """Read the meetings that are called and not held yet, soonest first, with the names that hold on a day."""
    areas = find_areas_in_use(catalogue.histories, day)
    found = []
    for (subject, _), course in meeting_queries.read_courses(session).items():
        if course.is_ahead and (on := course.planned):
            of_one = subject.institution
            name = catalogue.find_institution(of_one, day).name if of_one else subject.area
            found.append(CalledMeeting(course, on, name, tuple(subject.list_members(areas))))
    return sorted(found, key=lambda one: (one.on, one.course.subject, one.course.quarter))
