"""The commands that verify and list the audit."""

from __future__ import annotations

import json
from contextlib import closing
from getpass import getuser
from pathlib import Path

from db.sqlite_driver import driver
from tests.fixtures.terminal import Run


def test_the_list_has_every_entry_oldest_first(ready: Run) -> None:
    assert ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "R").returncode == 0
    listed = json.loads(ready("audit", "list", "--json").stdout)
    assert [one["number"] for one in listed] == list(range(1, len(listed) + 1))
    last = listed[-1]
    assert (last["actor"], last["action"], last["subject"]) == (
        f"terminal:{getuser()}",
        "plan.closed",
        "cpr-2017",
    )
    lines = ready("audit", "list").stdout.splitlines()
    assert lines[-1] == "  ".join(str(last[name]) for name in ("number", "at", "actor", "action", "subject"))
    assert ready("audit", "verify").stdout.startswith(f"Revisionssporet holder: {len(listed)} ")


def test_an_entry_that_was_altered_is_told(ready: Run, tmp_path: Path) -> None:
    with closing(driver.connect(tmp_path / "test.db")) as db, db:
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{name}"')
        db.execute("update audit_entries set actor = 'somebody' where id = 1")
    done = ready("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("#1: ")


def test_rows_added_past_the_program_fail_until_somebody_has_acknowledged_them(
    ready: Run, tmp_path: Path
) -> None:
    with closing(driver.connect(tmp_path / "test.db")) as db, db:
        row = ("x", "x", 1, "x", "2018-01-10 00:00:00.000000")
        db.execute(
            "insert into thresholds (area, name, value, reason, recorded_at) values (?, ?, ?, ?, ?)", row
        )
    assert ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "R").returncode == 0
    done = ready("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    number = done.stderr.partition(":")[0].removeprefix("#")
    assert done.stderr.startswith(
        f"#{number}: Rækker er tilføjet uden om Målstreg, ingen ved af hvem: thresholds "
    )
    assert ready("audit", "acknowledge", "1", "--reason", "Set").returncode == 1
    assert ready("audit", "acknowledge", number, "--reason", "Sag 12").returncode == 0
    for _ in range(2):
        done = ready("audit", "verify")
        assert done.returncode == 0
        assert done.stdout.startswith("Revisionssporet holder: ")
        assert done.stderr.startswith(f"#{number}: Rækker tilføjet uden om Målstreg (thresholds ")
        assert done.stderr.rstrip().endswith(f"af terminal:{getuser()}: Sag 12")


def test_a_lock_that_is_gone_is_told(ready: Run, tmp_path: Path) -> None:
    with closing(driver.connect(tmp_path / "test.db")) as db, db:
        db.execute("drop trigger keep_plans_delete")
    done = ready("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("trigger keep_plans_delete: Mangler.")
