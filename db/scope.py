"""The scope of a transaction: what it may see and add, declared to PostgreSQL, whose policies enforce it.

A declaration lasts for one transaction. A transaction without one sees no rows and adds none. SQLite has no policies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from datetime import date
from enum import Enum
from typing import Required, TypedDict, Unpack, cast

from sqlalchemy import Connection, func, select

from db.clock import read_clock
from db.plans import institution_queries
from metrics.access import Action, Person, Resource, find_permitted_institutions, may
from metrics.periods import find_danish_day


class WholeScope(Enum):
    """A scope that is not a list of institutions."""

    EVERYTHING = "everything"


EVERYTHING = WholeScope.EVERYTHING
Scope = WholeScope | Set[str]
"""Institutions by key, or everything, including what belongs to no institution."""

WRITER = "writer"
WRITER_SEES = "writer_sees"
"""What the writer may see, which is less than what their commands see."""


NOTHING: Scope = frozenset()


class ReadScopes(TypedDict, total=False):
    """What a reading transaction sees: what belongs to some institutions, and of some of them more.

    What is typed is seen of the institutions that the reader `prepares` reports or `drafts` plans for. What is captured
    at a meeting, and no close has told yet, is seen of those that the reader `meets`; what a close told of an area's
    meeting of those whose `minutes` they read; the department's journal numbers of those they `decides` for.
    """

    sees: Required[Scope]
    prepares: Scope
    drafts: Scope
    meets: Scope
    minutes: Scope
    decides: Scope


_ACTIONS = {
    "prepares": Action.PREPARE,
    "drafts": Action.DRAFT,
    "meets": Action.MEET,
    "minutes": Action.READ_MINUTES,
    "decides": Action.DECIDE,
}


def declare_reader(connection: Connection, own: str = "", **scopes: Unpack[ReadScopes]) -> None:
    """Let the transaction see what belongs to some institutions and what is `own` to its reader; and add nothing."""
    declared: dict[str, object] = {Action.SEE: _to_json_value(scopes["sees"])}
    said = cast("Mapping[str, Scope]", scopes)
    given = {action: said.get(name) for name, action in _ACTIONS.items()}
    declared |= {action: _to_json_value(scope) for action, scope in given.items() if scope}
    if own:
        declared[WRITER] = own
    _declare(connection, declared)


def declare_writer(connection: Connection, by: Person) -> None:
    """Let the transaction add what a person may add today, in their name, and see everything."""
    # Commands check what is added against all the data, other institutions' included.
    declare_reader(connection, sees=EVERYTHING)
    today = find_danish_day(read_clock())
    scopes = find_permitted_scopes(by, institution_queries.read_resources(connection, today), today)
    names = {action.value: action.value for action in Action} | {Action.SEE: WRITER_SEES}
    reach = {names[action]: _to_json_value(scope) for action, scope in scopes.items()}
    _declare(connection, {WRITER: by.key, **reach})


def find_permitted_scopes(by: Person, among: Iterable[Resource], day: date) -> dict[Action, Scope]:
    """Find the scope of each action for a person on a day; commands hold them to some goals where it is to those."""
    every = tuple(among)
    return {
        action: EVERYTHING
        if may(by, action, None, day).allowed
        else find_permitted_institutions(by, action, every, day, in_part=True)
        for action in Action
    }


def name_setting(action: str) -> str:
    """Build the name of the PostgreSQL setting that holds the scope of an action."""
    return f"maalstreg.{action}"


def _to_json_value(scope: Scope) -> object:
    # In JSON, true cannot be mistaken for the key of an institution.
    return True if isinstance(scope, WholeScope) else sorted(scope)


def _declare(connection: Connection, scopes: Mapping[str, object]) -> None:
    settings = (
        func.set_config(name_setting(name), json.dumps(value), True) for name, value in scopes.items()
    )
    connection.execute(select(*settings))
