"""A plan that an older program closed is settled in the very start or restore that upgrades its database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic import command

import server
from db import backup
from db.audit import chain
from db.plans.settlement_queries import read_settlements
from db.scope import EVERYTHING
from db.session import open_reading
from db.upgrade import migrate
from metrics.plan.model import Closing
from scripts.cluster import OWNER
from service import logs
from tests.db.migrations.test_migrations import alembic
from tests.db.recorded import imported, source
from tests.fixtures.databases import as_role


@pytest.fixture
def older(database_url: str) -> str:
    """A database of a program that kept no settlements, with a closed plan; by its owner's address."""
    imported(database_url, source().model_copy(update={"closed": Closing(on=date(2018, 2, 1))}))
    owner = as_role(OWNER, database_url)
    with alembic(owner) as config:
        command.downgrade(config, "0019")
    return owner


def list_settled(url: str) -> list[str]:
    with open_reading(url, sees=EVERYTHING) as session:
        assert [entry.action for entry in chain.read_entries(session)][-1:] == ["plan.settled"]
        return [one.plan for one in read_settlements(session) if one.afterwards]


def test_the_start_of_a_server_that_upgrades_settles_what_was_closed_and_logs_it(
    older: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        server._prepare_database(older)
    assert [record.__dict__[logs.FIELDS] for record in caplog.records if record.msg == "settled"] == [
        {"plans": 1}
    ]
    assert list_settled(older) == ["cpr-2017"]
    assert migrate(older) is False


def test_a_start_that_upgrades_nothing_leaves_a_plan_that_waits_for_its_results(database_url: str) -> None:
    imported(database_url, source().model_copy(update={"closed": Closing(on=date(2018, 2, 1))}))
    server._prepare_database(as_role(OWNER, database_url))
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_settlements(session) == []


def test_an_older_copy_is_settled_as_it_is_put_back(older: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    if older.startswith("sqlite"):
        backup._copy_sqlite(backup._find_path(older), copy)
    else:
        backup._run_connected(older, "pg_dump", *backup.DUMPED, f"--file={copy}")
    assert backup.restore_copy(older, copy, over=True).settled == ["cpr-2017"]
    assert list_settled(older) == ["cpr-2017"]
