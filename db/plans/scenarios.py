"""Saved what-ifs. Whoever may see a plan may save one of it; it is theirs alone until they share it.

A shared one is listed and opens to whoever may see the plan. Changes and removals are further rows. A what-if never
changes the plan or its facts.
"""

from __future__ import annotations

import json
import secrets
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import institution_queries
from db.session import find_writer
from metrics.access import Action, Person, find_permitted_institutions
from metrics.errors import InvalidInput, refuse
from metrics.plan.terms import is_intact
from metrics.whatif import scenario
from metrics.whatif.scenario import BasisPart, BasisPlace, Scenario, ScenarioBasis, ScenarioDraft

BYTES = 16

_ENDS = (
    select(func.min(m.Scenario.id).label("first"), func.max(m.Scenario.id).label("last"))
    .group_by(m.Scenario.key)
    .subquery()
)
_NEWEST = (
    select(m.Scenario, m.Plan.key, m.Institution.key)
    .join(_ENDS, _ENDS.c.last == m.Scenario.id)
    .join(m.Plan, m.Plan.id == m.Scenario.plan_id)
    .join(m.Institution, m.Institution.id == m.Plan.institution_id)
    .where(~m.Scenario.removed)
    .order_by(_ENDS.c.first)
)


def save_scenario(session: Session, plan: str, draft: ScenarioDraft, basis: ScenarioBasis) -> str:
    """Save a what-if of a plan and return its key. Raises InvalidInput with every problem."""
    rights.demand_right(session, Action.SEE, _institution(session, plan))
    key = secrets.token_urlsafe(BYTES)
    _keep(session, plan, key, draft, basis)
    chain.record_entry(session, "scenario.save", plan)
    return key


def replace_scenario(session: Session, key: str, draft: ScenarioDraft, basis: ScenarioBasis) -> None:
    """Replace the writer's own what-if under the same key.

    Raises InvalidInput as `save_scenario` and `remove_scenario` do.
    """
    found = _own(session, key)
    _keep(session, found.plan, key, draft, basis, shared=found.shared)
    chain.record_entry(session, "scenario.change", found.plan)


def remove_scenario(session: Session, key: str) -> None:
    """Remove the writer's own what-if. Raises InvalidInput (`scenario_unknown`, also for other people's)."""
    found = _own(session, key)
    _add(session, found.plan, key, found.draft, found.basis, shared=found.shared, removed=True)
    chain.record_entry(session, "scenario.remove", found.plan)


def share_scenario(session: Session, key: str, *, shared: bool) -> None:
    """Share the writer's own what-if with everybody who may see the plan, or take it back to be theirs alone.

    Nothing is recorded where it already is so. Raises InvalidInput as `remove_scenario` does.
    """
    found = _own(session, key)
    if found.shared != shared:
        _add(session, found.plan, key, found.draft, found.basis, shared=shared)
        chain.record_entry(session, "scenario.share" if shared else "scenario.unshare", found.plan)


def read_own_scenarios(session: Session, plan: str, person: Person, day: date) -> list[Scenario]:
    """Read a person's saved what-ifs of a plan, oldest first; none where they may not see the plan."""
    own = _standing(session, m.Plan.key == plan, m.Scenario.person == person.key)
    seen = _find_seen(session, person, day)
    return [found for found, owner in own if owner in seen]


def read_scenario(session: Session, key: str, person: Person, day: date) -> Scenario | None:
    """Read the what-if with a key; None where there is none, or where it is not the person's to see.

    It is where they may see its plan, and it is their own or shared.
    """
    if not is_intact(key):
        return None  # no database holds such a text, and PostgreSQL refuses it in a query
    for found, owner in _standing(session, m.Scenario.key == key):
        if (found.shared or found.person == person.key) and owner in _find_seen(session, person, day):
            return found
    return None


def read_shared_scenarios(
    session: Session, person: Person, day: date, plan: str | None = None
) -> list[Scenario]:
    """Read the what-ifs, of one plan or of all, that have been shared with a person by choice, newest first.

    Those kept before one chose to share open by their link, but are not listed.
    """
    before = aliased(m.Scenario)
    chosen = select(before.id).where(before.key == m.Scenario.key, ~before.shared).exists()
    tests = [m.Scenario.shared.is_(True), chosen, *([m.Plan.key == plan] if plan else [])]
    shared = _standing(session, *tests)
    if not shared:
        return []
    seen = _find_seen(session, person, day)
    return [found for found, owner in reversed(shared) if owner in seen]


def _standing(session: Session, *tests: ColumnElement[bool]) -> list[tuple[Scenario, str]]:
    """Read the what-ifs not removed, each with the key of the institution that owns its plan."""
    rows = session.execute(_NEWEST.where(*tests))
    return [(_scenario(row, plan), owner) for row, plan, owner in rows]


def _find_seen(session: Session, person: Person, day: date) -> frozenset[str]:
    """Find the institutions that a person may see all of."""
    every = institution_queries.read_resources(session, day)
    return find_permitted_institutions(person, Action.SEE, every, day)


def _own(session: Session, key: str) -> Scenario:
    """Read the writer's own what-if with a key, of a plan they may still see."""
    by = find_writer(session).key
    for found, owner in _standing(session, m.Scenario.key == key, m.Scenario.person == by):
        rights.demand_right(session, Action.SEE, owner)
        return found
    raise refuse("scenario_unknown")


def _institution(session: Session, plan: str) -> str:
    """Read the key of the institution that owns a plan. Raises InvalidInput (`plan_unknown`)."""
    # The error lists no other plans: the writer may not be allowed to see them.
    query = select(m.Institution.key).join(m.Plan, m.Plan.institution_id == m.Institution.id)
    found = session.scalar(query.where(m.Plan.key == plan))
    if found is None:
        raise refuse("plan_unknown", "plan", key=plan, allowed=[])
    return found


def _keep(
    session: Session,
    plan: str,
    key: str,
    draft: ScenarioDraft,
    basis: ScenarioBasis,
    *,
    shared: bool = False,
) -> None:
    wanted = draft.cleaned()
    others = (m.Plan.key == plan, m.Scenario.person == find_writer(session).key, m.Scenario.key != key)
    taken = [found.draft.name for found, _ in _standing(session, *others)]
    if found := list(scenario.find_scenario_problems(wanted, taken)):
        raise InvalidInput(found)
    _add(session, plan, key, wanted, basis, shared=shared)


def _add(
    session: Session,
    plan: str,
    key: str,
    draft: ScenarioDraft,
    basis: ScenarioBasis,
    *,
    shared: bool,
    removed: bool = False,
) -> None:
    row = m.Scenario(
        key=key,
        plan_id=session.scalars(select(m.Plan.id).where(m.Plan.key == plan)).one(),
        person=find_writer(session).key,
        name=draft.name,
        note=draft.note,
        choices=json.dumps(dict(draft.choices), ensure_ascii=False, sort_keys=True),
        version=basis.version,
        as_of=basis.as_of,
        digests=json.dumps([[place.part, place.name, digest] for place, digest in basis.digests.items()]),
        removed=removed,
        shared=shared,
        recorded_at=read_clock(),
    )
    session.add(row)


def _scenario(row: m.Scenario, plan: str) -> Scenario:
    draft = ScenarioDraft(row.name, json.loads(row.choices), row.note)
    digests = {BasisPlace(BasisPart(part), name): digest for part, name, digest in json.loads(row.digests)}
    basis = ScenarioBasis(row.version, row.as_of, digests)
    return Scenario(row.key, plan, row.person, draft, basis, row.recorded_at, row.shared)
