"""What a monitor is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from db import session
from scripts.cluster import OWNER
from service import readiness
from tests.fixtures.databases import as_role


def test_a_database_at_the_newest_version_is_ready(database_url: str) -> None:
    assert readiness.read_state(database_url) == readiness.READY


def test_a_database_of_another_version_is_not(database_url: str) -> None:
    with session.open_engine(as_role(OWNER, database_url)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert readiness.read_state(database_url) == readiness.OTHER_VERSION


def test_an_empty_database_is_not(blank_database_url: str) -> None:
    assert readiness.read_state(blank_database_url) == readiness.OTHER_VERSION


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_that_does_not_answer_is_not(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("no folder")
    silent = {
        "sqlite": f"sqlite:///{tmp_path}",
        "postgresql": f"postgresql://nobody@/none?host={tmp_path}",
    }
    assert readiness.read_state(silent[kind]) == readiness.SILENT
