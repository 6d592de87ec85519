"""What a monitor is told."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

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


def test_it_is_healthy_while_it_answers_and_ready_while_the_database_does(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert client.get("/api/health").json() == client.get("/api/ready").json() == {"status": "ok"}
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{tmp_path}")
    assert client.get("/api/health").status_code == 200
    silent = client.get("/api/ready")
    assert (silent.status_code, silent.json()) == (503, {"status": "database does not answer"})
    assert silent.headers["cache-control"] == "no-store"


def test_a_database_that_lets_one_wait_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()
    monkeypatch.setattr(readiness, "PATIENCE", 0.05)
    monkeypatch.setattr(readiness, "read_state", lambda _: over.wait(20))
    assert client.get("/api/ready").status_code == 503
    over.set()
