"""What the papers of a meeting are made of: the received reports of its quarter, and what its close kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.directions import due_queries
from db.meetings import meeting_queries
from db.reports import paper_reading
from metrics.errors import refuse
from metrics.followup.outlook import Outlook, Outlooks
from metrics.followup.owed_rows import list_quarters
from metrics.followup.thresholds import USUAL
from metrics.meeting.agenda import select_meeting_plans, view_meeting
from metrics.meeting.late_dues import KeptDue, freeze_late_dues
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.ground import KeptReport, MeetingGround, PaperGround
from metrics.periods import Period, find_day_end
from metrics.plan.institution_history import find_areas_in_use
from metrics.plan.model import Plan

Judge = Callable[[date, datetime], Outlooks]
"""Judges every plan as of a day, on what was known at a moment."""


def add_meeting(
    session: Session,
    ground: PaperGround,
    subject: MeetingSubject,
    quarter: str,
    judge: Judge,
    *,
    told: bool = False,
) -> PaperGround:
    """Add the meeting about a quarter to a ground, each plan as it stood when its report was received.

    With `told` there is no line that no close has told yet.

    Raises InvalidInput (`meeting_quarter`) where no plan of the subject reports on the quarter.
    """
    known_at = ground.facts.known_at
    plans = _select_plans(ground, subject, quarter)
    reports = {}
    for plan in plans:
        kept = paper_reading.find_kept_report(session, plan.id, quarter, known_at)
        if kept and kept.received:
            reports[plan.id] = kept
    outlooks = {plan.id: _judge_plan(plan, reports.get(plan.id), ground, judge) for plan in plans}

    def read_before(day: date) -> Mapping[str, Outlook]:
        return judge(day, min(find_day_end(day), known_at))

    view = view_meeting(
        [outlooks[plan.id][plan.id] for plan in plans],
        Period.parse(quarter),
        read_before,
        lambda plan: ground.thresholds.get(ground.catalogue.find_area(plan, ground.facts.as_of), USUAL),
    )
    members = sorted({plan.institution for plan in plans})
    every = meeting_queries.read_meetings(session, subject, members).known(known_at)
    found = every.tell() if told else every
    document = meeting_queries.read_minutes(session, subject, quarter, known_at)
    lines = meeting_queries.list_told_entries(found, document) if document else []
    meeting = MeetingGround(
        found.find_course(quarter),
        view,
        outlooks,
        reports,
        tuple(found.find_old(quarter)),
        document,
        tuple(lines),
        found.every_entry,
        _read_late_dues(session, ground, subject),
    )
    return replace(ground, meeting=meeting)


def _read_late_dues(session: Session, ground: PaperGround, subject: MeetingSubject) -> tuple[KeptDue, ...]:
    """Read what duties and initiatives of those whom the meeting is about owe late at the paper's moment."""
    day, catalogue = ground.facts.as_of, ground.catalogue
    members = subject.list_members(find_areas_in_use(catalogue.histories, day))
    names = {key: catalogue.find_institution(key, day).name for key in members}
    return tuple(
        freeze_late_dues(due_queries.read_document_dues(session, day, ground.facts.known_at), names, day)
    )


def demand_minutes(ground: PaperGround) -> PaperGround:
    """Return a ground whose meeting was closed. Raises InvalidInput (`meeting_not_closed`)."""
    assert ground.meeting is not None
    if ground.meeting.document is None:
        raise refuse("meeting_not_closed", quarter=ground.meeting.course.quarter)
    return ground


def _select_plans(ground: PaperGround, subject: MeetingSubject, quarter: str) -> list[Plan]:
    def is_of(plan: Plan) -> bool:
        if subject.institution:
            return plan.institution == subject.institution
        return ground.catalogue.find_area(plan, ground.facts.as_of) == subject.area

    own = [plan for plan in ground.agreed if is_of(plan)]
    chosen = select_meeting_plans(own, Period.parse(quarter))
    if quarter not in {one.text for plan in chosen for one in list_quarters(plan)}:
        allowed = sorted({one.text for plan in own for one in list_quarters(plan)})
        raise refuse("meeting_quarter", "--quarter", value=quarter, allowed=allowed)
    return chosen


def _judge_plan(plan: Plan, report: KeptReport | None, ground: PaperGround, judge: Judge) -> Outlooks:
    """Judge a plan as its received report has it; one that has none as it stands."""
    if report is None:
        return ground.outlooks
    kept = report.document
    return judge(date.fromisoformat(kept["as_of"]), datetime.fromisoformat(kept["known_at"]))
