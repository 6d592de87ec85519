"""A chief's own delegation: for a time somebody else approves in the chief's place (p.v.)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import institution_queries
from db.session import find_writer
from metrics.access import FOR_DEPARTMENT, Action, Grant, Resource, Role, may
from metrics.errors import InvalidInput, Problem, refuse
from metrics.periods import find_danish_day


def delegate(session: Session, person: str, given: Grant) -> int:
    """Let somebody approve an institution's reports for a time; return the grant's number.

    Raises InvalidInput with every problem.
    """
    institution = given.institution or ""
    rights.demand_right(session, Action.DELEGATE, institution)
    key = rights.make_person_key(person)
    found = [*rights.find_grant_problems(session, key, given), *_find_problems(session, key, given)]
    if found:
        raise InvalidInput(found)
    return rights.add_grant(session, key, given)


def end_delegation(session: Session, number: int) -> None:
    """End a delegation. Raises InvalidInput (`grant_unknown`) unless it is one, and stands."""
    held = {one.number: (person, one) for person, one in rights.read_grants(session) if _is_delegation(one)}
    if number not in held:
        raise refuse("grant_unknown", value=number, allowed=_list_own(session, held.values()))
    person, given = held[number]
    rights.demand_right(session, Action.DELEGATE, given.institution or "")
    session.add(
        m.Grant(
            person=person,
            role=given.role,
            institution_id=session.scalars(
                select(m.Institution.id).where(m.Institution.key == given.institution)
            ).one(),
            start=given.start,
            revokes=number,
            recorded_at=read_clock(),
        )
    )
    chain.record_entry(session, f"revoke.{given.role}", person)


def _list_own(session: Session, held: Iterable[tuple[str, Grant]]) -> list[str]:
    """List the numbers of the delegations that the writer may end."""
    return [
        str(given.number)
        for _, given in held
        if rights.has_right(session, Action.DELEGATE, given.institution or "")
    ]


def _is_delegation(given: Grant) -> bool:
    return given.role is Role.DEPUTY and given.institution is not None


def _find_problems(session: Session, key: str, given: Grant) -> Iterator[Problem]:
    today = find_danish_day(read_clock())
    if not _is_delegation(given) or given.area is not None:
        yield Problem("delegation_of_other_role", "role")
    if given.start < today:
        # What somebody approved yesterday was not approved in the chief's place.
        yield Problem("dates_out_of_order", "from", {"first": today, "second": given.start})
    if key == find_writer(session).key:
        yield Problem("delegation_to_oneself", "person")
    resources = {one.institution: one for one in institution_queries.read_resources(session, today)}
    own = resources.get(given.institution or "", Resource(given.institution or "", ""))
    there = rights.read_person(session, key)
    # Who works in the institution does nothing for the department, so a chief could take a controller's rights away.
    if any(may(there, action, own, today).allowed for action in FOR_DEPARTMENT):
        yield Problem("delegation_to_department", "person", {"value": key})
