"""Reads of what was agreed with a day: the open actions of every meeting, and the deviations that end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from db.meetings import meeting_queries
from metrics.followup.commitments import Commitment, find_ending_deviations, rank_commitment
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.open_actions import list_open_actions
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import find_areas_in_use
from metrics.score.scoring import Score


def read_commitments(
    session: Session, catalogue: Catalogue, scores: Iterable[Score], day: date
) -> list[Commitment]:
    """Read what was agreed and still stands, soonest first; of meetings what the session sees."""
    areas = find_areas_in_use(catalogue.histories, day)
    found = find_ending_deviations(scores)
    for meetings in meeting_queries.read_every_meeting(session):
        subject = meetings.subject
        members = _list_members(subject, areas)
        name = catalogue.find_institution(subject.institution, day).name if subject.institution else ""
        found += list_open_actions(subject, meetings.courses, meetings.entries, members, name)
    return sorted(found, key=rank_commitment)


def _list_members(subject: MeetingSubject, areas: dict[str, str]) -> list[str]:
    if subject.institution:
        return [subject.institution]
    return sorted(key for key, area in areas.items() if area == subject.area)
