"""What is typed in the editor of plans: read, saved as it is left, and let go once the plan says it.

None of it is on the record or part of the data's version. It is seen by those who may draft the plan; what is typed of
a plan that is still to be made, by its person alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from db import models as m
from db.clock import read_clock
from db.people import rights
from db.plans import plan_queries
from db.plans.agreement import proposal_queries
from db.session import find_writer
from metrics.access import Action, Person, may_somewhere
from metrics.errors import InvalidInput, refuse
from metrics.periods import find_danish_day
from metrics.plan.drafting.typed_text import TypedChange, TypedField, find_typing_problems

_ROW = m.TypedFieldRow


def save_typed(
    session: Session,
    plan: str | None,
    form: str,
    changes: Sequence[TypedChange],
    now: datetime | None = None,
) -> None:
    """Save what was typed in a form of a plan's editor, all or none; without a plan, of one still to be made.

    Raises InvalidInput with every reason: `field_changed_since` tells whose newer text stands there and what it says.
    """
    _demand_drafting(session, plan)
    writer, saved_at = find_writer(session), now or read_clock()
    owner = _find_plan(session, plan)
    typed = _read(session, _of(owner, form, writer)).get(form, {})
    if found := list(find_typing_problems(changes, typed)):
        raise InvalidInput(found)
    for change in changes:
        stands = typed.get(change.field)
        session.execute(delete(_ROW).where(_of(owner, form, writer), _ROW.field == change.field))
        if change.text == change.base:
            continue
        session.add(
            _ROW(
                plan_id=owner,
                form=form,
                field=change.field,
                text=change.text,
                base=change.base,
                person=writer.key,
                saved_at=saved_at,
                version=stands.version + 1 if stands else 1,
            )
        )
        session.flush()


def forget_typed(session: Session, plan: str | None, form: str) -> None:
    """Let go of what was typed in a form: the plan says it now, or nobody wants it."""
    _demand_drafting(session, plan)
    session.execute(delete(_ROW).where(_of(_find_plan(session, plan), form, find_writer(session))))


def forget_plan(session: Session, plan: str) -> None:
    """Let go of everything typed of a plan, before it is changed anew."""
    rights.demand_right(session, Action.DRAFT, plan_queries.read_plan(session, plan).institution)
    session.execute(delete(_ROW).where(_ROW.plan_id == _find_plan(session, plan)))


def read_typed(session: Session, plan: str | None, by: Person) -> dict[str, dict[str, TypedField]]:
    """Read what is typed of a plan, by form and field, for somebody who may draft it; nothing for anybody else."""
    if not _may_draft(session, by, plan):
        return {}
    return _read(session, _of(_find_plan(session, plan), None, by))


def _read(session: Session, rows: ColumnElement[bool]) -> dict[str, dict[str, TypedField]]:
    found: dict[str, dict[str, TypedField]] = {}
    for row in session.scalars(select(_ROW).where(rows).order_by(_ROW.id)):
        typed = TypedField(row.field, row.text, row.base, row.person, row.saved_at, row.version)
        found.setdefault(row.form, {})[row.field] = typed
    return found


def _of(plan: int | None, form: str | None, by: Person) -> ColumnElement[bool]:
    """Build the condition for the rows of a form, or of all of a plan's."""
    of_plan = _ROW.plan_id == plan if plan else and_(_ROW.plan_id.is_(None), _ROW.person == by.key)
    return and_(of_plan, _ROW.form == form) if form else of_plan


def _find_plan(session: Session, key: str | None) -> int | None:
    return session.scalars(select(m.Plan.id).where(m.Plan.key == key)).one() if key else None


def _demand_drafting(session: Session, plan: str | None) -> None:
    """Require that the writer may draft the plan, or its amendment; or, without one, a plan of some institution."""
    if plan is None:
        if not _may_draft(session, find_writer(session), None):
            rights.demand_right(session, Action.DRAFT)
        return
    found = plan_queries.read_plan(session, plan)
    rights.demand_right(session, Action.DRAFT, found.institution)
    proposal = proposal_queries.read_proposal(session, plan) if found.locked else None
    if found.locked and not (proposal and proposal.change.changed):
        raise refuse("plan_is_signed", "stage", key=plan)


def _may_draft(session: Session, by: Person, plan: str | None) -> bool:
    if plan is None:
        return may_somewhere(by, Action.DRAFT, find_danish_day(read_clock()))
    return rights.may_person(session, by, Action.DRAFT, plan_queries.read_plan(session, plan).institution)
