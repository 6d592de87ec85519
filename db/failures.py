"""Failures of the database: what went wrong, and whether its server is reachable."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from db.session import ask

AWAY = (
    "08",
    "57P",
)  # PostgreSQL's error classes for a lost connection, and for shutting down and starting up


def explain_error(wrong: SQLAlchemyError) -> str:
    """Return the first line of the database's own message."""
    return str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]


def is_unreachable(wrong: BaseException) -> bool:
    """Whether a database server was not there, or went away. A file that is locked or full is there."""
    if not isinstance(wrong, OperationalError | InterfaceError):
        return False
    # None where no server answered. SQLite's errors have no such attribute.
    state = getattr(wrong.orig, "sqlstate", "")
    return state is None or state.startswith(AWAY)


def does_answer(url: str) -> bool:
    """Whether the database answers a query."""
    try:
        ask(url, lambda connection: connection.execute(text("SELECT 1")))
    except SQLAlchemyError:
        return False
    return True
