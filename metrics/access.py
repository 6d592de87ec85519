"""Permissions: whether a person may do an action to a resource, and why. Denied unless a grant allows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """A role held over an institution, a ministry area, or everything."""

    READER = "reader"
    REPORTER = "reporter"
    CHIEF = "chief"
    DEPUTY = "deputy"
    CONTROLLER = "controller"
    DESK = "desk"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What a person can do. Everything a page shows or a command does is one of these."""

    SEE = "see"
    EXPORT = "export"
    REPORT = "report"
    PREPARE = "prepare"
    APPROVE = "approve"
    SHARE = "share"
    RECEIVE = "receive"
    CONFIRM = "confirm"
    ASK = "ask"
    EXCEPT = "except"
    DRAFT = "draft"
    SIGN = "sign"
    SIGN_FOR_DEPARTMENT = "sign_for_department"
    DECIDE = "decide"
    SEE_AUDIT = "see_record"
    GRANT = "grant"
    DELEGATE = "delegate"
    MEET = "meet"
    AGREE_MINUTES = "agree_minutes"
    READ_MINUTES = "read_minutes"


_READING = frozenset({Action.SEE, Action.EXPORT})
# Whoever works in the institution reads what was agreed about it, as its actions are theirs to do.
_PREPARING = frozenset({Action.REPORT, Action.PREPARE, Action.SHARE, Action.READ_MINUTES})
_ANSWERING = frozenset({Action.CONFIRM, Action.ASK})
_RECEIVING = _ANSWERING | {Action.RECEIVE, Action.EXCEPT}
_MEETING = frozenset({Action.MEET, Action.READ_MINUTES})

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.READER: _READING,
    Role.REPORTER: _READING | _PREPARING,
    Role.CHIEF: _READING
    | _PREPARING
    | {Action.APPROVE, Action.DRAFT, Action.SIGN, Action.DELEGATE, Action.AGREE_MINUTES},
    # Stands in for the chief for a time (p.v.): approves reports, and signs nothing else.
    Role.DEPUTY: _READING | _PREPARING | {Action.APPROVE},
    Role.CONTROLLER: _READING | _RECEIVING | _MEETING | {Action.REPORT, Action.DRAFT, Action.DECIDE},
    # The department's desk for some goals: answers rows of a report, and receives none.
    Role.DESK: _READING | _ANSWERING,
    Role.HEAD: _READING | _MEETING | {Action.SIGN_FOR_DEPARTMENT, Action.DECIDE},
    # Handing out grants gives no access to results, and the auditor can see every grant handed out.
    Role.ADMINISTRATOR: frozenset({Action.GRANT}),
    Role.AUDITOR: _READING | {Action.SEE_AUDIT},
}

OF_INSTITUTION = frozenset({Role.CHIEF, Role.DEPUTY, Role.REPORTER})
"""The roles of those who lead or work in an institution."""

FOR_DEPARTMENT = _RECEIVING | {Action.SIGN_FOR_DEPARTMENT, Action.DECIDE, Action.MEET}
"""What is done for the department, and by nobody who leads or works in the institution it is done to."""


OF_GOALS = frozenset({Role.REPORTER, Role.DESK})
"""The roles that can be held for some goals of an institution alone."""

WITHIN_GOALS = _READING | _ANSWERING | {Action.PREPARE}
"""What a role that is held for some goals alone permits, and only to the rows of a report that are about them."""


@dataclass(frozen=True, slots=True)
class PastArea:
    """A ministry area that an institution has left, with the first and last day of each time it belonged there."""

    area: str
    days: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """What an action is done to: an institution, within a ministry area.

    `left` are the areas it belonged to before, `successors` the institutions that it has become part of.
    """

    institution: str
    area: str
    left: tuple[PastArea, ...] = ()
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a period over one institution or one ministry area, or over everything when both are None.

    With `goals`, by number, it is for these goals of the institution's plans alone.
    """

    role: Role
    start: date
    end: date | None = None
    institution: str | None = None
    area: str | None = None
    number: int = 0
    goals: frozenset[str] = frozenset()

    def allows(self, action: Action, *, in_part: bool = False) -> bool:
        """Return whether the role permits an action; one for some goals reads everything, and acts only `in_part`."""
        if action not in ALLOWED[self.role]:
            return False
        return not self.goals or action in (WITHIN_GOALS if in_part else _READING)

    def covers(self, resource: Resource | None) -> bool:
        """Return whether a resource is covered; only a grant over everything covers what has no institution (None)."""
        if self.institution is None and self.area is None:
            return True
        if resource is None:
            return False
        own = (resource.institution, *resource.successors)
        return self.institution in own or resource.area == self.area

    def stands(self, day: date) -> bool:
        """Return whether the grant is in force on a day, both ends included."""
        return self.start <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Return whether the grant's last day is before a day."""
        return self.end is not None and self.end < day


@dataclass(frozen=True, slots=True)
class Person:
    """A person who has signed in; `key` identifies them at the sign-in.

    `acts_for_both` says that they may act for both parties to a plan: nobody who signs in does.
    """

    key: str
    grants: tuple[Grant, ...] = ()
    acts_for_both: bool = False

    def works_in(self, resource: Resource | None, day: date) -> bool:
        """Return whether they lead or work in an institution on a day; without one, in any at all."""
        own = (g for g in self.grants if g.role in OF_INSTITUTION and g.stands(day))
        return any(resource is None or grant.covers(resource) for grant in own)


def grant_all_roles(key: str, roles: Iterable[Role] = tuple(Role)) -> Person:
    """Return a person who holds roles over everything, without end: for the program itself and for the trial."""
    return Person(key, tuple(Grant(role, date.min) for role in roles), acts_for_both=True)


TRIAL = "trial"


def make_trial_reader(role: str) -> Person:
    """Return who reads in a trial, where nobody signs in: with the role that is tried, or with all where it is none."""
    # A person for each role, so that what a chief has saved is not said to be the department's own.
    return grant_all_roles(f"{TRIAL}-{role}", [Role(role)]) if role in set(Role) else grant_all_roles(TRIAL)


class Refusal(StrEnum):
    """Why an action was permitted or refused."""

    GRANTED = "granted"
    ANONYMOUS = "anonymous"
    NO_GRANT = "no_grant"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    ROLE = "role"
    OTHER_PARTY = "other_party"


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an action is allowed, and the reason."""

    allowed: bool
    reason: Refusal


def may(
    person: Person | None,
    action: Action,
    resource: Resource | None,
    day: date,
    *,
    in_part: bool = False,
) -> Permission:
    """Decide whether a person may do an action on a day; a refusal gives the reason closest to being allowed.

    What is asked `in_part` may be permitted to some goals alone: those of `find_goals`, which the caller holds it to.
    """
    if person is None:
        return Permission(allowed=False, reason=Refusal.ANONYMOUS)
    reasons = [_refusal(grant, action, resource, day, in_part=in_part) for grant in person.grants]
    if None in reasons:
        one_party = action in FOR_DEPARTMENT and not person.acts_for_both
        if one_party and person.works_in(resource, day):
            return Permission(allowed=False, reason=Refusal.OTHER_PARTY)
        return Permission(allowed=True, reason=Refusal.GRANTED)
    nearest = (Refusal.ROLE, Refusal.ELSEWHERE, Refusal.EXPIRED)
    return Permission(allowed=False, reason=next((r for r in nearest if r in reasons), Refusal.NO_GRANT))


def may_somewhere(person: Person, action: Action, day: date) -> bool:
    """Return whether a person may do an action to any resource at all."""
    return any(grant.allows(action) for grant in person.grants if grant.stands(day))


def find_goals(person: Person, action: Action, resource: Resource, day: date) -> frozenset[str] | None:
    """Find the goals of an institution to which alone a person may do an action; None where it is to all of it."""
    if may(person, action, resource, day).allowed:
        return None
    held = (g for g in person.grants if _refusal(g, action, resource, day, in_part=True) is None)
    return frozenset(goal for grant in held for goal in grant.goals)


def find_permitted_institutions(
    person: Person | None, action: Action, among: Iterable[Resource], day: date, *, in_part: bool = False
) -> frozenset[str]:
    """Find the institutions to which a person may do an action; `in_part` also those of which to some goals alone."""
    return frozenset(r.institution for r in among if may(person, action, r, day, in_part=in_part).allowed)


def find_own_institutions(person: Person, among: Iterable[Resource], day: date) -> frozenset[str]:
    """Find where somebody has a role in the department and may not use it, because they work in the institution."""
    return frozenset(
        resource.institution
        for resource in among
        if any(may(person, act, resource, day).reason is Refusal.OTHER_PARTY for act in FOR_DEPARTMENT)
    )


@dataclass(frozen=True, slots=True)
class PermittedPart:
    """How much of an institution is reached: everything, or what an area it has left had received by then.

    `until` is the last day the institution belonged there, None for everything; `days` are the first and last day of
    each time it did.
    """

    until: date | None = None
    days: tuple[tuple[date, date], ...] = ()

    def holds(self, start: date, end: date) -> bool:
        """Return whether a plan from one day to another is reached: for an area left, one of the time it had."""
        return self.until is None or any(first <= end and start <= last for first, last in self.days)


_KEPT = frozenset({Action.SEE, Action.SEE_AUDIT})
"""What an area may still do to what it had received, when the institution has left it."""


def find_permitted_parts(
    person: Person | None, action: Action, among: Iterable[Resource], day: date
) -> dict[str, PermittedPart]:
    """Find how much of each institution a person may do an action to; those they may not at all are left out."""
    found = {}
    for resource in among:
        if may(person, action, resource, day).allowed:
            found[resource.institution] = PermittedPart()
        elif person is not None and action in _KEPT:
            areas = {g.area for g in person.grants if g.stands(day) and g.allows(action)}
            days = [span for past in resource.left if past.area in areas for span in past.days]
            if days:
                found[resource.institution] = PermittedPart(
                    max(last for _, last in days), tuple(sorted(days))
                )
    return found


def read_goals(text: str) -> frozenset[str]:
    """Read the numbers of goals from a text, with commas, semicolons or spaces between."""
    return frozenset(re.split(r"[\s,;]+", text.strip())) - {""}


def sort_goals(goals: Iterable[str]) -> list[str]:
    """Sort goals by their numbers, 2 before 10."""
    return sorted(goals, key=lambda goal: [(not part.isdecimal(), part.zfill(9)) for part in goal.split(".")])


def find_led(person: Person, day: date) -> frozenset[str]:
    """Find the institutions a person leads or reports for on a day, each by a role over it alone."""
    roles = {Role.CHIEF, Role.DEPUTY, Role.REPORTER}
    return frozenset(
        grant.institution
        for grant in person.grants
        if grant.institution is not None and grant.role in roles and grant.stands(day)
    )


def _refusal(
    grant: Grant, action: Action, resource: Resource | None, day: date, *, in_part: bool = False
) -> Refusal | None:
    if not grant.stands(day):
        return Refusal.EXPIRED
    if not grant.covers(resource):
        return Refusal.ELSEWHERE
    return None if grant.allows(action, in_part=in_part) else Refusal.ROLE
