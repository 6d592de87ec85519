"""Upgrades: safe when several processes start at once, and nothing to do the second time."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db.location import OWNER_VARIABLE, ROOT, URL_VARIABLE
from db.models import Base
from db.session import open_engine
from db.upgrade import MIGRATION_LOCK, find_application_role, migrate, prepare_database
from metrics.errors import InvalidInput
from scripts.cluster import APPLICATION, OWNER, Cluster
from tests.db.migrations.test_migrations import alembic
from tests.fixtures.databases import as_role

PROCESSES = 2


def test_migrating_again_changes_nothing(database_url: str) -> None:
    with open_engine(database_url).connect() as connection:
        before = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    migrate(database_url)
    with open_engine(database_url).connect() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == before


@pytest.mark.parametrize("owned", [True, False])
def test_a_database_of_a_newer_program_is_refused_and_left_alone(database_url: str, owned: bool) -> None:
    newer = "UPDATE alembic_version SET version_num = '0099'"
    with open_engine(as_role(OWNER, database_url)).begin() as connection:
        connection.execute(text(newer))
    with pytest.raises(InvalidInput) as refused:
        migrate(as_role(OWNER, database_url) if owned else database_url)
    assert [problem.code for problem in refused.value.problems] == ["database_ahead"]
    with open_engine(database_url).connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0099"


def test_processes_that_start_at_once_migrate_once(blank_database_url: str) -> None:
    """Each says that it is ready and begins when its standard input is closed."""
    code = "\n".join(
        [
            "import sys",
            "from db.upgrade import migrate",
            "print('ready', flush=True)",
            "sys.stdin.read()",
            "migrate(sys.argv[1])",
        ]
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, blank_database_url],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    ends = [(process.communicate()[1], process.returncode) for process in started]
    assert ends == [("", 0)] * PROCESSES
    with alembic(blank_database_url) as config:
        command.check(config)


def test_a_migration_waits_for_the_one_before(blank_database_url: str) -> None:
    """The other would find no tables, and fail to make those that are made while it looks."""
    with ThreadPoolExecutor() as others, open_engine(blank_database_url).begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        other = others.submit(migrate, blank_database_url)
        assert not wait([other], timeout=0.5).done
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
        )
        newest = ScriptDirectory(str(ROOT / "db" / "migrations")).get_current_head()
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest})
        connection.commit()
        assert other.result() is False


def test_sqlite_gets_a_log_so_that_readers_never_wait(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrate(url)
    with open_engine(url).connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_the_application_has_a_role_of_its_own_only_where_the_owner_has_another_address(
    cluster: Cluster, postgres_template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.url(postgres_template, APPLICATION)
    monkeypatch.setenv(URL_VARIABLE, url)
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    assert find_application_role() == ""
    monkeypatch.setenv(OWNER_VARIABLE, as_role(OWNER, url))
    assert find_application_role() == APPLICATION
    open_engine(url).dispose()
    cluster.disconnect(postgres_template)


def test_preparing_makes_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv(URL_VARIABLE, url)
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    prepare_database()
    assert inspect(open_engine(url)).has_table("plan_versions")
