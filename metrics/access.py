"""Who may do what: (person, action, resource) -> verdict with a reason. What no grant allows is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to an institution or a ministry area."""

    READER = "reader"
    REPORTER = "reporter"
    CHIEF = "chief"
    CONTROLLER = "controller"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What can be done. Everything a page shows or a command does is one of these."""

    SEE = "see"
    EXPORT = "export"
    REPORT = "report"
    DRAFT = "draft"
    SIGN = "sign"
    DECIDE = "decide"
    SEE_RECORD = "see_record"
    GRANT = "grant"


_READING = frozenset({Action.SEE, Action.EXPORT})

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.READER: _READING,
    Role.REPORTER: _READING | {Action.REPORT},
    Role.CHIEF: _READING | {Action.REPORT, Action.DRAFT, Action.SIGN},
    Role.CONTROLLER: _READING | {Action.REPORT, Action.DRAFT, Action.DECIDE},
    Role.HEAD: _READING | {Action.SIGN, Action.DECIDE},
    # Who hands out rights sees no results by it, and can be seen doing so by the auditor.
    Role.ADMINISTRATOR: frozenset({Action.GRANT}),
    Role.AUDITOR: _READING | {Action.SEE_RECORD},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What something is done to: an institution, within a ministry area."""

    institution: str
    area: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over one institution, over a ministry area, or over all where both are None; from a day to a day."""

    role: Role
    start: date
    end: date | None = None
    institution: str | None = None
    area: str | None = None
    number: int = 0

    def covers(self, resource: Resource | None) -> bool:
        """Whether the resource lies within it. What belongs to no institution (None) takes a grant over all."""
        if self.institution is None and self.area is None:
            return True
        if resource is None:
            return False
        return resource.institution == self.institution or resource.area == self.area

    def stands(self, day: date) -> bool:
        """Whether it holds on a day, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in. `key` is what the sign-in knows them by."""

    key: str
    grants: tuple[Grant, ...] = ()


def grant_all_roles(key: str, roles: Iterable[Role] = tuple(Role)) -> Person:
    """Somebody who holds roles over everything, for good: the machine's own programs, and the trial."""
    return Person(key, tuple(Grant(role, date.min) for role in roles))


class Refusal(StrEnum):
    """Why a verdict came out as it did."""

    GRANTED = "granted"
    ANONYMOUS = "anonymous"
    NO_GRANT = "no_grant"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether it may be done, and why or why not."""

    allowed: bool
    reason: Refusal


def may(person: Person | None, action: Action, resource: Resource | None, day: date) -> Permission:
    """Whether a person may do something on a day; the reason nearest to being allowed where not."""
    if person is None:
        return Permission(allowed=False, reason=Refusal.ANONYMOUS)
    reasons = [_refusal(grant, action, resource, day) for grant in person.grants]
    if None in reasons:
        return Permission(allowed=True, reason=Refusal.GRANTED)
    nearest = (Refusal.ROLE, Refusal.ELSEWHERE, Refusal.EXPIRED)
    return Permission(allowed=False, reason=next((r for r in nearest if r in reasons), Refusal.NO_GRANT))


def may_somewhere(person: Person, action: Action, day: date) -> bool:
    """Whether a person may do something to anything at all."""
    return any(action in ALLOWED[grant.role] for grant in person.grants if grant.stands(day))


def find_permitted_institutions(
    person: Person | None, action: Action, among: Iterable[Resource], day: date
) -> frozenset[str]:
    """The institutions a person may do something to."""
    return frozenset(r.institution for r in among if may(person, action, r, day).allowed)


def _refusal(grant: Grant, action: Action, resource: Resource | None, day: date) -> Refusal | None:
    if not grant.stands(day):
        return Refusal.EXPIRED
    if not grant.covers(resource):
        return Refusal.ELSEWHERE
    return None if action in ALLOWED[grant.role] else Refusal.ROLE
