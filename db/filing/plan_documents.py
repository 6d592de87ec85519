"""What a plan's versions and decisions keep: the plan as it was signed, its changes, its settlement, and decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit.erasures import ERASED_TEXT
from db.filing.document_rows import describe_row, make_document
from db.plans.plan_queries import YEARLY
from db.state.owned_rows import select_of_owners
from metrics.facts.decisions import DecisionKind
from metrics.filing.filed_document import Content, DocumentContent, FiledKind
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party

_VERSION = ("number", "stage", "document", "recorded_at")
_PART = ("original", "kind", "number", "status", "least", "most", "secured", "open", "lost", "word", "trace")
_DECISION = ("kind", "goal", "points", "on", "until", "by", "reason", "revokes", "recorded_at")


def read_plan_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read the documents that the versions of yearly plans are."""
    v = m.PlanVersion
    query = select(m.Plan.key, m.Institution.key, v).join(v, v.plan_id == m.Plan.id)
    query = query.join(m.Institution, m.Institution.id == m.Plan.institution_id)
    before: dict[str, Plan] = {}
    query = query.where(YEARLY, m.Institution.key.in_(institutions))
    parts = _read_parts(session, institutions)
    for key, owner, row in session.execute(query.order_by(v.id)):
        plan = Plan.model_validate_json(row.document)
        for kind, signed in _find_kinds(plan, before.get(key)):
            content: Content = {"plan": key, **describe_row(row, _VERSION)}
            if kind is FiledKind.SETTLEMENT:
                content["parts"] = parts.get((row.plan_id, row.number), [])
            yield make_document(
                kind,
                row.id,
                content,
                owners=(owner,),
                plans=(key,),
                at=row.recorded_at,
                version=row.number,
                words=_find_reason(plan, kind),
                stated=tuple(_list_stated(signed)),
            )
        before[key] = plan


def _find_kinds(plan: Plan, last: Plan | None) -> Iterator[tuple[FiledKind, tuple[Signature, ...]]]:
    """Find what a version is beside the one before, with the signatures it came by; a draft is no document."""
    if not plan.locked:
        return
    if last is None or not last.locked:
        yield FiledKind.PLAN, plan.signatures
    elif len(plan.amendments) > len(last.amendments):
        yield FiledKind.AMENDMENT, plan.amendments[-1].signatures
    elif len(plan.reopenings) > len(last.reopenings):
        yield FiledKind.REOPENING, plan.reopenings[-1].signatures
    if plan.closed and (last is None or not last.closed):
        yield FiledKind.SETTLEMENT, ()


def _list_stated(signatures: Iterable[Signature]) -> Iterator[tuple[Party, str]]:
    """List the journal numbers that the signatures of a document give, unless they were erased."""
    for one in signatures:
        if one.document and not one.document.startswith(ERASED_TEXT):
            yield one.party, one.document


def _find_reason(plan: Plan, kind: FiledKind) -> str:
    match kind:
        case FiledKind.AMENDMENT:
            return plan.amendments[-1].reason
        case FiledKind.REOPENING:
            return plan.reopenings[-1].reason
        case FiledKind.SETTLEMENT if plan.closed:
            return plan.closed.reason or plan.closed.note or ""
        case _:
            return ""


def _read_parts(session: Session, institutions: Collection[str]) -> dict[tuple[int, int], list[Content]]:
    """Read the parts of the settlements of plans of some institutions, by the plan and its version."""
    p = m.SettledPart
    query = select(p).join(m.Plan, m.Plan.id == p.plan_id).order_by(p.id)
    found: dict[tuple[int, int], list[Content]] = {}
    for row in session.scalars(select_of_owners(query, institutions)):
        found.setdefault((row.plan_id, row.version), []).append(describe_row(row, _PART))
    return found


def read_decision_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read the decisions about plans; the revocation of one is of the kind of what it revokes."""
    d = m.Decision
    query = select(m.Plan.key, m.Institution.key, d).join(d, d.plan_id == m.Plan.id)
    query = query.join(m.Institution, m.Institution.id == m.Plan.institution_id)
    kinds: dict[int, FiledKind] = {}
    for key, owner, row in session.execute(query.where(m.Institution.key.in_(institutions)).order_by(d.id)):
        kinds[row.id] = kinds.get(row.revokes or 0, _name_kind(DecisionKind(row.kind)))
        yield make_document(
            kinds[row.id],
            row.id,
            {"plan": key, **describe_row(row, _DECISION)},
            owners=(owner,),
            plans=(key,),
            at=row.recorded_at,
            goals=(row.goal,) if row.goal else (),
            words=row.reason,
        )


def _name_kind(kind: DecisionKind) -> FiledKind:
    named = {DecisionKind.DEVIATION: FiledKind.DEVIATION, DecisionKind.PAY: FiledKind.PAY}
    return named.get(kind, FiledKind.DECISION)
