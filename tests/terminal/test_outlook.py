"""The commands for outlooks and what-ifs."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.sqlite_driver import driver
from tests.fixtures.terminal import WHOLE_YEAR_2017, Run, goal, results, score


def foreseen(run: Run, *arguments: str) -> dict[str, Any]:
    """The outlook as JSON."""
    done = run("outlook", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


APPEALS = ("eksempel-ankenaevn-2026", "--as-of", "2026-11-20")
FLAG = {"rule", "due", "days_left", "points", "reason"}


@pytest.mark.usefixtures("stocked")
def test_an_outlook_by_the_contract(run: Run) -> None:
    found = foreseen(run, *APPEALS)
    assert {"goals", "total"} <= set(found)
    assert all({"number", "p_met", "flags"} == set(one) for one in found["goals"])
    assert all(set(flag) == FLAG for one in found["goals"] for flag in one["flags"])
    late, *_ = goal(found, "2.1")["flags"]
    assert (late["rule"], late["due"], late["days_left"]) == ("awaiting", "2026-09-30", -51)
    assert late["points"] == pytest.approx(100 / 6)
    said = "2.1.2: Indberettet 11. september; har afventet departementet i 70 dage"
    assert late["reason"] == said
    total = found["total"]
    assert sum(one["p"] for one in total["distribution"]) == pytest.approx(1)
    mean = sum(one["points"] * one["p"] for one in total["distribution"])
    assert total["expected"] == pytest.approx(mean)
    chances = [one["p_met"] for one in found["goals"]]
    assert mean == pytest.approx(sum(p * 100 / 6 for p in chances))


@pytest.mark.parametrize(
    ("day", "why"), [("2017-04-01", "2 af 4 nødvendige år"), ("2019-01-01", "planens periode er slut")]
)
def test_an_outlook_stays_silent_with_a_reason_also_long_after_the_plan(
    ready: Run, day: str, why: str
) -> None:
    found = foreseen(ready, "cpr-2017", "--as-of", day)
    assert [one["p_met"] for one in found["goals"]] == [None] * 7
    assert all("silent" in [flag["rule"] for flag in one["flags"]] for one in found["goals"])
    assert why in goal(found, "2.1")["flags"][-1]["reason"]
    total = found["total"]
    assert total["expected"] is total["distribution"] is None
    assert total["expected_between"] == [0, pytest.approx(100)]


def test_an_outlook_goes_by_what_was_known(ready: Run, tmp_path: Path) -> None:
    ready("results", "import", results(tmp_path, *WHOLE_YEAR_2017))
    assert foreseen(ready, "cpr-2017")["total"]["expected"] == 100
    assert [one["p_met"] for one in foreseen(ready, "cpr-2017")["goals"]] == [1] * 7
    assert goal(foreseen(ready, "cpr-2017", "--known-at", "2017-12-31"), "2.1")["p_met"] is None


@pytest.mark.usefixtures("stocked")
def test_an_outlook_for_readers_in_both_languages(run: Run) -> None:
    danish = run("outlook", *APPEALS).stdout
    assert "[Opdigtede tal]" in danish
    assert "Forventet i alt: 92,3 point." in danish
    line = "  1.3  Forventes opfyldt (beregnet)       96 pct.  Afgørelser, der holder\n"
    assert line in danish.replace("\u00a0", " ")
    assert "30.09.2026 (51 dage over fristen): 2.1.2: Indberettet 11. september; har afventet" in danish
    assert "51 days overdue" in run("outlook", *APPEALS, lang="en").stdout
    silent = run("outlook", "cpr-2017", "--as-of", "2017-04-01").stdout
    assert "       Ingen prognose: 2 af 4 nødvendige år\n" in silent
    over = run("outlook", "cpr-2017", "--as-of", "2019-01-01").stdout
    assert "Resultaterne mangler for mål 1.1, 1.2, 2.1, 2.2, 2.3, 3.1 og 3.2" in over
    assert "  1.1  Mangler endelig opgørelse                –  IT-sikkerhed\n" in over
    assert (
        "       1.1.1 Penetrationstest af CPR-systemet er gennemført: mangler siden 31. december 2017\n"
        in over
    )
    assert "Ingen prognose" not in over
    assert run("outlook", "cpr-1999").returncode == 1
    assert run("outlook").returncode == 2


@pytest.mark.usefixtures("stocked")
def test_a_score_has_the_statuses_that_the_outlook_gives(run: Run) -> None:
    statuses = {one["number"]: one["status"] for one in score(run, *APPEALS)["goals"]}
    assert statuses["1.1"] == "at_risk"
    assert statuses["1.3"] == "on_track"
    assert score(run, *APPEALS)["counts"]["on_track"] == 3
    assert "  1.1  I risiko  " in run("score", *APPEALS).stdout


@pytest.mark.usefixtures("stocked")
def test_a_what_if_has_the_flags_and_statuses_of_what_is_supposed(run: Run) -> None:
    found = what_if(run, APPEALS[0], "--set=2.1=met", "--chance=1.3=0.1", *APPEALS[1:])
    assert (goal(found, "2.1")["status"], goal(found, "2.1")["flags"]) == ("met", [])
    doubted = goal(found, "1.3")
    assert doubted["status"] == "at_risk"
    assert "unlikely" in [flag["rule"] for flag in doubted["flags"]]
    assert all(set(flag) == FLAG for one in found["goals"] for flag in one["flags"])


def what_if(run: Run, *arguments: str) -> dict[str, Any]:
    """A what-if as JSON."""
    done = run("whatif", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def rows(tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(driver.connect(tmp_path / "test.db")) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: db.execute(f'select * from "{name}"').fetchall() for name in tables}  # noqa: S608


def test_a_what_if_shows_both_totals_and_the_outlook_and_changes_no_row(ready: Run, tmp_path: Path) -> None:
    before = rows(tmp_path)
    assert sum(map(len, before.values())) > 20
    sets = [f"--set={number}=met" for number in ("1.1", "1.2", "2.1", "2.2", "2.3")]
    found = what_if(
        ready, "cpr-2017", *sets, "--set", "3.1=not_met", "--chance=3.2=0.6", "--as-of=2017-03-01"
    )
    assert found["official"] == {"secured": 0, "open": 100, "lost": 0, "possible": 100}
    total = found["total"]
    assert (total["secured"], total["possible"]) == (pytest.approx(500 / 7), 100)
    assert total["expected"] == pytest.approx(560 / 7)
    assert [(one["points"], one["p"]) for one in total["distribution"]] == [
        (pytest.approx(500 / 7), pytest.approx(0.4)),
        (pytest.approx(600 / 7), pytest.approx(0.6)),
    ]
    assert [g["p_met"] for g in found["goals"]] == [1, 1, 1, 1, 1, 0, pytest.approx(0.6)]
    assert goal(found, "3.1")["status"] == "not_met"
    assert rows(tmp_path) == before


def test_a_what_if_of_a_silent_goal_gives_no_distribution(ready: Run) -> None:
    found = what_if(ready, "cpr-2017", "--set", "2.1=0,5", "--as-of", "2017-03-01")
    assert goal(found, "2.1")["credit"] == 0.5
    assert goal(found, "1.1")["p_met"] is None
    assert found["total"]["distribution"] is found["total"]["expected"] is None
    assert found["total"]["expected_between"] == [pytest.approx(50 / 7), pytest.approx(650 / 7)]


def test_a_what_if_in_words_and_by_value_and_day(ready: Run, tmp_path: Path) -> None:
    ready("results", "import", results(tmp_path, *WHOLE_YEAR_2017))
    said = ready("whatif", "cpr-2017", "--value", "2.1.1=89", "--reached", "1.1.1=2018-01-02").stdout
    assert "Aktuel status: Af 100 point er 100 opnået, 0 udestår, og 0 er tabt." in said
    assert "Med antagelserne: Af 100 point er 71,4 opnået, 0 udestår, og 28,6 er tabt." in said
    assert "Resultatet for 2.1.1 er registreret. Scenariet ser bort fra det." in said
    assert "Forventet i alt: 71,4 point." in said
    assert "Intet er gemt" in said


def test_a_what_if_that_is_wrong_says_everything_at_once(ready: Run) -> None:
    unread = ready(
        "whatif", "cpr-2017", "--set", "2.1", "--set=1.1=half", "--value=2.1.1=x", "--chance=1.2=?"
    )
    assert (unread.returncode, unread.stdout, len(unread.stderr.splitlines())) == (1, "", 4)
    refused = ready("whatif", "cpr-2017", "--set=9=met", "--set=1.1=2", "--reached=2.1.1=2017-01-01")
    assert refused.returncode == 1
    assert [line.split(":")[0] for line in refused.stderr.splitlines()] == ["9", "1.1", "2.1.1"]
    assert ready("whatif", "cpr-2017", "--set").returncode == 2


@pytest.mark.usefixtures("stocked")
def test_a_what_if_shows_what_the_rule_for_pay_points_to(run: Run) -> None:
    key = "eksempel-ankenaevn-2024"
    numbers = [one["number"] for one in score(run, key)["goals"]]
    found = what_if(run, key, *(f"--set={number}=met" for number in numbers))
    assert found["pay"]["indicative"] is True
    assert found["pay"]["pay"]["least"] == found["pay"]["pay"]["most"]
    assert "vejledende" in run("whatif", key).stdout
    assert found["contradicts"]
