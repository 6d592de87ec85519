"""What a page writes: problems are returned, and refusals are on record."""

from __future__ import annotations

import json

import pytest

from metrics.access import Action
from metrics.errors import Problem
from pages.ui import saving
from service import figures, logs


def refusals(what: str) -> float:
    return figures.REGISTRY.get_sample_value("maalstreg_refused_total", {"what": what}) or 0


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
