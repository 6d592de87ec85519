"""Databases that are lent and, once given back, brought to where they were and lent again: sooner than a new one."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from scripts.cluster import Cluster
from scripts.initial_state import Connection, InitialState, read_initial_state

# A connection that is told to end takes a moment over it, and may commit until it has.
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Loans:
    """Databases of one kind in a cluster, of which nobody can tell whether they have been lent before."""

    def __init__(self, cluster: Cluster, make: Callable[[], str]) -> None:
        """`make` creates one, and returns its name."""
        self._cluster, self._make = cluster, make
        self._free: list[tuple[str, InitialState]] = []
        self._lent: dict[str, InitialState] = {}

    def borrow(self) -> str:
        """Lend a database to one borrower; return its name, which none has had before it."""
        name, state = self._free.pop() if self._free else self._create()
        name = self._cluster.rename(name)
        self._lent[name] = state
        return name

    def give_back(self, name: str) -> None:
        """Take a database back from its borrower, whoever is still connected; drop it if it stays different."""
        state = self._lent.pop(name)
        with self._cluster.connect(name) as connection:
            _end_others(connection)
            same = _is_restored(connection, state)
        if same:
            self._free.append((name, state))
        else:
            self._cluster.drop(name)

    def _create(self) -> tuple[str, InitialState]:
        name = self._make()
        with self._cluster.connect(name) as connection:
            _end_others(connection)
            return name, read_initial_state(connection)


def _end_others(connection: Connection) -> None:
    while connection.execute(END_OTHERS.encode()).fetchall():
        pass


def _is_restored(connection: Connection, state: InitialState) -> bool:
    try:
        # A database without its tables cannot be restored, and one with other triggers should not be.
        if not state.has_definitions(connection):
            return False
        state.restore(connection)
        return state.has_rows(connection)
    except psycopg.Error:
        return False
