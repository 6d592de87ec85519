"""Reads of meetings: their steps, the lines captured at them, and the documents that closes keep."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased, defer

from db import models as m
from db.meetings.meeting_rows import MeetingEntryRow, MeetingStepRow
from db.plans import institution_queries
from metrics.access import Role
from metrics.meeting.area_part import SHOWN, AreaPart, select_own_entries, select_told
from metrics.meeting.meeting_course import (
    MeetingCourse,
    MeetingStep,
    MeetingStepKind,
    MeetingSubject,
)
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import (
    EntryKind,
    FollowedEntry,
    MeetingEntry,
    find_old_business,
    find_open_actions,
)
from metrics.periods import Period, find_danish_day

StepRow = tuple[str | None, MeetingStepRow]
_PLAN = aliased(m.Plan)
_REVOKED = exists().where(m.Decision.revokes == MeetingEntryRow.decision_id)

_STEPS = (
    select(m.Institution.key, MeetingStepRow)
    .outerjoin(m.Institution, m.Institution.id == MeetingStepRow.institution_id)
    .options(defer(MeetingStepRow.document))
    .order_by(MeetingStepRow.id)
)


@dataclass(frozen=True, slots=True)
class SubjectMeetings:
    """All meetings about an institution or an area, with every line that the reader sees, in the order captured.

    `of_members` are the lines of the meetings with each institution of an area, `of_areas` those that meetings about an
    area gave the institution.
    """

    subject: MeetingSubject
    courses: dict[str, MeetingCourse]
    entries: tuple[MeetingEntry, ...] = ()
    of_members: Mapping[str, tuple[MeetingEntry, ...]] = field(default_factory=dict)
    of_areas: tuple[MeetingEntry, ...] = ()

    @property
    def every_entry(self) -> tuple[MeetingEntry, ...]:
        """Every line that a meeting may tell of, those of the members' own meetings and of the area's among them."""
        theirs = (entry for entries in self.of_members.values() for entry in entries)
        return (*self.entries, *theirs, *self.of_areas)

    def find_member(self, entry: MeetingEntry) -> str:
        """Find the institution at whose own meeting a line was captured; empty for a line of these meetings."""
        return next((key for key, entries in self.of_members.items() if entry in entries), "")

    def find_course(self, quarter: str) -> MeetingCourse:
        """Find the meeting about a quarter, also one that nothing was done with yet."""
        return self.courses.get(quarter, MeetingCourse(self.subject, quarter))

    def list_earlier(self, quarter: str) -> list[str]:
        """List the quarters before one whose meetings were closed, oldest first."""
        end = Period.parse(quarter).end
        held = [key for key, course in self.courses.items() if course.closed and Period.parse(key).end < end]
        return sorted(held, key=lambda key: Period.parse(key).end)

    def find_entries(self, quarter: str) -> list[MeetingEntry]:
        """Find the lines captured at one meeting, also those that say something of another."""
        return [entry for entry in self.entries if entry.quarter == quarter]

    def known(self, moment: datetime) -> SubjectMeetings:
        """Return the same as it was known at a moment."""
        courses = {
            quarter: replace(one, steps=tuple(step for step in one.steps if step.at <= moment))
            for quarter, one in self.courses.items()
        }

        def select(entries: Iterable[MeetingEntry]) -> tuple[MeetingEntry, ...]:
            return tuple(entry for entry in entries if entry.at and entry.at <= moment)

        of_members = {key: select(entries) for key, entries in self.of_members.items()}
        return SubjectMeetings(self.subject, courses, select(self.entries), of_members, select(self.of_areas))

    def tell(self) -> SubjectMeetings:
        """Return the same without the lines of its own that no close has told yet."""
        return replace(self, entries=select_told(self.entries, self.courses))

    def find_old(self, quarter: str) -> list[FollowedEntry]:
        """Find what the meeting about a quarter follows up first.

        About an area also its institutions' open actions, about an institution what its area's meetings gave it.
        """
        earlier = self.list_earlier(quarter)
        last = self.courses[earlier[-1]].closed if earlier else None
        own = find_old_business(self.entries, quarter, earlier, find_danish_day(last.at) if last else None)
        end = Period.parse(quarter).end
        theirs = (one for entries in self.of_members.values() for one in find_open_actions(entries))
        found = (FollowedEntry(one) for one in theirs if Period.parse(one.quarter).end <= end)
        told = sorted({one.quarter for one in self.of_areas}, key=lambda key: Period.parse(key).end)
        of_areas = [key for key in told if Period.parse(key).end <= end]
        return [*own, *find_old_business(self.of_areas, quarter, of_areas), *found]


def read_meetings(
    session: Session, subject: MeetingSubject, institutions: Collection[str] = ()
) -> SubjectMeetings:
    """Read all meetings about one institution or area, of which these `institutions` are; or the part told to one."""
    steps = _read_steps_of(session, subject)
    courses = _arrange_own(subject, steps)
    if subject.is_part:
        told, part = {of: one for of, one in courses.items() if one.closed}, read_part(session, subject)
        lines = _read_entries(session, MeetingSubject(area=subject.area))
        return SubjectMeetings(subject, told, select_own_entries(lines, told, part))
    members = sorted(institutions) if subject.area else ()
    of_members = {key: tuple(_read_entries(session, MeetingSubject(key))) for key in members}
    # What the closed meetings about an area gave an institution, as far as the session sees it.
    areas = sorted({row.area for _, row in steps if row.area}) if subject.institution else ()
    parts = [read_meetings(session, MeetingSubject(subject.institution, area)) for area in areas]
    of_areas = tuple(entry for part in parts for entry in part.entries)
    return SubjectMeetings(subject, courses, tuple(_read_entries(session, subject)), of_members, of_areas)


def _arrange_own(subject: MeetingSubject, steps: Iterable[StepRow]) -> dict[str, MeetingCourse]:
    """Arrange the steps of the meetings about one institution or area, or as they are told to one, by quarter."""
    found: dict[str, list[MeetingStep]] = {}
    for key, row in steps:
        if (row.area or "") == subject.area:
            _add_step(found.setdefault(row.quarter, []), _build_step(row, key))
    return {quarter: MeetingCourse(subject, quarter, tuple(own)) for quarter, own in found.items()}


def read_part(session: Session, subject: MeetingSubject) -> AreaPart:
    """Read which part of an area's meetings an institution is told: that of its plans, by all its names."""
    owners, histories = read_plan_owners(session), institution_queries.read_histories(session)
    plans = frozenset(plan for plan, owner in owners.items() if owner == subject.institution)
    known = histories.get(subject.institution)
    return AreaPart(plans, frozenset(term.name for term in known.terms) if known else frozenset())


def read_plan_owners(session: Session) -> dict[str, str]:
    """Read the institution of each plan, both by key."""
    query = select(m.Plan.key, m.Institution.key).join(
        m.Institution, m.Institution.id == m.Plan.institution_id
    )
    return dict(session.execute(query).all())


def read_every_meeting(session: Session, steps: Sequence[StepRow] | None = None) -> list[SubjectMeetings]:
    """Read all meetings that the session sees, by whom they are about; the `steps` are given where they were read."""
    courses: dict[MeetingSubject, dict[str, MeetingCourse]] = {}
    known = read_steps(session) if steps is None else steps
    for (subject, quarter), course in arrange_courses(known).items():
        courses.setdefault(subject, {})[quarter] = course
    entries: dict[MeetingSubject, list[MeetingEntry]] = {}
    for subject, entry in _read_every_entry(session):
        entries.setdefault(subject, []).append(entry)
    return [SubjectMeetings(of, courses[of], tuple(entries.get(of, ()))) for of in sorted(courses)]


def read_courses(session: Session) -> dict[tuple[MeetingSubject, str], MeetingCourse]:
    """Read the course of each meeting that the reader sees something of, without what its closes kept."""
    return arrange_courses(read_steps(session))


def arrange_courses(steps: Iterable[StepRow]) -> dict[tuple[MeetingSubject, str], MeetingCourse]:
    """Arrange steps as the course of each meeting."""
    found: dict[tuple[MeetingSubject, str], list[MeetingStep]] = {}
    for key, row in steps:
        subject = MeetingSubject(area=row.area) if row.area else MeetingSubject(key or "")
        _add_step(found.setdefault((subject, row.quarter), []), _build_step(row, key))
    return {of: MeetingCourse(*of, tuple(own)) for of, own in found.items()}


def arrange_part_courses(steps: Iterable[StepRow]) -> dict[tuple[MeetingSubject, str], MeetingCourse]:
    """Arrange steps as the course of each meeting about an area as it is told to each institution that they are of."""
    shown: dict[tuple[str, str], list[MeetingStep]] = {}
    own: dict[tuple[MeetingSubject, str], list[MeetingStep]] = {}
    for key, row in steps:
        step = _build_step(row, key)
        if row.area and key:
            own.setdefault((MeetingSubject(key, row.area), row.quarter), []).append(step)
        elif row.area and step.kind in SHOWN:
            shown.setdefault((row.area, row.quarter), []).append(step)
    courses = {}
    for (subject, quarter), told in own.items():
        every = sorted([*shown.get((subject.area, quarter), ()), *told], key=lambda step: step.number)
        courses[subject, quarter] = MeetingCourse(subject, quarter, tuple(every))
    return courses


def read_steps(session: Session) -> list[StepRow]:
    """Read every step that the session sees, in the order taken, without what closes kept, and whose each is."""
    return [(key, row) for key, row in session.execute(_STEPS)]


def _read_steps_of(session: Session, subject: MeetingSubject) -> list[StepRow]:
    """Read the steps of the meetings about one institution, and of what areas' told it; or about an area, or a part."""
    return [(key, row) for key, row in session.execute(_STEPS.where(_is_step_of(subject)))]


def _add_step(steps: list[MeetingStep], step: MeetingStep) -> None:
    """Add a step to a course. What a close told an institution of an area is the same close."""
    closes = (one.at for one in steps if one.kind is MeetingStepKind.CLOSED)
    if not (step.institution and step.kind is MeetingStepKind.CLOSED and step.at in closes):
        steps.append(step)


def read_minutes(
    session: Session, subject: MeetingSubject, quarter: str, known_at: datetime | None = None
) -> MeetingDocument | None:
    """Read what the latest close of a meeting kept, up to a moment; None where it was not closed by then.

    Of an area's meeting that is all of it, or what was kept for the one institution that is told its part.
    """
    s = MeetingStepRow
    query = select(s.document).where(
        _match(s, subject), s.quarter == quarter, s.kind == MeetingStepKind.CLOSED.value
    )
    if known_at:
        query = query.where(s.recorded_at <= known_at)
    kept = session.scalars(query.order_by(s.id.desc()).limit(1)).first()
    found: dict[str, Any] | None = json.loads(kept) if kept else None
    return found


def list_told_entries(found: SubjectMeetings, document: MeetingDocument) -> list[MeetingEntry]:
    """List the lines that minutes tell, in the order captured."""
    numbers: Sequence[int] = document["entries"]
    return [entry for entry in found.entries if entry.number in numbers]


def _read_entries(session: Session, subject: MeetingSubject) -> list[MeetingEntry]:
    e = MeetingEntryRow
    query = select(_PLAN.key, e, _REVOKED).outerjoin(_PLAN, _PLAN.id == e.plan_id).where(_match(e, subject))
    return [_build_entry(plan, row, gone) for plan, row, gone in session.execute(query.order_by(e.id))]


def _read_every_entry(session: Session) -> Iterator[tuple[MeetingSubject, MeetingEntry]]:
    """Read every line that the session sees, in the order captured, with whom its meeting is about."""
    e = MeetingEntryRow
    query = (
        select(m.Institution.key, _PLAN.key, e, _REVOKED)
        .outerjoin(m.Institution, m.Institution.id == e.institution_id)
        .outerjoin(_PLAN, _PLAN.id == e.plan_id)
    )
    for key, plan, row, gone in session.execute(query.order_by(e.id)):
        yield MeetingSubject(key or "", row.area or ""), _build_entry(plan, row, gone)


def _build_entry(plan: str | None, row: MeetingEntryRow, revoked: bool) -> MeetingEntry:
    return MeetingEntry(
        row.quarter,
        EntryKind(row.kind),
        row.text,
        plan or "",
        row.goal,
        row.owner,
        row.due,
        row.on,
        row.about,
        row.decision_id,
        row.person,
        Role(row.role),
        row.recorded_at,
        row.id,
        revoked,
    )


def _match(table: type[MeetingStepRow | MeetingEntryRow], subject: MeetingSubject) -> ColumnElement[bool]:
    of_area = table.area == subject.area if subject.area else table.area.is_(None)
    return _match_institution(table, subject) & of_area


def _match_institution(
    table: type[MeetingStepRow | MeetingEntryRow], subject: MeetingSubject
) -> ColumnElement[bool]:
    if not subject.institution:
        return table.institution_id.is_(None)
    return (
        table.institution_id
        == select(m.Institution.id).where(m.Institution.key == subject.institution).scalar_subquery()
    )


def _is_step_of(subject: MeetingSubject) -> ColumnElement[bool]:
    """Match the steps of a meeting; of one about an area those of its institutions too, of a part those it is shown."""
    s = MeetingStepRow
    if not subject.area:
        return _match_institution(s, subject)
    if not subject.institution:
        return s.area == subject.area
    shown = s.institution_id.is_(None) & (s.area == subject.area) & s.kind.in_([one.value for one in SHOWN])
    return or_(shown, _match(s, subject))


def _build_step(row: MeetingStepRow, institution: str | None = None) -> MeetingStep:
    """Build a step; of an area's meeting with the institution whose it is."""
    return MeetingStep(
        MeetingStepKind(row.kind),
        row.person,
        Role(row.role),
        row.recorded_at,
        row.words,
        row.absent,
        row.on,
        row.id,
        (institution or "") if row.area else "",
    )
