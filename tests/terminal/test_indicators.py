"""The commands for series that are renamed and defined anew."""

from __future__ import annotations

import json

from tests.fixtures.terminal import Run

SERIES = ("cpr", "klagesager-rettidigt")
WHEN = ("--from", "2018-01-01", "--reason", "Ny lov")


def test_a_series_is_renamed_and_defined_anew_and_listed(ready: Run) -> None:
    renamed = ready("indicator", "rename", *SERIES, "Rettidige klager", *WHEN)
    assert renamed.stdout == "klagesager-rettidigt hedder fra 1. januar 2018: Rettidige klager.\n"
    again = ready("indicator", "rename", *SERIES, "Rettidige klager", *WHEN)
    assert again.stdout == "klagesager-rettidigt: det er allerede registreret.\n"
    defined = ready("indicator", "define", *SERIES, "Fra modtagelsen", *WHEN, "--break", lang="en")
    assert defined.stdout == (
        "klagesager-rettidigt is defined anew from 1 January 2018. Figures from before and after are not compared.\n"
    )
    assert "01.01.2018  Ny lov" in ready("break", "list").stdout
    listed = ready("indicator", "list").stdout.splitlines()
    place = listed.index("cpr  klagesager-rettidigt  Rettidige klager")
    assert listed[place + 1 : place + 3] == [
        "  fra 1. januar 2018: Rettidige klager",
        "  fra 1. januar 2018: Fra modtagelsen",
    ]
    rows = {row["id"]: row for row in json.loads(ready("indicator", "list", "--json").stdout)}
    assert rows[SERIES[1]]["changes"] == [
        {"since": "2018-01-01", "reason": "Ny lov", "name": "Rettidige klager"},
        {"since": "2018-01-01", "reason": "Ny lov", "definition": "Fra modtagelsen"},
    ]
    assert ready("audit", "verify").returncode == 0


def test_bad_input_is_refused_with_every_problem(ready: Run) -> None:
    done = ready("indicator", "define", "cpr", "klagesager", " ", "--from", "2018-01-01", "--reason", " ")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "reason",
        "definition",
        "indicator",
    ]
    undated = ready("indicator", "rename", *SERIES, "X", "--from", "i morgen", "--reason", "x")
    assert (undated.returncode, "i morgen" in undated.stderr) == (1, True)


def test_who_gives_the_figures_is_said_from_a_day_on_and_a_central_source_by_its_name(ready: Run) -> None:
    unnamed = ready("indicator", "own", "cpr", "sygefravaer", "central", *WHEN)
    assert unnamed.returncode == 1
    assert "En central kilde skal have sit navn" in unnamed.stderr
    done = ready("indicator", "own", "cpr", "sygefravaer", "central", "--source", "ISOLA", *WHEN)
    assert done.stdout.startswith("Tal for sygefravaer leveres fra 1. januar 2018 af ISOLA.")
    again = ready("indicator", "own", "cpr", "sygefravaer", "central", "--source", "ISOLA", *WHEN)
    assert again.returncode == 0
    assert "leveres" not in again.stdout
    listed = json.loads(ready("indicator", "list", "--json").stdout)
    own = {row["id"]: (row["owner"], row["source"]) for row in listed if row["institution"] == "cpr"}
    assert own["sygefravaer"] == ("central", "ISOLA")
    assert own["klagesager-rettidigt"] == ("institution", None)
