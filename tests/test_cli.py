"""The command line as scripts meet it: exit codes, standard output and standard error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.terminal import Run

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("url", ["notaurl", "mysql://host/name", "foo://bar"])
def test_an_address_of_no_database_is_told_in_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", url)
    done = run("plan", "list")
    assert (done.returncode, "sqlite eller postgresql" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("score", "findes-ikke"), 1, "Der er ingen plan “findes-ikke”. Planerne er: cpr-2017, cpr-2021"),
        (("score", "cpr-2017", "--as-of", "31-12-2016"), 1, "--as-of: “31-12-2016” er ikke en dato"),
        (("score", "cpr-2017", "--known-at", "9999-12-31"), 1, "“9999-12-31” er ikke en dato"),
        (
            ("score", "cpr-2021", "--known-at", "2017-12-31"),
            1,
            "cpr-2021: Planen findes først fra 15. december 2020",
        ),
        (("plan", "export", "findes-ikke"), 1, "Der er ingen plan"),
        (("plan", "import", "findes-ikke.toml"), 1, "Filen findes ikke"),
        (("plan", "check", "findes-ikke"), 1, "Der er ingen plan"),
        (("plan", "check", "findes-ikke.toml"), 1, "Filen findes ikke"),
        (("results", "import", "findes-ikke.csv"), 1, "Filen findes ikke"),
        (("results", "import", "."), 1, "Filtypen kan ikke læses"),
        (("score",), 2, ""),
        (("findes-ikke",), 2, ""),
    ],
)
def test_a_wrong_call_is_told_in_words(ready: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = ready(*arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert said in done.stderr


def test_a_database_that_cannot_be_opened_is_told_in_words_by_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    url = f"sqlite:///{tmp_path / 'folder.db'}"
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "plan", "list"],
        env={**os.environ, "MAALSTREG_DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith("Databasen svarer ikke")


@pytest.mark.parametrize("command", [["score"], ["plan", "check"], ["user", "calendar", "--revoke"]])
def test_an_argument_of_half_characters_is_refused_in_words(ready: Run, command: list[str]) -> None:
    refused = ready(*command, os.fsdecode(b"cpr\xff"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "“'cpr\\udcff'” kan ikke bruges her.\n"
