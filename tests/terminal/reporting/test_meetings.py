"""The commands for meetings, which only read."""

from __future__ import annotations

import json
import os

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
