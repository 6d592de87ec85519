"""Reads of reports: their steps, the documents those keep, and drafts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from db import models as m
from db.evidence import evidence_queries
from db.state.owned_rows import select_of_owners
from metrics.access import Role
from metrics.facts.reports.handed_in import ReportAct, Turn
from metrics.facts.written_periods import read_written_day
from metrics.report.course import OF_A_ROW, ReportCourse, ReportStep, StepKind
from metrics.report.document import Document
from metrics.report.draft_fields import DraftField, ReportDraft

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
_STEPS = select(m.ReportStepRow, m.Plan.key).join(m.Plan, m.Plan.id == m.ReportStepRow.plan_id)

DECLARING = (StepKind.APPROVED, StepKind.ANSWERED)
"""The steps by which an institution declares what its report says."""


def read_courses(session: Session) -> dict[tuple[str, str], ReportCourse]:
    """Read the course of every report that a step was taken with, by plan and quarter; drafts are not looked at."""
    found: dict[tuple[str, str], list[ReportStep]] = {}
    query = _STEPS.options(defer(m.ReportStepRow.document)).order_by(m.ReportStepRow.id)
    for row, plan in session.execute(query):
        found.setdefault((plan, row.quarter), []).append(_build_step(row))
    return {report: ReportCourse(*report, tuple(steps)) for report, steps in found.items()}


def read_course(session: Session, plan: str, quarter: str) -> ReportCourse:
    """Read the course of one report; its draft is not looked at."""
    return read_course_and_documents(session, plan, quarter, ReportDraft())[0]


def read_course_and_documents(
    session: Session, plan: str, quarter: str, draft: ReportDraft
) -> tuple[ReportCourse, tuple[tuple[ReportStep, Document], ...]]:
    """Read the course of one report together with what its steps kept, oldest first."""
    query = _STEPS.where(m.Plan.key == plan, m.ReportStepRow.quarter == quarter)
    rows = [row for row, _ in session.execute(query.order_by(m.ReportStepRow.id))]
    steps = tuple(_build_step(row) for row in rows)
    kept = ((step, json.loads(row.document)) for step, row in zip(steps, rows, strict=True) if row.document)
    return ReportCourse(plan, quarter, steps, draft.begun), tuple(kept)


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


def read_declared(session: Session) -> dict[tuple[str, str], Document]:
    """Read what the institution last declared in each report, by plan and quarter."""
    s = m.ReportStepRow
    query = select(m.Plan.key, s.quarter, s.document).join(m.Plan, m.Plan.id == s.plan_id)
    rows = session.execute(query.where(s.kind.in_(DECLARING)).order_by(s.id))
    last = {(plan, quarter): document for plan, quarter, document in rows}
    return {of: json.loads(document or "{}") for of, document in last.items()}


def read_draft(session: Session, plan: str, quarter: str) -> ReportDraft:
    """Read a draft. On PostgreSQL none is seen but by who prepares the institution's reports."""
    d = m.ReportDraftRow
    query = select(d).join(m.Plan, m.Plan.id == d.plan_id).where(m.Plan.key == plan, d.quarter == quarter)
    fields = (
        DraftField(row.line, row.field, row.text, row.person, row.saved_at, row.version)
        for row in session.scalars(query.order_by(d.id))
    )
    return ReportDraft.of(fields, evidence_queries.read_draft_files(session, plan, quarter))


def read_drafted(session: Session) -> set[tuple[str, str]]:
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
    s = m.ReportStepRow
    query = select(m.Plan.key, s.quarter, s.end, s.due, s.recorded_at, s.kind, s.until, s.person, s.rows)
    query = query.join(m.Plan, m.Plan.id == s.plan_id).order_by(s.id)
    query = select_of_owners(query, owners)
    rows = session.execute(query if plan is None else query.where(m.Plan.key == plan))
    return [
        ReportAct(
            *(key, end, due or end, at, kind == StepKind.APPROVED, until, by, _TURNS.get(StepKind(kind))),
            row=json.loads(about)[0] if kind in OF_A_ROW else "",
        )
        for key, quarter, end, due, at, kind, until, by, about in rows
        if read_written_day(quarter) is None
    ]


def read_handing_in(session: Session, plan: str) -> frozenset[datetime]:
    """Read the moments at which an institution has declared something in a report of a plan."""
    s = m.ReportStepRow
    query = select(s.recorded_at).join(m.Plan, m.Plan.id == s.plan_id).where(m.Plan.key == plan)
    return frozenset(session.scalars(query.where(s.kind.in_(DECLARING))))


def read_begun(session: Session, plan: str, *, drafts: bool) -> set[str]:
    """Read which reports of a plan are begun: a step was taken, or, of `drafts` too, something is typed."""
    tables = (m.ReportStepRow, m.ReportDraftRow) if drafts else (m.ReportStepRow,)
    queries = (
        select(t.quarter).join(m.Plan, m.Plan.id == t.plan_id).where(m.Plan.key == plan) for t in tables
    )
    return {quarter for query in queries for quarter in session.scalars(query.distinct())}


def _build_step(row: m.ReportStepRow) -> ReportStep:
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
