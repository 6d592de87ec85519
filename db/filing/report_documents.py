"""What the steps with reports and with the settlement of a year keep, and what the parties wrote to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.filing.document_rows import describe_row, make_document
from metrics.annual.annual_course import AnnualAct
from metrics.filing.filed_document import Content, DocumentContent, FiledKind
from metrics.report.course import StepKind

KINDS: Mapping[StepKind, FiledKind] = {
    StepKind.SHARED: FiledKind.PRELIMINARY,
    StepKind.APPROVED: FiledKind.REPORT,
    StepKind.RECEIVED: FiledKind.RECEIPT,
    StepKind.RETURNED: FiledKind.RETURN,
    StepKind.REOPENED: FiledKind.CORRECTION,
    StepKind.ASKED: FiledKind.QUESTION,
    StepKind.DOUBTED: FiledKind.QUESTION,
    StepKind.ANSWERED: FiledKind.ANSWER,
    StepKind.REPLIED: FiledKind.ANSWER,
    StepKind.EXCEPTED: FiledKind.EXCEPTION,
}
"""The document that each step with a report makes; others make none."""

_ANNUAL = {
    AnnualAct.APPROVED: FiledKind.ANNUAL,
    AnnualAct.AGREED: FiledKind.ANNUAL_AGREED,
    AnnualAct.RETURNED: FiledKind.ANNUAL_RETURN,
}
_STEP = ("quarter", "kind", "person", "role", "words", "rows", "until", "word", "document", "recorded_at")
_ACT = ("number", "act", "person", "role", "words", "document", "recorded_at")


def read_report_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read the reports in their versions, with what was asked and answered about them."""
    s = m.ReportStepRow
    query = select(m.Plan.key, m.Institution.key, s).join(s, s.plan_id == m.Plan.id)
    query = query.join(m.Institution, m.Institution.id == m.Plan.institution_id)
    versions: Counter[tuple[str, str]] = Counter()
    goals: dict[str, str] = {}
    for key, owner, row in session.execute(query.where(m.Institution.key.in_(institutions)).order_by(s.id)):
        kind, report = StepKind(row.kind), (key, row.quarter)
        versions[report] += kind is StepKind.REOPENED
        content = describe_row(row, _STEP)
        goals |= _list_goals(key, content)
        if kind not in KINDS:
            continue
        about = dict.fromkeys(goals.get(f"{key} {line}", "") for line in content["rows"] or ())
        yield make_document(
            KINDS[kind],
            row.id,
            {"plan": key, **content},
            owners=(owner,),
            plans=(key,),
            at=row.recorded_at,
            quarter=row.quarter,
            version=versions[report] + 1,
            goals=tuple(goal for goal in about if goal),
            words=row.words,
        )


def _list_goals(plan: str, content: Content) -> dict[str, str]:
    """List the goal that each declared line is about."""
    lines = (content["document"] or {}).get("lines", [])
    return {f"{plan} {line['key']}": line["goal"] for line in lines if line.get("goal")}


def read_annual_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read what was approved, agreed to and sent back of the settlements of years."""
    a = m.AnnualActRow
    query = select(m.Plan.key, m.Institution.key, a).join(a, a.plan_id == m.Plan.id)
    query = query.join(m.Institution, m.Institution.id == m.Plan.institution_id)
    query = query.where(m.Institution.key.in_(institutions), a.act.in_([act.value for act in _ANNUAL]))
    for key, owner, row in session.execute(query.order_by(a.id)):
        yield make_document(
            _ANNUAL[AnnualAct(row.act)],
            row.id,
            {"plan": key, **describe_row(row, _ACT)},
            owners=(owner,),
            plans=(key,),
            at=row.recorded_at,
            words=row.words,
        )
