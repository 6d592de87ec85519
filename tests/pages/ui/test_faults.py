"""What is noted of a refusal: that it happened, once, and not to whom."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

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
