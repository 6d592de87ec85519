"""The locks are off within the block alone, for the tables named alone, and never for longer than the transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import guards
from db.audit.unlocking import lift_locks
from db.session import MACHINE, open_writing
from scripts.cluster import OWNER
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf, as_role

CHANGE = text("UPDATE plans SET key = 'other'")


@pytest.fixture
def owner(database_of: DatabaseOf) -> str:
    """The owner's address of a database with a plan."""
    return as_role(OWNER, database_of(imported))


def test_rows_are_changed_within_the_block_and_no_longer(owner: str) -> None:
    with (
        open_writing(owner, MACHINE) as session,
        lift_locks(session.connection(), ["plans", "sent_reminders"]),
    ):
        session.execute(CHANGE)
    assert guards.find_guard_problems(owner) == []
    with open_writing(owner, MACHINE) as session:
        assert session.scalars(text("SELECT key FROM plans")).all() == ["other"]


def test_other_tables_stay_locked(owner: str) -> None:
    with open_writing(owner, MACHINE) as session, lift_locks(session.connection(), ["plans"]):
        undo = session.begin_nested()
        if session.connection().dialect.name == "sqlite":
            with pytest.raises(DBAPIError, match="recorded rows"):
                session.execute(text("UPDATE plan_versions SET stage = 'x'"))
        else:  # the policies hold the owner too, and show them nothing to change
            session.execute(text("UPDATE plan_versions SET stage = 'x'"))
            assert "x" not in session.scalars(text("SELECT stage FROM plan_versions")).all()
        undo.rollback()


def test_the_locks_are_back_after_a_fault(owner: str) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        open_writing(owner, MACHINE) as session,
        lift_locks(session.connection(), ["plans"]),
    ):
        raise ZeroDivisionError
    assert guards.find_guard_problems(owner) == []
