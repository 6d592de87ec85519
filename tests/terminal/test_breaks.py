"""The commands for breaks in series."""

from __future__ import annotations

import json

from terminal.common import find_today
from tests.fixtures.terminal import Run

SERIES = ("cpr", "klagesager-rettidigt")
JANUARY = "2017-01-01"


def test_a_break_is_recorded_listed_and_retracted(ready: Run) -> None:
    assert ready("break", "list").stdout == "Ingen nye definitioner er registreret.\n"
    added = ready("break", "add", *SERIES, JANUARY, "--note", "Fra modtagelsen.")
    assert added.stdout == "klagesager-rettidigt: ny definition fra 1. januar 2017 er registreret.\n"
    retracted = ready("break", "retract", *SERIES, JANUARY, "--reason", "Det var de også før.", lang="en")
    assert retracted.stdout == "klagesager-rettidigt: new definition from 1 January 2017 retracted.\n"
    first, second = ready("break", "list").stdout.splitlines()
    assert first.endswith("  cpr  klagesager-rettidigt  01.01.2017  Fra modtagelsen.")
    assert second.endswith("  01.01.2017  Det var de også før. (trukket tilbage)")
    listed = json.loads(ready("break", "list", "--json").stdout)
    assert [sorted(one) for one in listed] == [
        ["indicator", "institution", "note", "on", "recorded", "retracted"]
    ] * 2
    assert [(one["on"], one["retracted"]) for one in listed] == [(JANUARY, False), (JANUARY, True)]


def test_the_outlook_says_since_when_it_is_silent(ready: Run) -> None:
    ready("break", "add", *SERIES, JANUARY, "--note", "Fra modtagelsen.")
    today = find_today().isoformat()
    said = ready("outlook", "cpr-2017", "--as-of", "2017-10-15", "--known-at", today).stdout
    assert "Ingen prognose: 0 af 4 nødvendige år siden definitionen blev ændret 1. januar 2017" in said
    before = ready("outlook", "cpr-2017", "--as-of", "2017-10-15").stdout
    assert "Ingen prognose: 2 af 4 nødvendige år\n" in before


def test_a_break_that_cannot_be_is_refused_with_what_there_is(ready: Run) -> None:
    unknown = ready("break", "add", "cpr", "klagesager", JANUARY, "--note", " ")
    assert unknown.returncode == 1
    assert [line.partition(":")[0] for line in unknown.stderr.splitlines()] == ["note", "indicator"]
    assert "klagesager-rettidigt" in unknown.stderr
    undated = ready("break", "add", *SERIES, "2017-02-30", "--note", "x")
    assert (undated.returncode, "2017-02-30" in undated.stderr) == (1, True)
    none = ready("break", "retract", *SERIES, JANUARY, "--reason", "x")
    assert (none.returncode, "1. januar 2017" in none.stderr) == (1, True)
