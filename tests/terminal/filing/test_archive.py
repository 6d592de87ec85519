"""The archive at the terminal: a package is written and recorded, checked, and asked for before texts are erased."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.fixtures.terminal import Run

ERASE = ("erase", "--plan", "cpr-2017", "--archive", "erased.zip", "--reason", "Sag 12")


def last_entry(run: Run) -> dict[str, str]:
    found: dict[str, str] = json.loads(run("audit", "list", "--json").stdout)[-1]
    return found


def test_a_package_is_written_recorded_and_whole(ready: Run, tmp_path: Path) -> None:
    done = ready("archive", "cpr-2017", "-o", "a.zip")
    assert (done.returncode, done.stderr) == (0, "")
    digest = hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    assert digest in done.stdout
    entry = last_entry(ready)
    assert entry["action"] == "journal.archived"
    assert entry["subject"].startswith("cpr-2017, all, content ")
    assert entry["subject"].endswith(f"sha256 {digest}")
    # That a package was made is no part of what it holds: a second one is the same.
    assert ready("archive", "cpr-2017", "-o", "b.zip").returncode == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    checked = ready("archive", "--verify", "a.zip", "--digest", digest)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert digest in checked.stdout
    assert ready("archive", "cpr-2017", "-o", "c.zip", "--party", "institution").returncode == 0
    assert last_entry(ready)["subject"].startswith("cpr-2017, institution, content ")


def test_a_package_that_is_not_whole_or_not_the_one_expected_is_found(ready: Run, tmp_path: Path) -> None:
    assert ready("archive", "cpr-2017", "-o", "a.zip").returncode == 0
    content = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(content[: len(content) // 2])
    checked = ready("archive", "--verify", "a.zip")
    assert (checked.returncode, checked.stdout) == (1, "")
    assert "ikke en hel arkivpakke" in checked.stderr
    assert "Pakken er en anden" in ready("archive", "--verify", "a.zip", "--digest", "0" * 64).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cpr-2017",), "-o"),
        ((), "PLAN"),
        (("cpr-2017", "--verify", "a.zip"), "PLAN"),
        (("--verify", "none.zip"), "none.zip"),
        (("none", "-o", "a.zip"), "none"),
        (("cpr-2017", "-o", "there.zip"), "Filen er der allerede"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    ready: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "there.zip").write_bytes(b"x")
    done = ready("archive", *arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "a.zip").exists()
    assert (tmp_path / "there.zip").read_bytes() == b"x"


def test_a_plan_is_not_erased_before_it_is_archived_as_it_is_now(ready: Run) -> None:
    refused = ready(*ERASE)
    assert refused.returncode == 1
    assert "ikke dannet en arkivpakke" in refused.stderr
    assert ready("archive", "cpr-2017", "-o", "a.zip", "--party", "department").returncode == 0
    assert "ikke dannet en arkivpakke" in ready(*ERASE).stderr
    assert ready("archive", "cpr-2017", "-o", "b.zip").returncode == 0
    assert ready("journal", "number", "plan-1", "1", "--party", "department").returncode == 0
    assert "ikke af det, der er nu" in ready(*ERASE).stderr
    assert ready("archive", "cpr-2017", "-o", "c.zip").returncode == 0
    assert ready(*ERASE).returncode == 0
    assert ready("audit", "verify").returncode == 0
    # What is left can still be told of, and the number stands.
    (plan,) = json.loads(ready("journal", "list", "--plan", "cpr-2017", "--json").stdout)
    assert (plan["numbers"]["department"], plan["changed_since"]) == ("1", True)


def test_a_plan_is_erased_without_a_package_where_a_reason_is_on_record(ready: Run) -> None:
    assert ready(*ERASE, "--no-package", " ").returncode == 1
    assert ready(*ERASE, "--no-package", "Kasseres efter bestemmelsen").returncode == 0
    entry = last_entry(ready)
    assert entry["action"] == "audit.erased"
    assert "Sag 12; --no-package: Kasseres efter bestemmelsen (sha256 " in entry["subject"]
