"""Replies to a monitor: whether the process is alive, and whether it is ready to work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from anyio import move_on_after, to_thread
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

from db import copy_proofs, session
from db.location import ROOT, find_database_url
from db.plans import settlement_queries
from db.scope import EVERYTHING
from db.upgrade import is_ahead
from service.answers import last_fill

READY, SILENT, OTHER_VERSION = "ok", "database does not answer", "database is of another version"
NEWER = "database is of a newer version than this program"
NO_COPY = "no copy has been proven"
LATE = timedelta(hours=26)  # a copy is taken every night, and a large one takes its time
PATIENCE = 5.0  # seconds to wait for the database; monitors give up later than that


async def report_health(_request: Request) -> JSONResponse:
    """Reply that the process is alive."""
    # Without asking the database, so that a monitor restarts no process because the database is away.
    return _reply({"status": READY})


async def report_readiness(_request: Request) -> JSONResponse:
    """Reply whether the database answers and is at the version this program needs, and how old its copy is."""
    found = {"status": SILENT}
    with move_on_after(PATIENCE):
        found = await to_thread.run_sync(read_details, find_database_url(), abandon_on_cancel=True)
    if found["status"] == READY:
        # Areas that are not kept are worked out when they are asked for, so this makes no server unready either.
        found["areas"] = last_fill.write_state()
    return _reply(found)


def read_details(url: str) -> dict[str, str]:
    """Read the state of the database and, where it is ready, of its newest copy and its settlements."""
    state = read_state(url)
    if state != READY:
        return {"status": state}
    # Neither makes anybody turn to another server: they all have the same database.
    return {"status": state, "copy": read_copy_state(url), "settlements": read_settlement_state(url)}


def read_settlement_state(url: str) -> str:
    """Read whether closed plans wait to be settled, as a monitor is told it."""
    try:
        with session.open_reading(url, sees=EVERYTHING) as db:
            waiting = settlement_queries.count_unsettled(db)
    except SQLAlchemyError:
        return SILENT
    return f"closed plans not settled: {waiting} (maalstreg init settles them)" if waiting else READY


def read_copy_state(url: str, now: datetime | None = None) -> str:
    """Read the state of the newest proven copy, as a monitor is told it."""
    try:
        with session.open_reading(url, sees=EVERYTHING) as db:
            proven = copy_proofs.find_newest_proof(db)
    except SQLAlchemyError:
        return SILENT
    if proven is None:
        return NO_COPY
    age = (now or datetime.now(UTC)) - proven
    return READY if age <= LATE else f"the newest proven copy is {age // timedelta(hours=1)} hours old"


def read_state(url: str) -> str:
    """Read the state of the database, as a monitor is told it."""
    try:
        return session.ask(url, _compare_version)
    except SQLAlchemyError:
        return SILENT


def _compare_version(connection: Connection) -> str:
    if is_ahead(connection):
        return NEWER
    found = MigrationContext.configure(connection).get_current_revision()
    return READY if found == find_newest_version() else OTHER_VERSION


@lru_cache(maxsize=1)
def find_newest_version() -> str | None:
    """Return the version of the database that this program needs."""
    return ScriptDirectory(str(ROOT / "db" / "migrations")).get_current_head()


def _reply(said: dict[str, str]) -> JSONResponse:
    status = 200 if said["status"] == READY else 503
    return JSONResponse(said, status, headers={"cache-control": "no-store"})
