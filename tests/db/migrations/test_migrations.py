"""One history for both databases: up, checked against the models, down, up again; and safe to start twice at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from db.location import ROOT
from db.models import Base
from db.session import MACHINE, open_engine, open_writing
from db.upgrade import MIGRATION_LOCK, migrate
from scripts.cluster import SUPERUSER
from tests.fixtures.databases import as_role

PROCESSES = 2


@contextmanager
def alembic(url: str) -> Iterator[Config]:
    """Alembic's own commands on a database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with open_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        yield config


def tables(url: str) -> set[str]:
    return set(inspect(open_engine(url)).get_table_names())


MODELS = set(Base.metadata.tables)


def test_migrating_gives_exactly_what_the_models_say(blank_database_url: str) -> None:
    migrate(blank_database_url)
    assert tables(blank_database_url) == MODELS | {"alembic_version"}
    with alembic(blank_database_url) as config:
        command.check(config)


def test_up_and_down_and_up_again(blank_database_url: str) -> None:
    migrate(blank_database_url)
    with alembic(blank_database_url) as config:
        command.downgrade(config, "base")
    assert tables(blank_database_url) == {"alembic_version"}
    migrate(blank_database_url)
    with alembic(blank_database_url) as config:
        command.check(config)


def test_migrating_again_changes_nothing(database_url: str) -> None:
    with open_engine(database_url).connect() as connection:
        before = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    migrate(database_url)
    with open_engine(database_url).connect() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == before


def test_the_history_has_one_line_and_one_end() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert all(not script.is_merge_point for script in scripts.walk_revisions())


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
        assert other.result() is None


def test_a_value_and_a_ratio_at_once_or_neither_is_refused_by_the_database(database_url: str) -> None:
    with open_writing(database_url, MACHINE) as session:
        session.execute(
            text(
                "INSERT INTO institutions (id, key, name, ministry_area, fictional) VALUES (1, 'i', 'i', 'a', false)"
            )
        )
        session.execute(
            text(
                "INSERT INTO indicators (id, institution_id, key, name, unit, decimals, better, frequency)"
                " VALUES (1, 1, 'k', 'k', 'count', 0, 'near', 'year')"
            )
        )
    row = (
        "INSERT INTO observations"
        ' (indicator_id, period, start, "end", value, numerator, denominator, provisional, recorded_at, entered_at)'
        " VALUES (:series, '2017', '2017-01-01', '2017-12-31', :v, :n, :d, false, '2018-01-01', '2018-01-01')"
    )
    for v, n, d in ((None, None, None), (1, 1, 2), (1, 1, None), (None, 1, None), (None, None, 2)):
        with (
            pytest.raises(IntegrityError, match="value_or_ratio"),
            open_writing(database_url, MACHINE) as session,
        ):
            session.execute(text(row), {"series": 1, "v": v, "n": n, "d": d})
    past_policies = as_role(SUPERUSER, database_url)
    with (
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        open_writing(past_policies, MACHINE) as session,
    ):
        session.execute(text(row), {"series": 99, "v": 1, "n": None, "d": None})
