"""A streaming replica of PostgreSQL: how far it has come, and that it is left alone for a while when it is away."""

from __future__ import annotations

import logging
import time

from sqlalchemy import Connection, text

AWAY_SECONDS = 30.0  # until one that did not answer is asked again: nobody waits for it at each reading
_WRITTEN = text("SELECT CAST(pg_current_wal_insert_lsn() AS text)")
# A server that is no replica any more has a history of its own.
_HOLDS = text("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= CAST(:written AS pg_lsn)")
_away_until: dict[str, float] = {}
_log = logging.getLogger(__name__)


def read_written(connection: Connection) -> str:
    """Read how far the primary's log goes: all that anybody can see of it by now stands before."""
    return str(connection.scalar(_WRITTEN))


def holds(connection: Connection, written: str) -> bool:
    """Tell whether a replica shows all that was written up to a place of the primary's log."""
    return bool(connection.scalar(_HOLDS, {"written": written}))


def is_away(url: str) -> bool:
    """Tell whether a replica failed to answer a moment ago."""
    return time.monotonic() < _away_until.get(url, 0.0)


def note_away(url: str) -> None:
    """Note that a replica does not answer; the primary is read meanwhile."""
    _away_until[url] = time.monotonic() + AWAY_SECONDS
    _log.warning("replica_away")
