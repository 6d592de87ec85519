"""A quarter from the terminal: filled in, approved, asked about, received and corrected."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from db.clock import CLOCK
from metrics.periods import find_danish_day
from tests.fixtures.terminal import Run

PLAN = ("cpr-2017", "--quarter", "2017Q2")
GOALS = ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2")
FIRST, SECOND = "milestone:1.2.1", "milestone:1.2.2"


def fill(run: Run, line: str, *fields: str) -> str:
    return run("report", "fill", "cpr-2017", line, *fields, "--quarter", "2017Q2").stdout


@pytest.fixture
def filled(ready: Run) -> Run:
    for number in GOALS:
        fill(ready, f"goal:{number}", "status=expected_met")
    for line in (FIRST, SECOND):
        fill(ready, line, "status=claimed", "on=2017-06-01", "evidence=2017-1")
    return ready


def show(run: Run) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("report", "show", *PLAN, "--json").stdout)
    return found


def test_a_report_shows_what_it_asks_for_and_takes_a_draft(ready: Run) -> None:
    first = ready("report", "show", *PLAN).stdout
    assert "2. kvartal 2017: ikke begyndt" in first
    assert "0 af 9 udfyldt. Frist: 14. juli 2017" in first
    assert " ! milestone:1.2.1  1.2.1 " in first
    assert fill(ready, "goal:1.1", "status=in_doubt", "note=N") == "2 felter er gemt i kladden: goal:1.1\n"
    found = show(ready)
    assert (found["state"], found["answered"], found["asked"]) == ("draft", 1, 9)
    assert " + goal:1.1  Mål 1.1 " in ready("report", "show", *PLAN).stdout


def test_a_text_that_may_be_personal_is_warned_of_and_saved(ready: Run) -> None:
    fill(ready, "goal:1.1", "note=En kollega er sygemeldt")
    said = ready("report", "show", *PLAN).stdout.splitlines()[-1]
    assert said.startswith("goal:1.1, note: Teksten kan indeholde personoplysninger (helbred eller orlov).")
    line = next(one for one in show(ready)["lines"] if one["key"] == "goal:1.1")  # type: ignore[attr-defined]
    assert line["personal"] == [{"field": "note", "signs": ["health"]}]


def test_what_is_missing_is_told_line_by_line_and_nothing_is_sent(ready: Run) -> None:
    fill(ready, "goal:1.1", "status=in_doubt")
    refused = ready("report", "send", *PLAN)
    assert refused.stderr.splitlines()[0] == "milestone:1.2.1: Linjen skal udfyldes."
    assert show(ready)["state"] == "draft"


def test_a_quarter_from_draft_to_receipt_and_its_correction(filled: Run) -> None:
    run = filled
    assert run("report", "send", *PLAN).stdout == "cpr-2017: Sendt til godkendelse\n"
    assert run("report", "take-back", *PLAN).stdout == "cpr-2017: Trukket tilbage før godkendelse\n"
    run("report", "send", *PLAN)
    run("report", "return", *PLAN, "--words", "Begrund 1.1")
    fill(run, "goal:1.1", "note=Fordi")
    assert run("report", "approve", *PLAN).stdout.startswith("cpr-2017: Godkendt og afleveret\n")
    run("report", "ask", "cpr-2017", "goal:1.1", "--quarter", "2017Q2", "--words", "Hvorfor?")
    fill(run, "goal:1.1", "status=in_doubt")
    run("report", "answer", *PLAN, "--words", "Derfor")
    waits = run("report", "receive", *PLAN)
    assert "milestone:1.2.1" in waits.stderr
    run("report", "confirm", "cpr-2017", FIRST, "--quarter", "2017Q2")
    run("report", "doubt", "cpr-2017", SECOND, "--quarter", "2017Q2", "--words", "Hvor er den?")
    run("report", "reply", "cpr-2017", SECOND, "--quarter", "2017Q2", "--words", "Her")
    run("report", "refuse", "cpr-2017", SECOND, "--quarter", "2017Q2", "--words", "Nej")
    run("report", "receive", *PLAN)
    received = json.loads(run("report", "show", *PLAN, "--version", "1").stdout)
    run("report", "correct", *PLAN, "--words", "Fejl")
    found = show(run)
    assert (found["state"], found["version"]) == ("draft", 2)
    assert json.loads(run("report", "show", *PLAN, "--version", "1").stdout) == received
    assert run("report", "show", *PLAN, "--version", "2").stderr
    steps = [step["kind"] for step in found["steps"]]  # type: ignore[attr-defined]
    assert steps == [
        *("sent", "taken_back", "sent", "returned", "approved", "asked", "answered"),
        *("confirmed", "doubted", "replied", "refused", "received", "reopened"),
    ]


def test_a_draft_is_shared_and_a_deadline_put_off(ready: Run) -> None:
    fill(ready, "goal:1.1", "status=in_doubt")
    assert ready("report", "share", *PLAN).stdout == "cpr-2017: Delt som foreløbig\n"
    ready("report", "except", *PLAN, "--until", "2017-07-28", "--words", "Sygdom")
    assert "Frist: 28. juli 2017" in ready("report", "show", *PLAN).stdout
    assert show(ready)["due"] == "2017-07-14"
    unknown = ready("report", "assess", "cpr-2017", "assessed:1", "met", *PLAN[1:], "--words", "W")
    assert unknown.stderr


def test_a_results_file_for_an_open_report_fills_its_draft_and_says_so(ready: Run, tmp_path: Path) -> None:
    fill(ready, "words", "text=W")
    file = tmp_path / "r.csv"
    rows = (
        "cpr,cpr-2017:1.2.1,2017-06-20,claimed,J1",
        "cpr,klagesager-rettidigt,2014,90.5,",
    )
    file.write_text("\n".join(["institution,indicator,period,value,source", *rows]), encoding="utf-8")
    said = ready("results", "import", str(file)).stdout
    assert "1 række er lagt i kladden til cpr-2017, 2. kvartal 2017." in said
    assert "Resten registreres direkte" in said
    line = next(one for one in show(ready)["lines"] if one["key"] == FIRST)  # type: ignore[attr-defined]
    assert line["typed"] == {"evidence": "J1", "on": "2017-06-20", "status": "claimed"}


def test_a_year_is_played_under_a_clock_and_what_was_handed_in_is_owed_no_more(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def owe(day: str) -> list[tuple[str, str]]:
        monkeypatch.setenv(CLOCK, day)
        owed = json.loads(run("deadlines", "--days", "30", "--json").stdout)
        return [(one["what"], one["due"]) for one in owed if one["what"] == "report"]

    monkeypatch.setenv(CLOCK, "2016-12-20")
    run("init", "--no-example")
    assert owe("2017-04-10") == [("report", "2017-04-14")]
    for number in GOALS:
        run("report", "fill", "cpr-2017", f"goal:{number}", "status=expected_met", "--quarter", "2017Q1")
    run("report", "approve", "cpr-2017", "--quarter", "2017Q1")
    assert owe("2017-04-11") == []
    run("report", "receive", "cpr-2017", "--quarter", "2017Q1")
    received = run("report", "show", "cpr-2017", "--quarter", "2017Q1", "--version", "1").stdout
    known_at = datetime.fromisoformat(json.loads(received)["known_at"])
    assert find_danish_day(known_at) == date(2017, 4, 11)
    assert owe("2017-07-03") == [("report", "2017-07-14")]
    assert run("report", "show", "cpr-2017", "--quarter", "2017Q1", "--version", "1").stdout == received


def test_the_department_notes_a_figure_of_its_own(ready: Run) -> None:
    lines = json.loads(ready("report", "show", "cpr-2017", "--quarter", "2017Q4", "--json").stdout)["lines"]
    row = next(one["key"] for one in lines if one["key"].startswith("figure:"))
    said = ready("report", "note", "cpr-2017", row, "91,2", "--quarter", "2017Q4", "--words", "Telefonisk")
    assert said.stdout == "cpr-2017: Departementets eget tal anført\n"
    assert (
        ready("report", "note", "cpr-2017", row, "x", "--quarter", "2017Q4", "--words", "W").returncode == 1
    )
