"""Reads of plans: their versions, and the file a version would be exported as."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db import models as m
from db.plans import definitions
from db.plans.agreement import signature_queries
from db.state.owned_rows import select_of_owners
from metrics.direction.direction_terms import DocumentKind
from metrics.errors import refuse
from metrics.facts.schema import SAID_OF_A_PERIOD
from metrics.periods import find_danish_day
from metrics.plan.model import DocumentResult, Plan, PlanFile
from metrics.plan.versions import PlanVersion, group_by_plan

YEARLY = m.Plan.kind == DocumentKind.RESULT
"""That a plan has goals and a total; other documents are read by `db.directions`."""
_WITHOUT_TOTAL = {
    DocumentKind.DEVELOPMENT: "plan_without_total",
    DocumentKind.DUTIES: "duties_without_total",
}
MOST_PARSED = 4096
# A version of a draft that parties have signed stands once for each.
_VERSIONS = (
    select(
        *(m.Plan.key, m.Plan.id, m.PlanVersion.number, m.PlanVersion.document, m.PlanVersion.recorded_at),
        m.PlanSignature,
    )
    .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
    .outerjoin(m.PlanSignature, signature_queries.OF_VERSION)
    .where(YEARLY)
    .order_by(m.Plan.id, m.PlanVersion.number, m.PlanSignature.id)
)


def read_versions(
    session: Session,
    owners: Collection[str] | None = None,
    *,
    about: Collection[str] | None = None,
    keys: Collection[str] | None = None,
) -> list[PlanVersion]:
    """Read every version of every plan: plans by institution and plan year, each plan's versions oldest first.

    With `owners` they are the plans of these institutions alone, with `keys` these plans, with `about` those of which
    a version names one of these institutions: as its own, or as that of a series.
    """
    if keys is not None and len(keys) == 1 and owners is about is None:
        # As whatever else asks for one plan.
        return _make_versions(_read_rows_of(session, *keys))
    query = _VERSIONS.join(m.Institution, m.Institution.id == m.Plan.institution_id).add_columns(
        m.Institution.fictional, m.Institution.name
    )
    query = select_of_owners(query, owners)
    if about is not None:
        query = query.where(m.Plan.id.in_(_select_about(about)))
    if keys is not None:
        query = query.where(m.Plan.key.in_(sorted(keys)))
    rows = session.execute(query).all()
    newest = {row.key: _parse_document(row.document) for row in rows}  # a later row replaces an earlier
    ordered = sorted(rows, key=lambda row: (row.fictional, row.name, newest[row.key].start, row.key))
    return _make_versions(ordered)


def _select_about(institutions: Collection[str]) -> Select[int]:
    """Select the plans of which a version names one of some institutions."""
    named = m.NamedInstitution
    return select(named.plan_id).where(named.institution.in_(sorted(institutions)))


def read_versions_of(session: Session, key: str) -> list[PlanVersion]:
    """Read the versions of one plan, oldest first.

    Raises InvalidInput (`plan_unknown`, which lists the plans there are; `plan_without_total`).
    """
    rows = _read_rows_of(session, key)
    if not rows:
        _refuse_other_kind(session, key)
        every = list(session.scalars(select(m.Plan.key).where(YEARLY).order_by(m.Plan.key)))
        raise refuse("plan_unknown", key, key=key, allowed=every)
    return _make_versions(rows)


def find_plan_id(session: Session, key: str) -> int | None:
    """Find the row id of a plan; None where there is none. Raises InvalidInput (`plan_without_total`)."""
    rows = _read_rows_of(session, key)
    if not rows:
        _refuse_other_kind(session, key)
        return None
    return int(rows[0].id)


def _refuse_other_kind(session: Session, key: str) -> None:
    kind = read_kind(session, key)
    if kind in _WITHOUT_TOTAL:
        raise refuse(_WITHOUT_TOTAL[kind], key, key=key)


def _read_rows_of(session: Session, key: str) -> Sequence[Any]:
    # One question for whatever is asked of a plan's versions, so that a writer asks it once.
    return session.execute(_VERSIONS.where(m.Plan.key == key)).all()


def read_kind(session: Session, key: str) -> DocumentKind | None:
    """Read what kind of document has a key; None where there is none."""
    kind = session.scalar(select(m.Plan.kind).where(m.Plan.key == key))
    return DocumentKind(kind) if kind else None


def read_plans(
    session: Session, about: Collection[str] | None = None, *, keys: Collection[str] | None = None
) -> list[Plan]:
    """Read the newest version of every plan, by institution and plan year; or of some, as `read_versions` does."""
    every = group_by_plan(read_versions(session, about=about, keys=keys))
    return [versions[-1].plan for versions in every.values()]


def read_plan_ids(session: Session, keys: Collection[str]) -> dict[str, int]:
    """Read the row id of each of some plans; where there are none, nothing is asked."""
    query = select(m.Plan.key, m.Plan.id).where(m.Plan.key.in_(sorted(keys)))
    return dict(session.execute(query).all()) if keys else {}


def read_plan(session: Session, key: str) -> Plan:
    """Read the newest version of one plan. Raises InvalidInput (`plan_unknown`)."""
    return read_versions_of(session, key)[-1].plan


def read_arrivals(session: Session, plans: Collection[str]) -> dict[str, date]:
    """Read for each of some plans the day in Denmark on which its first version came into the database."""
    first = select(m.Plan.key, func.min(m.PlanVersion.entered_at)).join(
        m.Plan, m.Plan.id == m.PlanVersion.plan_id
    )
    chosen = first.where(m.Plan.key.in_(plans)).group_by(m.Plan.key)
    return {key: find_danish_day(entered) for key, entered in session.execute(chosen)} if plans else {}


def read_newest_number(session: Session, key: str) -> int:
    """Read the number of a plan's newest version; 0 where there is no such plan."""
    return max((row.number for row in _read_rows_of(session, key)), default=0)


def read_newest_document(session: Session, key: str) -> str | None:
    """Read the text of a plan's newest version as it is kept; None where there is no such plan."""
    return next((row.document for row in reversed(_read_rows_of(session, key))), None)


def read_plan_file(session: Session, key: str, number: int | None = None) -> PlanFile:
    """Read a version of a plan, with the definitions it refers to and the values that came with it, for export.

    Without a number it is the newest version. Raises InvalidInput (`plan_unknown`, `version_unknown`).
    """
    plan = _pick_version(read_versions_of(session, key), number)
    values = _read_document_results(session, key, number)
    used = plan.series() | {(value.institution, value.indicator) for value in values}
    owners = {institution for institution, _ in used} | {plan.institution}
    catalogue = definitions.read_catalogue(session, owners=owners)
    return PlanFile.model_construct(
        **{name: getattr(plan, name) for name in Plan.model_fields},
        institutions=tuple(catalogue.find_institution(owner, plan.start) for owner in sorted(owners)),
        indicators=tuple(catalogue.find_indicator(series, plan.start) for series in sorted(used)),
        observations=tuple(values),
    )


def _make_versions(rows: Sequence[Any]) -> list[PlanVersion]:
    """Make the versions of rows in which each version's own follow each other."""
    found = []
    for _, own in groupby(rows, lambda row: (row.key, row.number)):
        first, *_ = every = list(own)
        signed = (row.PlanSignature for row in every if row.PlanSignature is not None)
        signatures = tuple(signature_queries.make_signature(one).signature for one in signed)
        plan = _parse_document(first.document)
        found.append(PlanVersion(first.number, plan, first.recorded_at, signatures))
    return found


def _digest(document: str) -> bytes:
    return hashlib.blake2b(document.encode(), digest_size=16).digest()


# A document never changes, and its text is not held on to.
@cached(LRUCache[bytes, Plan](MOST_PARSED), key=_digest, lock=Lock())
def _parse_document(document: str) -> Plan:
    """Parse a version's document, once in each process."""
    return Plan.model_validate_json(document)


def _pick_version(versions: Sequence[PlanVersion], number: int | None) -> Plan:
    plans = {version.number: version.plan for version in versions}
    if number is not None and number not in plans:
        raise refuse("version_unknown", value=number, allowed=[str(n) for n in plans])
    return plans[number or max(plans)]


def _read_document_results(session: Session, key: str, number: int | None) -> list[DocumentResult]:
    """Read the values that came with a plan's documents, up to and including a version."""
    o = m.Observation
    query = (
        select(m.Institution.key.label("institution"), m.Indicator.key.label("indicator"), o)
        .join(m.Indicator, m.Indicator.id == o.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .join(m.PlanVersion, m.PlanVersion.id == o.plan_version_id)
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .where(m.Plan.key == key)
        .order_by(o.id)
    )
    if number is not None:
        query = query.where(m.PlanVersion.number <= number)
    same = ("period", *(name for name in SAID_OF_A_PERIOD if name in DocumentResult.model_fields))
    found = {}  # a later version of a draft may correct a value of an earlier one
    for owner, series, row in session.execute(query):
        rest = {name: getattr(row, name) for name in same}
        found[owner, series, row.period] = DocumentResult(institution=owner, indicator=series, **rest)
    return list(found.values())
