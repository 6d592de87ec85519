"""The commands of a meeting: a step taken with it, and a line captured at it. Each adds rows of its own alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.meetings import meeting_freezing, meeting_queries
from db.meetings.meeting_queries import SubjectMeetings
from db.people import rights
from db.plans import decision_commands, institution_queries, plan_queries
from db.session import find_writer
from metrics.access import Action, Resource
from metrics.errors import InvalidInput, Problem
from metrics.facts.decisions import Decision, DecisionKind
from metrics.followup.owed_rows import list_quarters
from metrics.meeting.agenda import select_meeting_plans
from metrics.meeting.area_part import select_own_document, select_own_entries
from metrics.meeting.meeting_course import (
    NEEDED,
    MeetingState,
    MeetingStep,
    MeetingStepKind,
    MeetingSubject,
)
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.meeting.meeting_hours import list_series_days
from metrics.meeting.meeting_rules import (
    EntryGround,
    find_acting_role,
    find_entry_problems,
    find_meeting_step_problems,
)
from metrics.periods import Period, find_danish_day
from metrics.plan.institution_history import find_areas_in_use
from metrics.plan.model import Plan
from metrics.plan.versions import find_version_in_force, group_by_plan

_FIELDS = {"by": "owner", "reason": "text", "until": "due"}
"""The fields of a line that the places of a decision are at a meeting."""


@dataclass(frozen=True, slots=True)
class MeetingRequest:
    """A step that somebody wants to take with the meeting about a quarter."""

    subject: MeetingSubject
    quarter: str
    kind: MeetingStepKind
    words: str = ""
    absent: str = ""
    on: date | None = None


def take_meeting_step(session: Session, wanted: MeetingRequest, now: datetime | None = None) -> MeetingStep:
    """Take a step with a meeting; a close keeps everything as it is. Raises InvalidInput with everything wrong."""
    at, writer, subject = now or read_clock(), find_writer(session), wanted.subject
    today, action = find_danish_day(at), NEEDED[wanted.kind]
    institutions = _demand_right(session, action, subject, today)
    _list_plans(session, institutions, wanted.quarter, at)
    found = meeting_queries.read_meetings(session, subject, institutions)
    role = find_acting_role(writer, action, _make_resource(session, subject, today), today)
    assert role is not None  # the right was demanded
    words, absent = wanted.words.strip(), wanted.absent.strip()
    step = MeetingStep(wanted.kind, writer.key, role, at, words, absent, wanted.on)
    course = found.find_course(wanted.quarter)
    if wrong := find_meeting_step_problems(course, step, today, for_both=writer.acts_for_both):
        raise InvalidInput(wrong)
    closes = wanted.kind is MeetingStepKind.CLOSED
    document = (
        meeting_freezing.describe_meeting(session, found, wanted.quarter, institutions, at)
        if closes
        else None
    )
    row = _add_step(session, subject, wanted.quarter, step, document)
    if document is not None and subject.area:
        course = replace(course, steps=(*course.steps, step))
        _tell_parts(session, replace(found, courses={**found.courses, wanted.quarter: course}), document)
    chain.record_entry(session, f"meeting.{step.kind}", _write_subject(subject, wanted.quarter))
    return replace(step, number=row.id)


def _tell_parts(session: Session, found: SubjectMeetings, document: MeetingDocument) -> None:
    """Keep of an area's minutes what each of its institutions is told, in a row that is the institution's own."""
    quarter, area = document["quarter"], found.subject.area
    closed = found.courses[quarter].steps[-1]
    for institution in list_members(session, found.subject, find_danish_day(closed.at)):
        subject = MeetingSubject(institution, area)
        part = meeting_queries.read_part(session, subject)
        lines = select_own_entries(found.entries, found.courses, part)
        own = select_own_document(document, part, lines)
        _add_step(session, subject, quarter, replace(closed, words="", absent=""), own)


def _add_step(
    session: Session,
    subject: MeetingSubject,
    quarter: str,
    step: MeetingStep,
    document: MeetingDocument | None,
) -> m.MeetingStepRow:
    row = m.MeetingStepRow(
        institution_id=_find_institution(session, subject),
        area=subject.area or None,
        quarter=quarter,
        kind=step.kind.value,
        person=step.person,
        role=step.role.value,
        words=step.words,
        absent=step.absent,
        on=step.on,
        document=None if document is None else json.dumps(document, ensure_ascii=False, sort_keys=True),
        recorded_at=step.at,
    )
    session.add(row)
    session.flush()
    return row


def plan_series(session: Session, wanted: MeetingRequest, now: datetime | None = None) -> list[MeetingStep]:
    """Plan a meeting, and those of the later quarters of its plans that are not planned yet, in one act.

    Each is as long after its quarter as the first. Raises InvalidInput with everything wrong.
    """
    at = now or read_clock()
    taken = [take_meeting_step(session, wanted, at)]
    assert wanted.on is not None  # the step was taken
    session.flush()
    institutions = list_members(session, wanted.subject, find_danish_day(at))
    quarters = sorted(set(_name_quarters(_list_plans(session, institutions, wanted.quarter, at))))
    found = meeting_queries.read_meetings(session, wanted.subject)
    series = list_series_days(Period.parse(wanted.quarter), wanted.on, map(Period.parse, quarters))
    for quarter, day in series:
        if found.find_course(quarter.text).state is MeetingState.NOT_PLANNED:
            taken.append(take_meeting_step(session, replace(wanted, quarter=quarter.text, on=day), at))
    return taken


def capture_entry(
    session: Session, subject: MeetingSubject, wanted: MeetingEntry, now: datetime | None = None
) -> MeetingEntry:
    """Capture one line at a meeting and return it with its number. Raises InvalidInput with everything wrong.

    An accepted deviation is recorded as the decision that it is, in the same act, and revoked with the line.
    """
    at, writer = now or read_clock(), find_writer(session)
    today = find_danish_day(at)
    institutions = _demand_right(session, Action.MEET, subject, today)
    plans = _list_plans(session, institutions, wanted.quarter, at)
    found = meeting_queries.read_meetings(session, subject)
    goals = {plan.id: [goal.number for goal in plan.goals] for plan in plans}
    role = find_acting_role(writer, Action.MEET, _make_resource(session, subject, today), today)
    entry = replace(
        wanted, text=wanted.text.strip(), owner=wanted.owner.strip(), person=writer.key, role=role, at=at
    )
    ground = EntryGround(found.find_course(wanted.quarter), found.entries, goals, today)
    if wrong := find_entry_problems(entry, ground):
        raise InvalidInput(wrong)
    if entry.kind is EntryKind.STRUCK:
        _revoke_deviation(session, entry, found.entries, today, at)
    if entry.kind is EntryKind.DEVIATION:
        entry = replace(entry, decision=_record_deviation(session, entry, today, at))
    number = _add_entry(session, subject, entry)
    chain.record_entry(session, f"meeting.{entry.kind}", _write_subject(subject, wanted.quarter))
    return replace(entry, number=number)


def _add_entry(session: Session, subject: MeetingSubject, entry: MeetingEntry) -> int:
    plan = select(m.Plan.id).where(m.Plan.key == entry.plan)
    assert entry.role is not None
    row = m.MeetingEntryRow(
        institution_id=_find_institution(session, subject),
        area=subject.area or None,
        quarter=entry.quarter,
        kind=entry.kind.value,
        plan_id=session.scalars(plan).one() if entry.plan else None,
        goal=entry.goal,
        text=entry.text,
        owner=entry.owner,
        due=entry.due,
        on=entry.on,
        about=entry.about,
        decision_id=entry.decision,
        person=entry.person,
        role=entry.role.value,
        recorded_at=entry.at,
    )
    session.add(row)
    session.flush()
    return row.id


def _record_deviation(session: Session, entry: MeetingEntry, today: date, now: datetime) -> int:
    said = Decision(
        entry.plan, DecisionKind.DEVIATION, today, entry.owner, entry.text, entry.goal, until=entry.due
    )
    try:
        return decision_commands.record_decision(session, said, now)
    except InvalidInput as refused:
        raise InvalidInput(
            [replace(one, place=_FIELDS.get(one.place, one.place)) for one in refused.problems]
        ) from refused


def _revoke_deviation(
    session: Session, struck: MeetingEntry, entries: Sequence[MeetingEntry], today: date, now: datetime
) -> None:
    """Revoke the decision of an accepted deviation that is struck out, unless it was revoked before."""
    line = next(one for one in entries if one.number == struck.about)
    if line.decision is None or line.revoked:
        return
    said = Decision(line.plan, DecisionKind.REVOKED, today, line.owner, line.text, revokes=line.decision)
    decision_commands.record_decision(session, said, now)


def list_members(session: Session, subject: MeetingSubject, day: date) -> list[str]:
    """List the institutions that a meeting is about: one, or those that are in an area on a day."""
    if subject.institution:
        return [subject.institution]
    owners = find_areas_in_use(institution_queries.read_histories(session), day)
    return [key for key, area in owners.items() if area == subject.area]


def _demand_right(session: Session, action: Action, subject: MeetingSubject, today: date) -> Sequence[str]:
    """Demand the right over everything a meeting is about; return the institutions. Raises InvalidInput."""
    institutions = list_members(session, subject, today)
    if not institutions:
        histories = institution_queries.read_histories(session)
        allowed = sorted(set(find_areas_in_use(histories, today).values()))
        raise InvalidInput([Problem("area_unknown", "area", {"value": subject.area, "allowed": allowed})])
    rights.demand_right(session, action, *institutions)
    return institutions


def _list_plans(session: Session, institutions: Sequence[str], quarter: str, now: datetime) -> list[Plan]:
    """List the plans that a meeting is about. Raises InvalidInput where no plan reports on the quarter."""
    today = find_danish_day(now)
    every = group_by_plan(plan_queries.read_versions(session)).values()
    own = [versions for versions in every if versions[-1].plan.institution in institutions]
    plans = [find_version_in_force(of_one, today, now) or of_one[-1].plan for of_one in own]
    chosen = select_meeting_plans(plans, Period.parse(quarter))
    if quarter not in _name_quarters(chosen):
        allowed = sorted(set(_name_quarters([plan for plan in plans if plan.locked])))
        raise InvalidInput([Problem("meeting_quarter", "quarter", {"value": quarter, "allowed": allowed})])
    return chosen


def _name_quarters(plans: Sequence[Plan]) -> Iterator[str]:
    return (quarter.text for plan in plans for quarter in list_quarters(plan))


def _make_resource(session: Session, subject: MeetingSubject, day: date) -> Resource:
    known = {one.institution: one for one in institution_queries.read_resources(session, day)}
    return known.get(subject.institution, Resource(subject.institution, subject.area))


def _find_institution(session: Session, subject: MeetingSubject) -> int | None:
    if not subject.institution:
        return None
    return session.scalars(select(m.Institution.id).where(m.Institution.key == subject.institution)).one()


def _write_subject(subject: MeetingSubject, quarter: str) -> str:
    return ", ".join(part for part in (subject.institution, subject.area, quarter) if part)
