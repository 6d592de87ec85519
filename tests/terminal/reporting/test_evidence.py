"""Files that go with a report, from the terminal: attached, listed, fetched, handed in, copied and erased."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.evidence.evidence_store import STORE_VARIABLE
from tests.files import PDF, office
from tests.fixtures.terminal import Run
from tests.terminal.reporting.test_reports import FIRST, GOALS, PLAN, SECOND, fill

ON = PLAN[1:]


def attach(run: Run, content: bytes = PDF, line: str = FIRST) -> str:
    """Attach a file and return its key."""
    Path("referat.pdf").write_bytes(content)
    said = run("report", "attach", "cpr-2017", line, "referat.pdf", *ON, "--journal", "2017-12")
    assert said.stdout.startswith(f"referat.pdf er vedhæftet {line}: "), said.stderr
    return said.stdout.split()[-1]


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("report", "evidence", "list", *PLAN, "--json").stdout)
    return found


def hand_in(run: Run) -> None:
    for number in GOALS:
        fill(run, f"goal:{number}", "status=expected_met")
    for line in (FIRST, SECOND):
        fill(run, line, "status=claimed", "on=2017-06-01", "evidence=2017-1")
    assert run("report", "approve", *PLAN).returncode == 0


def test_a_file_is_attached_listed_fetched_and_removed(ready: Run) -> None:
    key = attach(ready)
    (told,) = listed(ready)
    assert (told["key"], told["line"], told["size"], told["journal"]) == (key, FIRST, len(PDF), "2017-12")
    assert "kladde" in ready("report", "evidence", "list", *PLAN).stdout
    assert ready("report", "evidence", "fetch", key, "-o", "hentet.pdf").stdout == "Gemt: hentet.pdf\n"
    assert Path("hentet.pdf").read_bytes() == PDF
    assert "skrevet over" in ready("report", "evidence", "fetch", key, "-o", "hentet.pdf").stderr
    assert ready("report", "evidence", "remove", "cpr-2017", key).stdout == "Filen er fjernet fra kladden.\n"
    assert listed(ready) == []
    assert ready("report", "evidence", "fetch", key).returncode == 1


def test_what_is_refused_is_told_and_leaves_nothing(ready: Run) -> None:
    Path("makro.docx").write_bytes(office(types='<Default Extension="x" ContentType="x.vbaProject"/>'))
    refused = ready("report", "attach", "cpr-2017", FIRST, "makro.docx", *ON)
    assert (refused.returncode, "makroer" in refused.stderr) == (1, True)
    assert ready("report", "attach", "cpr-2017", FIRST, "nowhere.pdf", *ON).returncode == 1
    assert listed(ready) == []


def test_what_was_handed_in_comes_back_with_a_copy_and_is_erased_with_its_plan(ready: Run) -> None:
    key = attach(ready)
    hand_in(ready)
    assert ready("report", "evidence", "remove", "cpr-2017", key).returncode == 1
    assert [file["handed_in"] for file in listed(ready)] == [True]
    assert ready("backup", "copy").stderr == ""
    assert ready("restore", "copy", "--over").returncode == 0
    assert ready("audit", "verify").returncode == 0
    erased = ready("erase", "--plan", "cpr-2017", "--archive", "a.zip", "--reason", "R", "--no-package", "R")
    assert erased.returncode == 0, erased.stderr
    assert ZipFile("a.zip").read(f"files/{key}") == PDF
    assert ready("report", "evidence", "fetch", key).returncode == 1
    assert ready("audit", "verify").returncode == 0


def test_a_copy_says_that_files_in_a_folder_are_not_in_it_and_a_lost_one_is_told(
    ready: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setenv(STORE_VARIABLE, str(folder))
    key = attach(ready)
    hand_in(ready)
    assert f"1 fil ligger uden for databasen og er ikke med i kopien. Kopier den også: {folder}" in (
        ready("backup", "copy").stderr
    )
    assert ready("restore", "copy", "--over").returncode == 0
    (folder / key).unlink()
    restored = ready("restore", "copy", "--over")
    assert (restored.returncode, key in restored.stderr) == (1, True)
    assert ready("audit", "verify").returncode == 1
