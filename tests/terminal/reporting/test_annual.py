"""The settlement of a year at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixtures.terminal import WHOLE_YEAR_2017, Run, results


def test_it_says_what_is_missing_and_who_owes_it(ready: Run) -> None:
    said = ready("annual", "cpr-2017", "--as-of", "2018-02-01")
    assert said.returncode == 0
    assert "Foreløbig opgørelse, frist 14. januar 2018" in said.stdout
    assert "Endelig opgørelse, frist 15. marts 2018" in said.stdout
    assert (
        "3.1  Regnskabstal for Afvigelse mellem grundbudget og årsregnskab, 2017. Afventer institutionen."
        in (said.stdout.replace("\u00a0", " "))
    )


def test_six_of_seven_goals_are_85_71_points_with_the_missed_one_in_part_two(
    ready: Run, tmp_path: Path
) -> None:
    rows = [row for row in WHOLE_YEAR_2017 if "klagesager" not in row]
    given = results(tmp_path, *rows, "cpr,klagesager-rettidigt,2017,89.9")
    assert ready("results", "import", given).returncode == 0
    found = json.loads(ready("annual", "cpr-2017", "--as-of", "2018-06-01", "--json").stdout)
    assert (found["stage"], found["waiting"], found["changes"], found["approvals"]) == ("final", [], [], [])
    assert found["total"]["secured"] == pytest.approx(85.7142, abs=1e-3)
    assert [goal["credit"] for goal in found["goals"]] == [1, 1, 0, 1, 1, 1, 1]
    (analysed,) = found["analysis"]
    assert (analysed["goal"], analysed["shortfalls"], analysed["texts"]) == ("2.1", {"2.1.1": "1/10"}, {})
    assert found["goals"][2]["criteria"][0]["achieved"].replace("\u00a0", " ") == "89,9 pct. (2017)"
    assert "pay" not in json.dumps(found)
    assert "85,7 af 100 point er opnået." in ready("annual", "cpr-2017", "--as-of", "2018-06-01").stdout


def test_a_year_that_is_not_over_is_to_come(ready: Run) -> None:
    found = json.loads(ready("annual", "cpr-2017", "--as-of", "2017-06-01", "--json").stdout)
    assert (found["stage"], found["analysis"], found["waiting"]) == ("to_come", [], [])
    assert found["due"] == {"preliminary": "2018-01-14", "final": "2018-03-15"}


def test_an_unknown_plan_is_refused(ready: Run) -> None:
    said = ready("annual", "none")
    assert (said.returncode, said.stdout) == (1, "")
    assert "none" in said.stderr
