"""The commands that prepare, copy and restore the database."""

from __future__ import annotations

import json
from pathlib import Path

from tests.fixtures.terminal import Run, results, score


def test_init_without_the_example_loads_the_sources_once(run: Run) -> None:
    assert "cpr-2017, cpr-2021" in run("init", "--no-example").stdout
    assert "Databasen er klar" in run("init").stdout
    listed = json.loads(run("plan", "list", "--json").stdout)
    assert [plan["plan"] for plan in listed] == [
        "cpr-2017",
        "cpr-2021",
        "cpr-udviklingsplan-2023",
        "dst-infosikkerhed-2025",
    ]


def test_init_of_an_empty_database_for_service_loads_nobody_s_plans(run: Run) -> None:
    assert "Ingen planer er indlæst" in run("init", "--empty").stdout
    assert json.loads(run("plan", "list", "--json").stdout) == []
    assert json.loads(run("institution", "list", "--json").stdout) == []
    assert run("audit", "verify").returncode == 0


def test_init_loads_the_example_marked_as_fictional(run: Run) -> None:
    run("init")
    listed = json.loads(run("plan", "list", "--json").stdout)
    assert {plan["plan"].split("-")[0]: plan["fictional"] for plan in listed} == {
        "cpr": False,
        "dst": False,
        "eksempel": True,
    }
    assert run("plan", "list").stdout.count("[Opdigtede tal]") == 13


def test_a_copy_that_was_proven_stands_on_the_record_and_one_that_failed_does_not(ready: Run) -> None:
    def told() -> list[str]:
        entries = json.loads(ready("audit", "list", "--json").stdout)
        return [entry["subject"] for entry in entries if entry["action"] == "backup.proven"]

    assert ready("backup", "copy.db").returncode == 0
    assert ready("backup", "copy.db").returncode == 1  # the file is there
    assert told() == ["copy.db"]


def test_a_backup_is_restored_over_the_database_only_when_told_to(ready: Run, tmp_path: Path) -> None:
    made = ready("backup", "copy.db")
    assert (made.returncode, (tmp_path / "copy.db").exists()) == (0, True)
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"))
    after = score(ready, "cpr-2017")["total"]
    refused = ready("restore", "copy.db")
    assert (refused.returncode, score(ready, "cpr-2017")["total"]) == (1, after)
    assert ready("restore", "copy.db", "--over").returncode == 0
    assert score(ready, "cpr-2017")["total"]["open"] == 100
    assert ready("audit", "verify").returncode == 0
