"""What a monitor is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from db import copy_proofs, session
from db.plans import settlement_commands
from metrics.plan.model import Closing
from scripts.cluster import OWNER
from service.answers import last_fill, readiness
from tests.db.recorded import imported, source
from tests.fixtures.databases import as_role


def test_a_database_at_the_newest_version_is_ready(database_url: str) -> None:
    assert readiness.read_state(database_url) == readiness.READY


def test_a_database_of_another_version_is_not(database_url: str) -> None:
    with session.open_engine(as_role(OWNER, database_url)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert readiness.read_state(database_url) == readiness.OTHER_VERSION


def test_a_database_of_a_newer_program_is_not_and_it_is_said_so(database_url: str) -> None:
    with session.open_engine(as_role(OWNER, database_url)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    assert (
        readiness.read_state(database_url)
        == readiness.NEWER
        == "database is of a newer version than this program"
    )


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
    assert client.get("/api/health").json() == {"status": "ok"}
    last_fill.note()
    assert client.get("/api/ready").json() == {
        "status": "ok",
        "copy": "no copy has been proven",
        "settlements": "ok",
        "areas": "ok",
    }
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{tmp_path}")
    assert client.get("/api/health").status_code == 200
    silent = client.get("/api/ready")
    assert (silent.status_code, silent.json()) == (503, {"status": "database does not answer"})
    assert silent.headers["cache-control"] == "no-store"


def test_a_copy_that_was_not_proven_for_more_than_a_night_is_told_by_its_age(database_url: str) -> None:
    assert readiness.read_copy_state(database_url) == "no copy has been proven"
    with session.open_writing(database_url, session.MACHINE) as db:
        copy_proofs.record_proof(db, "copy")
    assert readiness.read_details(database_url) == {"status": "ok", "copy": "ok", "settlements": "ok"}
    later = datetime.now(UTC) + timedelta(hours=31, minutes=20)
    assert readiness.read_copy_state(database_url, later) == "the newest proven copy is 31 hours old"


def test_a_closed_plan_that_is_not_settled_is_told_and_makes_no_server_unready(database_url: str) -> None:
    imported(database_url, source().model_copy(update={"closed": Closing(on=date(2018, 2, 1))}))
    found = readiness.read_details(database_url)
    assert (found["status"], found["settlements"]) == (
        "ok",
        "closed plans not settled: 1 (maalstreg init settles them)",
    )
    with session.open_writing(database_url, session.MACHINE) as db:
        settlement_commands.settle_closed_plans(db)
    assert readiness.read_settlement_state(database_url) == "ok"


def test_a_database_that_lets_one_wait_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()
    monkeypatch.setattr(readiness, "PATIENCE", 0.05)
    monkeypatch.setattr(readiness, "read_state", lambda _: over.wait(20))
    assert client.get("/api/ready").status_code == 503
    over.set()
