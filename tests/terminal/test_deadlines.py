"""The command that lists deadlines."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar

from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.session import MACHINE, open_writing
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from tests.fixtures.terminal import Run


def deadlines(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """The deadlines as JSON."""
    done = run("deadlines", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_deadlines_by_the_contract(ready: Run) -> None:
    report, *statuses = deadlines(ready, "--from", "2017-04-01", "--days", "13")
    assert report == {
        "plan": "cpr-2017",
        "goal": None,
        "criterion": None,
        "what": "report",
        "due": "2017-04-14",
        "working_day": "2017-04-12",
        "days_left": 13,
        "role": "reporter",
        "awaited": None,
        "quarter": "2017Q1",
    }
    assert {status["what"] for status in statuses} == {"status"}
    assert [status["goal"] for status in statuses] == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert {(status["due"], status["role"]) for status in statuses} == {("2017-04-14", "reporter")}
    assert deadlines(ready, "--from", "2017-04-01", "--days", "12") == []
    whole = deadlines(ready, "--from", "2017-01-01", "--days", "400")
    assert [d["due"] for d in whole] == sorted(d["due"] for d in whole)
    own = [d for d in whole if d["goal"] == "1.2" and d["what"] != "status"]
    assert [d["criterion"] for d in own] == ["1.2.1", "1.2.2"]
    assert {d["due"] for d in own} == {"2017-06-30"}
    assert [d["due"] for d in whole if d["what"] == "value"] == ["2017-10-14"] + ["2018-01-14"] * 3


def test_deadlines_for_readers_in_both_languages(ready: Run) -> None:
    danish = ready("deadlines", "--from", "2017-04-13").stdout.splitlines()
    assert danish[0] == "Status pr. 13. april 2017, med de oplysninger, der forelå den dag"
    assert danish[1].split()[:2] == ["Frist", "Sidste"]
    assert danish[2].startswith("14.04.2017  12.04.2017         1 dag tilbage  Indberetter  CPR-admin")
    assert danish[2].endswith("Afrapportering for 1. kvartal 2017")
    english = ready("deadlines", "--from", "2017-04-14", lang="en").stdout
    assert "Report for Q1 2017" in english
    assert "  today  " in english
    late = ready("deadlines", "--from", "2017-07-15", "--days", "1").stdout
    assert late.endswith("\nDer er ingen frister i perioden.\nOver fristen: 2 forhold.\n")


def test_deadlines_as_a_calendar(ready: Run) -> None:
    written = ready("deadlines", "--from", "2017-04-01", "--ics").stdout
    found = Calendar.from_ical(written).walk("VEVENT")
    assert [(e.decoded("dtstart"), str(e["summary"])) for e in found] == [
        (date(2017, 4, 14), "CPR-administrationen: Afrapportering for 1. kvartal 2017")
    ]
    both = ready("deadlines", "--ics", "--json")
    assert (both.returncode, "--json" in both.stderr) == (1, True)
    assert ready("deadlines", "--days", "-1").returncode == 2


def test_a_meeting_that_is_called_stands_in_the_calendar(ready: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    subject = MeetingSubject("cpr")
    called = MeetingRequest(subject, "2017Q1", MeetingStepKind.PLANNED, "Lokale 3", on=date(2100, 4, 20))
    with open_writing(url, MACHINE) as session:
        meeting_commands.take_meeting_step(session, called, datetime(2017, 4, 1, tzinfo=UTC))
    within = ("deadlines", "--from", "2100-04-10", "--ics")
    found = Calendar.from_ical(ready(*within).stdout).walk("VEVENT")
    assert [(e.decoded("dtstart"), str(e["location"])) for e in found if "location" in e] == [
        (date(2100, 4, 20), "Lokale 3")
    ]
    assert "Lokale 3" not in ready(*within, "--days", "3").stdout
