"""What a page writes: problems are returned, and refusals are on record."""

from __future__ import annotations

import json
from datetime import date

import pytest

from db import session
from db.audit import chain
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Action, Grant, Role
from metrics.errors import Problem
from pages.ui import saving
from service import figures, logs
from tests.db.recorded import imported


def refusals(what: str) -> float:
    return figures.REGISTRY.get_sample_value("maalstreg_refused_total", {"what": what}) or 0


def test_a_check_tells_what_would_prevent_a_change_and_changes_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(database_url)
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", database_url)
    given = Grant(Role.READER, date(2020, 1, 1))
    with session.open_reading(database_url, sees=EVERYTHING) as db:
        before = len(chain.read_entries(db))
    assert saving.check_change(lambda db: rights.grant_role(db, "a@example.dk", given)) == []
    refused = saving.check_change(lambda db: rights.grant_role(db, "nobody", given))
    assert [problem.code for problem in refused] == ["address_needed"]
    with session.open_reading(database_url, sees=EVERYTHING) as db:
        assert (rights.read_grants(db), len(chain.read_entries(db))) == ([], before)


def test_a_refused_write_is_counted_and_logged_without_what_it_was_about(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", sqlite_url)
    logs.start_logging()
    before = refusals("write")
    tried = Problem("not_permitted", "chef@cpr.dk", {"action": Action.DRAFT.value})
    saving._record_refusals([tried, Problem("weights_sum", "a-plan")])
    assert refusals("write") == before + 1
    (line,) = (json.loads(text) for text in capsys.readouterr().err.splitlines() if "write_refused" in text)
    assert (line["event"], line["action"]) == ("write_refused", "draft")
    assert "chef@cpr.dk" not in json.dumps(line)
