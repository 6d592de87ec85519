"""Everything a meeting is shown, read as it is known at a moment; a close keeps it as a document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from db import area_thresholds, queries
from db.directions import due_queries
from db.meetings.meeting_queries import SubjectMeetings
from db.plans import definitions, plan_queries
from db.reports import report_queries
from metrics.followup.outlook import Outlooks, foresee_plans
from metrics.followup.thresholds import USUAL, Thresholds, find_thresholds_in_force
from metrics.meeting.agenda import MeetingView, select_meeting_plans, view_meeting
from metrics.meeting.late_dues import freeze_late_dues
from metrics.meeting.meeting_document import MeetingDocument, freeze_meeting
from metrics.meeting.meeting_entries import find_standing
from metrics.periods import Period, find_danish_day, find_day_end
from metrics.plan.model import Plan
from metrics.plan.versions import find_number, find_plans_in_force, group_by_plan
from metrics.report.course import ReportCourse, StepKind


def describe_meeting(
    session: Session, found: SubjectMeetings, quarter: str, institutions: Collection[str], now: datetime
) -> MeetingDocument:
    """Describe everything that a meeting is shown as known now, to be kept by its close."""
    view = _read_view(session, institutions, Period.parse(quarter), now)
    catalogue, versions = (
        definitions.read_catalogue(session),
        group_by_plan(plan_queries.read_versions(session)),
    )
    courses = report_queries.read_courses(session)
    facts: dict[str, dict[str, Any]] = {}
    for one in view.plans:
        plan = one.outlook.score.plan
        course = courses.get((plan.id, quarter), ReportCourse(plan.id, quarter)).show_to_department()
        received = course.find_last(StepKind.RECEIVED)
        facts[plan.id] = {
            "plan_version": find_number(versions[plan.id], plan),
            "name": catalogue.find_institution(plan.institution, find_danish_day(now)).name,
            "report": {
                "state": course.state.value,
                "version": course.version,
                "received": find_danish_day(received.at).isoformat() if received else None,
            },
        }
    entries = find_standing(found.find_entries(quarter))
    today = find_danish_day(now)
    known = catalogue.institutions.keys() & set(institutions)
    names = {key: catalogue.find_institution(key, today).name for key in known}
    dues = freeze_late_dues(due_queries.read_document_dues(session, today, now), names, today)
    return freeze_meeting(found.find_course(quarter), view, entries, found.find_old(quarter), facts, dues)


def _read_view(
    session: Session, institutions: Collection[str], quarter: Period, now: datetime
) -> MeetingView:
    catalogue, versions = definitions.read_catalogue(session), plan_queries.read_versions(session)
    history = queries.read_history(session)
    given = find_thresholds_in_force(area_thresholds.read_threshold_settings(session), now)
    today = find_danish_day(now)

    @cache
    def read_outlooks(day: date) -> Outlooks:
        """Foresee every plan as every page does: with what the other plans of the area teach."""
        known_at = min(find_day_end(day), now)
        in_force = find_plans_in_force(versions, day, known_at)
        plans = [plan for plan in in_force if plan.counts_from <= day or not plan.locked]
        limits = find_thresholds_in_force(area_thresholds.read_threshold_settings(session), known_at)
        return foresee_plans(plans, history.known(day, known_at), catalogue, limits)

    def find_thresholds(plan: Plan) -> Thresholds:
        return given.get(catalogue.find_area(plan, today), USUAL)

    outlooks = read_outlooks(today)
    own = (plan for plan in outlooks.plans.values() if plan.institution in institutions)
    chosen = select_meeting_plans(own, quarter)
    return view_meeting([outlooks[plan.id] for plan in chosen], quarter, read_outlooks, find_thresholds)
