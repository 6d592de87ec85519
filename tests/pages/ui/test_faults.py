"""What is noted of a refusal: that it happened, once, and not to whom."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from metrics.access import Action
from metrics.errors import Problem
from pages.ui import saving
from service import figures, logs


def refusals(what: str) -> float:
    return figures.REGISTRY.get_sample_value("maalstreg_refused_total", {"what": what}) or 0


def test_a_refused_sign_in_is_noted_once_a_session(capsys: pytest.CaptureFixture[str]) -> None:
    def script() -> None:
        from pages.ui import faults

        faults.note_sign_in_refused()

    logs.start_logging()
    before = refusals("sign_in")
    AppTest.from_function(script).run().run()
    assert refusals("sign_in") == before + 1
    AppTest.from_function(script).run()
    assert refusals("sign_in") == before + 2
    said = [line for line in capsys.readouterr().err.splitlines() if "sign_in_refused" in line]
    assert [sorted(json.loads(line)) for line in said] == [["event", "level", "time"]] * 2


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
