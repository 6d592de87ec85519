"""Reads of the settlement of a plan's year: the acts with it, and what is typed of its analysis."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.reports import report_queries
from metrics.access import Role
from metrics.annual.analysis import name_draft
from metrics.annual.annual_course import AnnualAct, AnnualActDone
from metrics.report.draft_fields import ReportDraft


def read_acts(session: Session, plan: str) -> list[AnnualActDone]:
    """Read the acts with the settlement of a plan's year, oldest first."""
    row = m.AnnualActRow
    query = select(row).join(m.Plan, m.Plan.id == row.plan_id).where(m.Plan.key == plan).order_by(row.id)
    return [_build_act(one) for one in session.scalars(query)]


def read_analysis(session: Session, plan: str, year: int | None = None) -> ReportDraft:
    """Read what is typed of the analysis. On PostgreSQL nobody sees it who does not prepare the reports."""
    return report_queries.read_draft(session, plan, name_draft(year))


def _build_act(row: m.AnnualActRow) -> AnnualActDone:
    return AnnualActDone(
        AnnualAct(row.act),
        row.person,
        Role(row.role),
        row.recorded_at,
        row.words,
        row.number,
        json.loads(row.document) if row.document else None,
        row.id,
        row.year,
    )
