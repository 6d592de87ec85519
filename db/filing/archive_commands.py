"""That a package of a plan was made is put on record, and asked for before the plan's texts are erased."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.filing import archive_reading
from db.people import rights
from db.plans import plan_queries
from metrics.access import Action
from metrics.errors import refuse
from metrics.plan.terms import Party

ARCHIVED = "journal.archived"


def record_archive(session: Session, plan: str, party: Party | None, package: str, content: str) -> None:
    """Put on record that a package was made of a plan, with its SHA-256 and that of the rows in it.

    Raises InvalidInput (`not_permitted`): it takes the rights of each party whose documents are in it.
    """
    owner = plan_queries.read_plan(session, plan).institution
    for one in (party,) if party else tuple(Party):
        rights.demand_right(session, Action.PREPARE if one is Party.INSTITUTION else Action.DECIDE, owner)
    whose = party or "all"
    chain.record_entry(session, ARCHIVED, _write_subject(plan, whose, content, package))


def demand_archive(session: Session, plan: str, without: str = "") -> None:
    """Demand that a package of everything there is of a plan now was made, or a reason why there is none.

    Raises InvalidInput (`archive_needed`, `archive_old`).
    """
    if without.strip():
        return
    a, whole = m.AuditEntry, _write_subject(plan, "all", "", "")
    subjects = session.scalars(select(a.subject).where(a.action == ARCHIVED).order_by(a.id)).all()
    made = [one for one in subjects if one.startswith(whole)]
    if not made:
        raise refuse("archive_needed", plan, plan=plan)
    now = _write_subject(plan, "all", archive_reading.digest_holding(session, plan), "")
    if not any(one.startswith(now) for one in made):
        raise refuse("archive_old", plan, plan=plan)


def _write_subject(plan: str, whose: str, content: str, package: str) -> str:
    """Write the subject of an entry, or how it begins where nothing else is told."""
    begun = f"{plan}, {whose}, content "
    return f"{begun}{content}, sha256 {package}" if content else begun
