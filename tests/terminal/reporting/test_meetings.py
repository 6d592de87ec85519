"""The commands for meetings, which only read."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

from db.session import MACHINE
from tests.db.meetings.held import capture, close, take
from tests.fixtures.terminal import Run


def test_meetings_are_listed_and_shown_for_people_and_for_programs(ready: Run) -> None:
    url = os.environ["MAALSTREG_DATABASE_URL"]
    assert ready("meeting", "list").stdout == "Der er ingen møder.\n"
    assert json.loads(ready("meeting", "list", "--json").stdout) == []
    take(url, MACHINE, "opened")
    capture(url, MACHINE, "note", "N", plan="cpr-2017", goal="2.1")
    close(url, MACHINE)
    assert (
        ready("meeting", "list").stdout.replace("\u00a0", " ") == "cpr  2. kvartal 2017  udkast til referat\n"
    )
    (listed,) = json.loads(ready("meeting", "list", "--json").stdout)
    assert listed == {"institution": "cpr", "area": None, "quarter": "2017Q2", "state": "draft"}
    shown = ready("meeting", "show", "--quarter", "2017Q2", "--institution", "cpr")
    assert "   1  Note cpr-2017 2.1: N\n" in shown.stdout
    assert "Afsluttet 01.08.2017" in shown.stdout
    told = json.loads(
        ready("meeting", "show", "--quarter", "2017Q2", "--institution", "cpr", "--json").stdout
    )
    assert (told["state"], told["version"], told["awaited"]) == ("draft", 1, ["department", "institution"])
    assert [entry["text"] for entry in told["entries"]] == ["N"]
    assert told["minutes"]["attended"] == "Head, chief"


def test_a_meeting_that_is_not_there_and_a_call_about_two_are_refused(ready: Run) -> None:
    missing = ready("meeting", "show", "--quarter", "2017Q2", "--institution", "cpr")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "Der er intet møde om 2017Q2" in missing.stderr
    both = ready("meeting", "show", "--quarter", "2017Q2", "--institution", "cpr", "--area", "A")
    assert (both.returncode, both.stderr) == (1, "Skriv enten --institution eller --area.\n")
    assert ready("meeting", "show", "--quarter", "2017Q2").returncode == 1
    assert ready("meeting", "show", "--institution", "cpr").returncode == 2


def test_meetings_that_are_called_are_written_for_a_calendar(ready: Run, tmp_path: Path) -> None:
    url = os.environ["MAALSTREG_DATABASE_URL"]
    none = ready("meeting", "invite", "--institution", "cpr")
    assert (none.returncode, none.stdout) == (1, "")
    assert "Der er ikke indkaldt et møde" in none.stderr
    take(url, MACHINE, "planned", "10.00, lokale 3", on=date(2017, 8, 15))
    take(url, MACHINE, "planned", on=date(2017, 11, 15), quarter="2017Q3")
    every = ready("meeting", "invite", "--institution", "cpr")
    assert every.returncode == 0
    assert every.stdout.count("BEGIN:VEVENT") == 2
    file = tmp_path / "one.ics"
    one = ready("meeting", "invite", "--institution", "cpr", "--quarter", "2017Q2", "-o", str(file))
    assert (one.returncode, one.stdout) == (0, "")
    assert b"DTSTART:20170815T080000Z" in file.read_bytes()
    assert ready("meeting", "invite", "--institution", "cpr", "--quarter", "2017Q4").returncode == 1
