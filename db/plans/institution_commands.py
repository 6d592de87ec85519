"""Commands that change an institution: its name, its ministry area, what it becomes part of or was split off from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.plans import institution_queries
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.plan.institution_history import InstitutionChange, changes_nothing, find_change_problems


def change_institution(session: Session, change: InstitutionChange) -> bool:
    """Record a change of an institution from a day on; return False when it says what already holds.

    It moves what people may see, and so takes the right to say who may. Raises InvalidInput with every problem.
    """
    rights.demand_right(session, Action.GRANT)
    wanted = _strip_texts(change)
    histories = institution_queries.read_histories(session)
    if found := list(find_change_problems(wanted, histories)):
        raise InvalidInput(found)
    if changes_nothing(wanted, histories[wanted.institution]):
        return False
    record_changes(session, [wanted])
    return True


def record_changes(session: Session, changes: Iterable[InstitutionChange]) -> None:
    """Add changes that have been checked, each with its entry in the audit. Raises InvalidInput (`not_permitted`)."""
    rights.demand_right(session, Action.GRANT)
    ids = dict(session.execute(select(m.Institution.key, m.Institution.id)).all())
    for change in changes:
        same = ("since", "name", "ministry_area", "reason", "recorded_at")
        row = m.InstitutionChange(
            institution_id=ids[change.institution],
            successor_id=ids[change.successor] if change.successor else None,
            origin_id=ids[change.origin] if change.origin else None,
            **{name: getattr(change, name) for name in same},
        )
        session.add(row)
        chain.record_entry(session, f"institution.{_name_action(change)}", _name_subject(change))


def _name_action(change: InstitutionChange) -> str:
    if change.origin is not None:
        return "split"
    if change.successor is not None:
        return "split" if change.successor == change.institution else "merge"
    return "move" if change.ministry_area is not None else "rename"


def _name_subject(change: InstitutionChange) -> str:
    """Name the institutions that an entry is about."""
    return ", ".join(
        dict.fromkeys(key for key in (change.institution, change.successor, change.origin) if key)
    )


def _strip_texts(change: InstitutionChange) -> InstitutionChange:
    name = None if change.name is None else change.name.strip()
    area = None if change.ministry_area is None else change.ministry_area.strip()
    return replace(change, name=name, ministry_area=area, reason=change.reason.strip())
