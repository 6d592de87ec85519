"""The command that erases: an archive first, all of it or nothing, and the audit holds after it."""

from __future__ import annotations

import hashlib
import json
from getpass import getuser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.fixtures.terminal import Run

WHO = f"terminal:{getuser()}"
HER = "Ann Holm"
WHY = ("--reason", "Sag 12")


@pytest.fixture
def decided(ready: Run) -> Run:
    """The command line on a plan with a decision that names somebody."""
    given = ("--on", "2018-02-01", "--by", HER, "--reason", f"Aftalt med {HER}", "--points", "50")
    assert ready("decision", "add", "cpr-2017", "total", *given).returncode == 0
    return ready


def test_what_is_erased_is_in_the_archive_and_on_record_and_nowhere_else(
    decided: Run, tmp_path: Path
) -> None:
    done = decided("erase", HER, "--archive", "a.zip", *WHY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == ["decisions.by  1", "decisions.reason  1"]
    digest = hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    assert digest in done.stdout
    with ZipFile(tmp_path / "a.zip") as package:
        texts = json.loads(package.read("erased.json"))["texts"]
    assert [one["text"] for one in texts] == [HER, f"Aftalt med {HER}"]
    last = json.loads(decided("audit", "list", "--json").stdout)[-1]
    assert (last["actor"], last["action"]) == (WHO, "audit.erased")
    assert last["subject"].endswith(f": Sag 12 (sha256 {digest})")
    listed = decided("decision", "list", "cpr-2017").stdout
    assert HER not in listed
    assert "sha256:" in listed
    verified = decided("audit", "verify")
    assert verified.returncode == 0
    assert verified.stderr.startswith(f"#{last['number']}: Slettet ")


def test_a_copy_of_it_is_taken_and_put_back(decided: Run) -> None:
    unpackaged = ("--no-package", "Prøve")
    assert decided("erase", "--plan", "cpr-2017", "--archive", "a.zip", *WHY, *unpackaged).returncode == 0
    assert decided("backup", "copy.db").returncode == 0
    assert decided("restore", "copy.db", "--over").returncode == 0
    assert decided("audit", "verify").returncode == 0
    assert decided("score", "cpr-2017").returncode == 0
    assert decided("plan", "export", "cpr-2017").returncode == 0


def test_a_dry_run_tells_what_would_be_erased_and_leaves_it(decided: Run, tmp_path: Path) -> None:
    done = decided("erase", HER, "--archive", "a.zip", *WHY, "--dry-run")
    assert (done.returncode, done.stdout) == (0, "decisions.by  1\ndecisions.reason  1\n")
    assert not (tmp_path / "a.zip").exists()
    assert HER in decided("decision", "list", "cpr-2017").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((HER, "--archive", "nowhere/a.zip", *WHY), ""),
        ((HER, "--archive", "there.zip", *WHY), "Filen er der allerede"),
        ((HER, "--archive", "a.zip", "--reason", " "), "reason: "),
        ((HER, "--archive", "a.zip", "--reason", "ann holm bad om det"), "nævner personen"),
        ((HER, "--plan", "cpr-2017", "--archive", "a.zip", *WHY), "PERSON"),
        (("--archive", "a.zip", *WHY), "PERSON"),
        (("Bo Bak", "--archive", "a.zip", *WHY), "intet at slette"),
    ],
)
def test_nothing_is_erased_where_it_cannot_be_done_whole(
    decided: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "there.zip").write_bytes(b"")
    before = decided("audit", "list").stdout
    done = decided("erase", *arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "a.zip").exists()
    assert (tmp_path / "there.zip").read_bytes() == b""
    assert HER in decided("decision", "list", "cpr-2017").stdout
    assert decided("audit", "list").stdout == before
