"""Reads of reports: their steps, the documents those keep, and drafts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_, union
from sqlalchemy.orm import Session

from db import models as m
from db.evidence import evidence_queries
from db.state.owned_rows import select_of_owners
from metrics.access import Role
from metrics.facts.reports.handed_in import ReportAct, Turn
from metrics.facts.written_periods import read_written_day
from metrics.report.course import OF_A_ROW, ReportCourse, ReportStep, StepKind
from metrics.report.document import Document
from metrics.report.draft_fields import DraftField, ReportDraft

ReportKey = tuple[str, str]
"""A plan's key, and the quarter or the day of a report."""
_TURNS = {
    StepKind.APPROVED: Turn.DEPARTMENT,
    StepKind.ANSWERED: Turn.DEPARTMENT,
    StepKind.ASKED: Turn.INSTITUTION,
    StepKind.RECEIVED: Turn.NOBODY,
    StepKind.REOPENED: Turn.NOBODY,
    StepKind.DOUBTED: Turn.INSTITUTION,
    **dict.fromkeys((StepKind.REPLIED, StepKind.CONFIRMED, StepKind.REFUSED), Turn.NOBODY),
}
"""Whose answer is waited for after a step; of a row that is replied about the facts themselves say it."""
_STEPS = (
    select(
        *(m.Plan.key, m.ReportStepRow.id, m.ReportStepRow.quarter, m.ReportStepRow.end, m.ReportStepRow.due),
        *(m.ReportStepRow.kind, m.ReportStepRow.person, m.ReportStepRow.role, m.ReportStepRow.words),
        *(m.ReportStepRow.rows, m.ReportStepRow.until, m.ReportStepRow.word, m.ReportStepRow.recorded_at),
    )
    .join(m.Plan, m.Plan.id == m.ReportStepRow.plan_id)
    .order_by(m.ReportStepRow.id)
)
"""Every step without what it kept: one question for whatever is asked of them, so that a writer asks it once."""

DECLARING = (StepKind.APPROVED, StepKind.ANSWERED)
"""The steps by which an institution declares what its report says."""


def read_courses(session: Session) -> dict[ReportKey, ReportCourse]:
    """Read the course of every report that a step was taken with, by plan and quarter; drafts are not looked at."""
    found: dict[ReportKey, list[ReportStep]] = {}
    for row in session.execute(_STEPS):
        found.setdefault((row.key, row.quarter), []).append(_build_step(row))
    return {report: ReportCourse(*report, tuple(steps)) for report, steps in found.items()}


def read_course(session: Session, plan: str, quarter: str) -> ReportCourse:
    """Read the course of one report; its draft is not looked at."""
    return read_course_and_documents(session, plan, quarter, ReportDraft())[0]


def read_course_and_documents(
    session: Session, plan: str, quarter: str, draft: ReportDraft
) -> tuple[ReportCourse, tuple[tuple[ReportStep, Document], ...]]:
    """Read the course of one report together with what its steps kept, oldest first."""
    return read_courses_and_documents(session, {(plan, quarter): draft})[plan, quarter]


def read_courses_and_documents(
    session: Session, drafts: Mapping[ReportKey, ReportDraft]
) -> dict[ReportKey, tuple[ReportCourse, tuple[tuple[ReportStep, Document], ...]]]:
    """Read the courses of some reports, each with its draft, together with what their steps kept, oldest first."""
    found: dict[ReportKey, list[tuple[ReportStep, str | None]]] = {report: [] for report in drafts}
    query = _STEPS.add_columns(m.ReportStepRow.document)
    for row in session.execute(query.where(tuple_(m.Plan.key, m.ReportStepRow.quarter).in_(sorted(drafts)))):
        found[row.key, row.quarter].append((_build_step(row), row.document))
    return {
        report: (
            ReportCourse(*report, tuple(step for step, _ in taken), drafts[report].begun),
            tuple((step, json.loads(kept)) for step, kept in taken if kept),
        )
        for report, taken in found.items()
    }


def find_receipt(
    found: Iterable[tuple[ReportStep, Document]], version: int
) -> tuple[ReportStep, Document] | None:
    """Find a version of a report as it was received; versions are numbered from 1."""
    received = [one for one in found if one[0].kind is StepKind.RECEIVED]
    return received[version - 1] if 0 < version <= len(received) else None


def find_declared(found: Iterable[tuple[ReportStep, Document]]) -> Document | None:
    """Find what the institution last declared: at approval, or in an answer."""
    return next((doc for _, doc in reversed(_list_declared(found))), None)


def find_declared_before(found: Iterable[tuple[ReportStep, Document]]) -> Document | None:
    """Find what the institution had declared before it last declared anything; None where it did so once."""
    return next((doc for _, doc in reversed(_list_declared(found)[:-1])), None)


def _list_declared(found: Iterable[tuple[ReportStep, Document]]) -> list[tuple[ReportStep, Document]]:
    return [one for one in found if one[0].kind in DECLARING]


def read_declared(session: Session) -> dict[ReportKey, Document]:
    """Read what the institution last declared in each report, by plan and quarter."""
    s = m.ReportStepRow
    query = select(m.Plan.key, s.quarter, s.document).join(m.Plan, m.Plan.id == s.plan_id)
    rows = session.execute(query.where(s.kind.in_(DECLARING)).order_by(s.id))
    last = {(plan, quarter): document for plan, quarter, document in rows}
    return {of: json.loads(document or "{}") for of, document in last.items()}


def read_draft(session: Session, plan: str, quarter: str) -> ReportDraft:
    """Read a draft. On PostgreSQL none is seen but by who prepares the institution's reports."""
    return read_drafts(session, [(plan, quarter)])[plan, quarter]


def read_drafts(session: Session, reports: Collection[ReportKey]) -> dict[ReportKey, ReportDraft]:
    """Read the drafts of some reports, as `read_draft` does; where there are none, nothing is asked."""
    d = m.ReportDraftRow
    query = select(m.Plan.key, d).join(m.Plan, m.Plan.id == d.plan_id).order_by(d.id)
    chosen = query.where(tuple_(m.Plan.key, d.quarter).in_(sorted(reports)))
    fields: dict[ReportKey, list[DraftField]] = {report: [] for report in reports}
    for plan, row in session.execute(chosen) if reports else ():
        said = DraftField(row.line, row.field, row.text, row.person, row.saved_at, row.version)
        fields[plan, row.quarter].append(said)
    files = evidence_queries.read_files_of_drafts(session, reports)
    return {report: ReportDraft.of(own, files.get(report, ())) for report, own in fields.items()}


def read_drafted(session: Session) -> set[ReportKey]:
    """Read of which reports there is a draft, as plan and quarter."""
    d = m.ReportDraftRow
    query = select(m.Plan.key, d.quarter).join(m.Plan, m.Plan.id == d.plan_id).distinct()
    return {(plan, quarter) for plan, quarter in session.execute(query)}


def read_report_acts(
    session: Session, plan: str | None = None, *, owners: Collection[str] | None = None
) -> list[ReportAct]:
    """Read what was done with the reports of quarters, as the facts know it.

    They are those of one plan, of the plans of some institutions, or all.
    """
    query = select_of_owners(_STEPS, owners)
    rows = session.execute(query if plan is None else query.where(m.Plan.key.in_([plan])))
    return [_make_act(row) for row in rows if read_written_day(row.quarter) is None]


def _make_act(row: Any) -> ReportAct:
    kind, due = StepKind(row.kind), row.due or row.end
    return ReportAct(
        *(row.key, row.end, due, row.recorded_at, kind is StepKind.APPROVED, row.until, row.person),
        _TURNS.get(kind),
        row=json.loads(row.rows)[0] if kind in OF_A_ROW else "",
    )


def read_handing_in(session: Session, plans: Collection[str]) -> dict[str, frozenset[datetime]]:
    """Read the moments at which an institution has declared something in a report of each of some plans."""
    # What the acts are read by, so that a writer who reads them too asks once.
    rows = session.execute(_STEPS.where(m.Plan.key.in_(sorted(plans)))).all()
    return {
        plan: frozenset(row.recorded_at for row in rows if row.key == plan and row.kind in DECLARING)
        for plan in plans
    }


def read_begun(session: Session, plans: Collection[str], drafts: Collection[str]) -> set[ReportKey]:
    """Read which reports of some plans are begun, as plan and quarter.

    A step was taken with them, or, of the plans among `drafts`, something is typed.
    """
    asked = [
        select(m.Plan.key, table.quarter)
        .join(m.Plan, m.Plan.id == table.plan_id)
        .where(m.Plan.key.in_(sorted(some)))
        for table, some in ((m.ReportStepRow, plans), (m.ReportDraftRow, drafts))
        if some
    ]
    return {(plan, quarter) for plan, quarter in session.execute(union(*asked))} if asked else set()


def _build_step(row: Any) -> ReportStep:
    return ReportStep(
        StepKind(row.kind),
        row.person,
        Role(row.role),
        row.recorded_at,
        row.words,
        tuple(json.loads(row.rows)),
        row.until,
        row.word,
        row.id,
    )
