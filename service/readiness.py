"""Replies to a monitor: whether the process is alive, and whether it is ready to work."""

from __future__ import annotations

from functools import lru_cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from anyio import move_on_after, to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

from db import session
from db.location import ROOT, find_database_url

READY, SILENT, OTHER_VERSION = "ok", "database does not answer", "database is of another version"
PATIENCE = 5.0  # seconds to wait for the database; monitors give up later than that


async def report_health(_request: Request) -> JSONResponse:
    """Reply that the process is alive."""
    # Without asking the database, so that a monitor restarts no process because the database is away.
    return _reply(READY)


async def report_readiness(_request: Request) -> JSONResponse:
    """Reply whether the database answers and is at the version this program needs."""
    found = SILENT
    with move_on_after(PATIENCE):
        found = await to_thread.run_sync(read_state, find_database_url(), abandon_on_cancel=True)
    return _reply(found)


def read_state(url: str) -> str:
    """Read the state of the database, as a monitor is told it."""
    try:
        with session.open_engine(url).connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return SILENT
    return READY if found == find_newest_version() else OTHER_VERSION


@lru_cache(maxsize=1)
def find_newest_version() -> str | None:
    """Return the version of the database that this program needs."""
    return ScriptDirectory(str(ROOT / "db" / "migrations")).get_current_head()


def _reply(said: str) -> JSONResponse:
    return JSONResponse(
        {"status": said}, 200 if said == READY else 503, headers={"cache-control": "no-store"}
    )
