"""The commands for thresholds."""

from __future__ import annotations

import json

from tests.fixtures.terminal import Run

AREA = "Social- og Indenrigsministeriet"


def test_a_threshold_is_set_and_every_setting_is_listed(ready: Run) -> None:
    assert ready("threshold", "list").returncode == 0
    for value in ("45", "60,5"):
        assert ready("threshold", "set", AREA, "likely", value, "--reason", "Aftalt").returncode == 0
    listed = json.loads(ready("threshold", "list", "--json").stdout)
    assert [(one["area"], one["name"], one["value"], one["reason"]) for one in listed] == [
        (AREA, "likely", "45", "Aftalt"),
        (AREA, "likely", "60.5", "Aftalt"),
    ]
    lines = ready("threshold", "list").stdout.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [
        f"{AREA}  likely = 45  Aftalt",
        f"{AREA}  likely = 60,5  Aftalt",
    ]


def test_a_threshold_that_cannot_be_is_refused(ready: Run) -> None:
    unread = ready("threshold", "set", AREA, "likely", "half", "--reason", "x")
    assert (unread.returncode, unread.stderr.split(":")[0]) == (1, "VALUE")
    assert ready("threshold", "set", AREA, "mood", "5", "--reason", "x").returncode == 1
    assert ready("threshold", "set", AREA, "likely", "500", "--reason", "x").returncode == 1
    assert json.loads(ready("threshold", "list", "--json").stdout) == []
