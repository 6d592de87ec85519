"""What a transaction may see and add to, declared to PostgreSQL, whose policies show and take nothing else.

A declaration ends with its transaction. One that declares nothing sees no row and adds none. SQLite has no policies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from datetime import UTC, date, datetime
from enum import Enum

from sqlalchemy import Connection, func, select

from db import models as m
from metrics.access import Action, Person, Resource, find_permitted_institutions, may
from metrics.periods import find_danish_day


class WholeScope(Enum):
    """A scope that is not a list of institutions."""

    EVERYTHING = "everything"


EVERYTHING = WholeScope.EVERYTHING
Scope = WholeScope | Set[str]
"""Institutions by their keys, or everything: also what belongs to none."""

WRITER = "writer"
WRITER_SEES = "writer_sees"
"""What whoever writes may see: less than their commands do."""


def declare_reader(connection: Connection, sees: Scope) -> None:
    """Let the transaction see what belongs to these institutions, and add nothing."""
    _declare(connection, {Action.SEE: _written(sees)})


def declare_writer(connection: Connection, by: Person) -> None:
    """Let the transaction add what a person may add today, in their name.

    It sees everything: a command holds what is added against all there is, other institutions' figures included.
    """
    declare_reader(connection, EVERYTHING)
    owners = connection.execute(select(m.Institution.key, m.Institution.ministry_area))
    scopes = find_permitted_scopes(by, [Resource(*row) for row in owners], find_danish_day(datetime.now(UTC)))
    names = {action.value: action.value for action in Action} | {Action.SEE: WRITER_SEES}
    reach = {names[action]: _written(scope) for action, scope in scopes.items()}
    _declare(connection, {WRITER: by.key, **reach})


def find_permitted_scopes(by: Person, among: Iterable[Resource], day: date) -> dict[Action, Scope]:
    """To what a person may do each thing on a day."""
    every = tuple(among)
    return {
        action: EVERYTHING
        if may(by, action, None, day).allowed
        else find_permitted_institutions(by, action, every, day)
        for action in Action
    }


def name_setting(action: str) -> str:
    """The name under which PostgreSQL keeps what is declared."""
    return f"maalstreg.{action}"


def _written(scope: Scope) -> object:
    """A scope as JSON has it: no name of an institution can be mistaken for everything."""
    return True if isinstance(scope, WholeScope) else sorted(scope)


def _declare(connection: Connection, said: Mapping[str, object]) -> None:
    settings = (func.set_config(name_setting(name), json.dumps(value), True) for name, value in said.items())
    connection.execute(select(*settings))
