"""The commands that verify and list the audit."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from getpass import getuser
from pathlib import Path

from tests.fixtures.terminal import Run


def test_the_list_has_every_entry_oldest_first(ready: Run) -> None:
    assert ready("plan", "close", "cpr-2017", "--on", "2018-02-15").returncode == 0
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
    assert ready("audit", "verify").stdout.startswith(f"Sporet holder: {len(listed)} ")


def test_an_entry_that_was_altered_is_told(ready: Run, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "test.db")) as db, db:
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{name}"')
        db.execute("update audit_entries set actor = 'somebody' where id = 1")
    done = ready("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("#1: ")
