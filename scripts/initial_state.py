"""The initial state of a database in PostgreSQL, and the way back to it after whatever was added."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from db.models import Base
from db.roles import VERSION_TABLE

TABLES = [table.name for table in Base.metadata.sorted_tables]
# Whatever is recorded may not be removed; a superuser who replays changes made elsewhere is asked by no trigger.
UNGUARDED = "BEGIN; SET LOCAL session_replication_role = replica"
DIGESTS = " UNION ALL ".join(
    [
        *(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM {name} t" for name in TABLES),  # noqa: S608
        f"SELECT string_agg(t::text, '|' ORDER BY t) FROM {VERSION_TABLE} t",  # noqa: S608
    ]
)
# Whatever is created or altered is a new row of a catalogue, with a transaction's number above all before it, and
# what is dropped is a row less. Statistics are gathered by PostgreSQL itself.
CATALOGUES = """
SELECT string_agg(format('SELECT %L, count(*), max(xmin::text::bigint) FROM pg_catalog.%I', relname, relname),
                  ' UNION ALL ' ORDER BY relname)
FROM pg_class
WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND NOT relisshared
  AND relname NOT LIKE 'pg_statistic%'
"""
OF_THE_DATABASE = """
SELECT datdba, encoding, datistemplate, datallowconn, datconnlimit, datacl::text,
       (SELECT array_agg(s::text ORDER BY s.setrole) FROM pg_db_role_setting s WHERE setdatabase = d.oid)
FROM pg_database d WHERE datname = current_database()
"""

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class InitialState:
    """What every table held at a moment, and all that PostgreSQL knew of the database but its name."""

    way_back: str
    digests: str
    catalogues: str
    definitions: str

    def restore(self, connection: Connection) -> None:
        """Remove the rows that came after, and count on from where the sequences were."""
        connection.execute(self.way_back.encode())

    def has_rows(self, connection: Connection) -> bool:
        """Tell whether every row of every table is as it was."""
        return _read(connection, DIGESTS) == self.digests

    def has_definitions(self, connection: Connection) -> bool:
        """Tell whether everything else is: tables, triggers, policies, functions, rights, settings, large objects."""
        return _read_definitions(connection, self.catalogues) == self.definitions


def read_initial_state(connection: Connection) -> InitialState:
    """Read the state of a database as a superuser, whom no policy keeps from a row."""
    back = (_write_way_back(connection, name) for name in TABLES)
    catalogues = _read(connection, CATALOGUES)
    return InitialState(
        "; ".join([UNGUARDED, *back, "COMMIT"]),
        _read(connection, DIGESTS),
        catalogues,
        _read_definitions(connection, catalogues),
    )


def _write_way_back(connection: Connection, name: str) -> str:
    last = _read(connection, f"SELECT coalesce(max(id), 0) FROM {name}")  # noqa: S608
    sequence = _read(connection, f"SELECT pg_get_serial_sequence('{name}', 'id')")
    number, called = _read(connection, f"SELECT last_value, is_called FROM {sequence}").split()  # noqa: S608
    return f"DELETE FROM {name} WHERE id > {last}; SELECT setval('{sequence}', {number}, {called})"  # noqa: S608


def _read_definitions(connection: Connection, catalogues: str) -> str:
    return f"{_read(connection, catalogues)}\n{_read(connection, OF_THE_DATABASE)}"


def _read(connection: Connection, query: str) -> str:
    """Read the answer to a query as text, a row per line."""
    rows = connection.execute(query.encode()).fetchall()
    return "\n".join(" ".join(map(str, row)) for row in rows)
