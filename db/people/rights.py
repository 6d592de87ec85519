"""Who may do what: grants read and written. A grant is never changed; its revocation is a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.plans import institution_queries, plan_queries
from db.session import find_writer
from metrics.access import (
    OF_GOALS,
    Action,
    Grant,
    Permission,
    Person,
    Resource,
    Role,
    may,
    sort_goals,
)
from metrics.errors import InvalidInput, Problem
from metrics.periods import find_danish_day
from metrics.plan.institution_history import find_resource
from metrics.plan.terms import is_intact

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,130}")


def grant_role(session: Session, person: str, given: Grant) -> int:
    """Grant a person a role and return the grant's number. Raises InvalidInput with every problem."""
    demand_right(session, Action.GRANT)
    key = make_person_key(person)
    if found := find_grant_problems(session, key, given):
        raise InvalidInput(found)
    return add_grant(session, key, given)


def make_person_key(address: str) -> str:
    """Make the key of a person out of their address."""
    # Only ASCII is written small: other signs would become letters of somebody else's address.
    return address.strip().lower() if address.isascii() else address.strip()


def find_grant_problems(session: Session, key: str, given: Grant) -> list[Problem]:
    """Find everything that is wrong with a grant."""
    histories = institution_queries.read_histories(session)
    areas = {term.ministry_area for history in histories.values() for term in history.terms}
    known = _list_goals(session, given.institution) if given.goals else frozenset()
    return [
        *_find_grant_problems(key, given, set(histories), areas),
        *_find_goal_problems(given, known),
    ]


def _list_goals(session: Session, institution: str | None) -> frozenset[str]:
    """List the numbers of the goals in an institution's plans."""
    plans = (plan for plan in plan_queries.read_plans(session) if plan.institution == institution)
    return frozenset(goal.number for plan in plans for goal in plan.goals)


def add_grant(session: Session, key: str, given: Grant) -> int:
    """Add a grant that was found right, and return its number."""
    owner = select(m.Institution.id).where(m.Institution.key == given.institution)
    row = m.Grant(
        person=key,
        role=given.role,
        institution_id=session.scalars(owner).one() if given.institution else None,
        area=given.area,
        start=given.start,
        end=given.end,
        goals=", ".join(sort_goals(given.goals)) or None,
        recorded_at=read_clock(),
    )
    session.add(row)
    chain.record_entry(session, f"grant.{given.role}", key)
    return row.id


def revoke_grant(session: Session, number: int) -> None:
    """Revoke a grant. Raises InvalidInput (`grant_unknown`) unless it stands.

    Nobody takes from themselves the last grant by which they hand out roles (`own_last_right`).
    """
    demand_right(session, Action.GRANT)
    held = {found.number: (person, found) for person, found in read_grants(session)}
    if number not in held:
        raise InvalidInput(
            [Problem("grant_unknown", "", {"value": number, "allowed": [str(n) for n in held]})]
        )
    person, given = held[number]
    if person == find_writer(session).key and not _can_grant_without(session, person, number):
        raise InvalidInput([Problem("own_last_right", "", {"role": given.role})])
    session.add(
        m.Grant(person=person, role=given.role, start=given.start, revokes=number, recorded_at=read_clock())
    )
    chain.record_entry(session, f"revoke.{given.role}", person)


def _can_grant_without(session: Session, key: str, number: int) -> bool:
    """Tell whether somebody may still hand out roles when one of their grants is gone."""
    left = tuple(one for one in read_person(session, key).grants if one.number != number)
    return may_person(session, Person(key, left), Action.GRANT)


def read_grants(session: Session) -> list[tuple[str, Grant]]:
    """Read every grant that has not been revoked, with its person, in the order granted."""
    query = select(m.Grant, m.Institution.key).outerjoin(m.Institution).order_by(m.Grant.id)
    rows = session.execute(query).all()
    revoked = {row.revokes for row, _ in rows}
    return [
        (row.person, _build_grant(row, institution))
        for row, institution in rows
        if row.revokes is None and row.id not in revoked
    ]


def _build_grant(row: m.Grant, institution: str | None) -> Grant:
    goals = frozenset(row.goals.split(", ")) if row.goals else frozenset()
    return Grant(Role(row.role), row.start, row.end, institution, row.area, row.id, goals)


def read_person(session: Session, key: str) -> Person:
    """Read a person by the key of their sign-in, with the grants they hold; a stranger holds none."""
    asked = key.strip().lower()
    return Person(asked, tuple(found for holder, found in read_grants(session) if holder == asked))


def demand_right(session: Session, action: Action, *institutions: str, in_part: bool = False) -> None:
    """Require that the session's writer may do this to every institution named. Raises InvalidInput (`not_permitted`).

    Without institutions it concerns what belongs to none of them, which requires the right over all. `in_part` a right
    to some goals is enough, to which the command then holds the writer.
    """
    refused = _find_refusals(session, find_writer(session), action, *institutions, in_part=in_part)
    if refused:
        params: dict[str, object] = {"action": action, "reason": refused[0].reason}
        raise InvalidInput([Problem("not_permitted", ", ".join(institutions), params)])


def may_person(
    session: Session, by: Person, action: Action, *institutions: str, in_part: bool = False
) -> bool:
    """Tell whether a person may do what `demand_right` would require of a writer."""
    return not _find_refusals(session, by, action, *institutions, in_part=in_part)


def _find_refusals(
    session: Session, by: Person, action: Action, *institutions: str, in_part: bool = False
) -> list[Permission]:
    today = find_danish_day(read_clock())
    known = institution_queries.read_histories(session)
    named = [find_resource(known, key, today) if key in known else Resource(key, "") for key in institutions]
    resources: list[Resource | None] = [*named] or [None]
    verdicts = [may(by, action, resource, today, in_part=in_part) for resource in resources]
    return [verdict for verdict in verdicts if not verdict.allowed]


def has_right(session: Session, action: Action, *institutions: str) -> bool:
    """Tell whether the session's writer may do what `demand_right` would require."""
    return may_person(session, find_writer(session), action, *institutions)


def pick_right(session: Session, actions: Sequence[Action], *institutions: str) -> Action:
    """Pick the first of some rights that the session's writer has; the very first where they have none."""
    return next((action for action in actions if has_right(session, action, *institutions)), actions[0])


def _find_grant_problems(key: str, given: Grant, owners: set[str], areas: set[str]) -> Iterator[Problem]:
    if not _ADDRESS.fullmatch(key) or not is_intact(key) or not key.isascii():
        yield Problem("address_needed", "person", {"value": key})
    if given.institution is not None and given.institution not in owners:
        yield Problem(
            "institution_unknown", "institution", {"key": given.institution, "allowed": sorted(owners)}
        )
    if given.area is not None and given.area not in areas:
        yield Problem("area_unknown", "area", {"value": given.area, "allowed": sorted(areas)})
    if given.institution is not None and given.area is not None:
        yield Problem("one_scope", "area")
    if given.role is Role.DEPUTY and given.end is None:
        yield Problem("delegation_without_end", "until")
    if given.end is not None and given.end < given.start:
        yield Problem("dates_out_of_order", "until", {"first": given.start, "second": given.end})


def _find_goal_problems(given: Grant, known: Set[str]) -> Iterator[Problem]:
    """Find what is wrong with the goals of a grant; `known` are those of the institution's plans."""
    if not given.goals:
        return
    if given.role not in OF_GOALS:
        yield Problem("goals_of_role", "goals", {"role": given.role})
    if given.institution is None:
        yield Problem("goals_need_institution", "goals")
    elif unknown := sort_goals(given.goals - known):
        yield Problem("goals_unknown", "goals", {"value": unknown, "allowed": sort_goals(known)})
