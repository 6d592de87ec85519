"""Upgrading a database to the newest version of its tables, with the rights of the application's role."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from db import roles, scope
from db.location import OWNER_VARIABLE, ROOT, URL_VARIABLE, find_database_url, find_owner_url
from db.scope import EVERYTHING
from db.session import open_engine
from metrics.errors import refuse

MIGRATION_LOCK = 7_204_517_331  # one number for all processes: only one of them migrates at a time


def prepare_database() -> None:
    """Upgrade the database as its owner, and grant the application's role its rights."""
    migrate(find_owner_url(), find_application_role())


def find_application_role() -> str:
    """Find the application's own role; empty where the application connects as the owner."""
    if find_owner_url() == find_database_url():
        return ""
    with open_engine(find_database_url()).connect() as connection:
        return roles.find_current_role(connection)


def migrate(url: str, role: str = "") -> bool:
    """Upgrade a database to the newest version, with rights for `role`; return whether it was at an older one.

    Safe when several processes start at once.

    Raises InvalidInput (`database_behind`) when an upgrade is needed and the address is not the owner's, and
    (`database_ahead`) when the database was upgraded by a newer program.
    """
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with open_engine(url).connect() as connection:
        _turn_on_log(connection)
        if _is_ready(connection, config, role):
            return False  # without taking the lock, so that a start never waits for a writer
    with open_engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            scope.declare_reader(connection, sees=EVERYTHING)
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        before = _read_version(connection)
        command.upgrade(config, "head")
        if role:
            roles.admit_role(connection, role)
    return before != ScriptDirectory.from_config(config).get_current_head()


def is_ahead(connection: Connection) -> bool:
    """Whether a database is at a version that this program does not know: a newer one has upgraded it."""
    return _is_unknown(_read_version(connection))


def _read_version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _is_unknown(version: str | None) -> bool:
    return version is not None and version not in _find_known_versions()


@lru_cache(maxsize=1)
def _find_known_versions() -> frozenset[str]:
    scripts = ScriptDirectory(str(ROOT / "db" / "migrations"))
    return frozenset(script.revision for script in scripts.walk_revisions())


def _turn_on_log(connection: Connection) -> None:
    """Switch SQLite to a write-ahead log, so that readers never wait for a writer. The file remembers it."""
    if connection.dialect.name == "sqlite" and connection.scalar(text("PRAGMA journal_mode")) != "wal":
        # SQLite does not wait for a lock here. Another process that holds one is about to do the same.
        with suppress(OperationalError):
            connection.execute(text("PRAGMA journal_mode=WAL"))


def _is_ready(connection: Connection, config: Config, role: str) -> bool:
    """Whether the database is at the newest version and usable by the role it is meant for."""
    owned = roles.owns_tables(connection)
    user = role if owned else roles.find_current_role(connection)
    ready = not user or roles.is_admitted(connection, user)
    # A role without rights cannot even read the version.
    version = _read_version(connection) if owned or ready else None
    if _is_unknown(version):
        raise refuse("database_ahead", URL_VARIABLE)
    if ready and version == ScriptDirectory.from_config(config).get_current_head():
        return True
    if not owned:
        raise refuse("database_behind", URL_VARIABLE, owner=OWNER_VARIABLE)
    return False
