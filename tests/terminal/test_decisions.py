"""The commands for decisions."""

from __future__ import annotations

import json
from pathlib import Path

from tests.fixtures.terminal import Run, results, score

BY = ("--by", "Chef", "--reason", "Én dag")


def test_a_decision_is_recorded_listed_and_taken_back(ready: Run, tmp_path: Path) -> None:
    assert ready("decision", "list", "cpr-2017").stdout == "Der er ingen beslutninger.\n"
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,89.9"))
    added = ready("decision", "add", "cpr-2017", "near_miss", "--on", "2018-02-01", "--goal", "2.1", *BY)
    assert (added.returncode, "1" in added.stdout) == (0, True)
    assert ready("decision", "list", "cpr-2017").stdout == (
        "   1  Mål 2.1 er accepteret som opfyldt. Chef, 1. februar 2018: Én dag\n"
    )
    (listed,) = json.loads(ready("decision", "list", "cpr-2017", "--json").stdout)
    assert (listed["number"], listed["kind"], listed["goal"], listed["on"]) == (
        1,
        "near_miss",
        "2.1",
        "2018-02-01",
    )
    assert score(ready, "cpr-2017")["decided"]["secured"] > score(ready, "cpr-2017")["total"]["secured"]
    taken = ready("decision", "add", "cpr-2017", "revoked", "--on", "2018-02-02", "--revokes", "1", *BY)
    assert taken.returncode == 0
    assert json.loads(ready("decision", "list", "cpr-2017", "--json").stdout) == []
    assert ready("decision", "list", "cpr-2017", "--as-of", "2018-02-01").stdout.startswith("   1  ")


def test_everything_that_forbids_a_decision_is_told_at_once(ready: Run) -> None:
    done = ready(
        "decision",
        "add",
        "cpr-2017",
        "total",
        "--on",
        "2018-02-01",
        "--by",
        " ",
        "--reason",
        " ",
        "--points",
        "101",
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["by", "reason", "points"]


def test_figures_and_days_that_are_none_are_refused_by_their_option(ready: Run) -> None:
    points = ready("decision", "add", "cpr-2017", "total", "--on", "2018-02-01", "--points", "many", *BY)
    assert (points.returncode, points.stderr.split(":")[0]) == (1, "--points")
    day = ready("decision", "add", "cpr-2017", "total", "--on", "1. februar", "--points", "80", *BY)
    assert (day.returncode, day.stderr.split(":")[0]) == (1, "--on")
    assert ready("decision", "add", "cpr-2017", "whim", "--on", "2018-02-01", *BY).returncode == 2
