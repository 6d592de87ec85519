"""The commands for scores and pay."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path

import pytest

from metrics.periods import DANISH_TIME
from tests.fixtures.terminal import HEADER, WHOLE_YEAR_2017, Run, goal, results, score


def test_with_the_documents_own_values_all_seven_goals_are_open(ready: Run) -> None:
    found = score(ready, "cpr-2017", "--as-of", "2016-12-31")
    assert found["total"] == {"secured": 0, "open": 100, "lost": 0, "possible": 100}
    assert [g["weight"] for g in found["goals"]] == [pytest.approx(100 / 7)] * 7
    assert [g["credit"] for g in found["goals"]] == [None] * 7


def test_a_result_settles_its_goal_and_says_why(ready: Run, tmp_path: Path) -> None:
    assert ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91")).returncode == 0
    found = goal(score(ready, "cpr-2017"), "2.1")
    assert (found["status"], found["credit"], found["secured"]) == (
        "met",
        1,
        pytest.approx(14.2857, abs=1e-4),
    )
    (criterion,) = found["criteria"]
    assert (criterion["actual"], criterion["target"]) == (91, 90)
    assert criterion["trace"]["text"] == "91 ≥ 90: opfyldt"


def test_six_of_seven_give_85_71_and_all_seven_exactly_100(ready: Run, tmp_path: Path) -> None:
    rows = [row for row in WHOLE_YEAR_2017 if "klagesager" not in row]
    ready("results", "import", results(tmp_path, *rows, "cpr,klagesager-rettidigt,2017,89.9"))
    found = score(ready, "cpr-2017")["total"]
    assert (round(found["secured"], 2), found["open"], round(found["lost"], 2)) == (85.71, 0, 14.29)
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,90"))
    assert score(ready, "cpr-2017")["total"] == {"secured": 100, "open": 0, "lost": 0, "possible": 100}


def test_what_was_known_then_is_not_changed_by_what_is_known_now(ready: Run, tmp_path: Path) -> None:
    header = f"{HEADER},recorded"
    first = results(tmp_path, "cpr,klagesager-rettidigt,2017,91,2018-01-10", header=header)
    assert ready("results", "import", first).returncode == 0
    second = results(tmp_path, "cpr,klagesager-rettidigt,2017,89,2018-03-01", header=header)
    assert ready("results", "import", second).returncode == 0
    assert goal(score(ready, "cpr-2017", "--known-at", "2018-02-01"), "2.1")["status"] == "met"
    assert goal(score(ready, "cpr-2017", "--known-at", "2018-03-01"), "2.1")["status"] == "not_met"
    assert goal(score(ready, "cpr-2017", "--known-at", "2017-12-31"), "2.1")["credit"] is None


def test_what_is_known_after_the_closing_changes_no_answer(ready: Run, tmp_path: Path) -> None:
    header = f"{HEADER},recorded"
    first = results(tmp_path, "cpr,klagesager-rettidigt,2017,91,2018-01-10", header=header)
    assert ready("results", "import", first).returncode == 0
    assert ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "R").returncode == 0
    asked: list[tuple[str, ...]] = [("score", "cpr-2017", "--json"), ("outlook", "cpr-2017", "--json")]
    asked += [("whatif", "cpr-2017", "--set", "1.1=met", "--json"), ("score", "cpr-2017")]
    before = [ready(*one).stdout for one in asked]
    later = results(tmp_path, "cpr,klagesager-rettidigt,2017,89,2018-03-01", header=header)
    assert ready("results", "import", later).returncode == 0
    after = [ready(*one).stdout for one in asked]
    found, then = json.loads(after[0]), json.loads(before[0])
    assert found.pop("after_settlement")["lost"] == pytest.approx(100 / 7)
    assert then.pop("after_settlement")["lost"] == 0
    assert found == then
    assert after[1:3] == before[1:3]
    assert after[3].startswith(before[3])
    assert after[3].removeprefix(before[3]).count("Kendt efter opgørelsen: ") == 2
    known = score(ready, "cpr-2017", "--as-of", "2018-02-14", "--known-at", "2018-03-01")
    assert (goal(known, "2.1")["status"], known["settlement"]) == ("not_met", None)


def test_a_correction_dated_today_replaces_what_was_entered_this_morning(ready: Run, tmp_path: Path) -> None:
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"))
    today = datetime.now(DANISH_TIME).date()
    row = f"cpr,klagesager-rettidigt,2017,89.9,{today}"
    ready("results", "import", results(tmp_path, row, header=f"{HEADER},recorded"))
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "not_met"


def test_an_old_claim_does_not_undo_a_confirmed_milestone(ready: Run, tmp_path: Path) -> None:
    for said in ("2017-06-01,claimed", "2017-06-20,met", "2017-06-01,claimed"):
        ready("results", "import", results(tmp_path, f"cpr,cpr-2017:1.2.1,{said}"))
    (first, _) = goal(score(ready, "cpr-2017"), "1.2")["criteria"]
    assert first["status"] == "met"
    (then, _) = goal(score(ready, "cpr-2017", "--as-of", "2017-06-10"), "1.2")["criteria"]
    assert then["trace"]["event"]["kind"] == "claimed"


@pytest.mark.usefixtures("stocked")
def test_the_score_of_a_fictional_plan_says_that_it_is(run: Run) -> None:
    assert score(run, "eksempel-register-2025")["fictional"] is True
    assert "[Opdigtede tal]" in run("score", "eksempel-register-2025").stdout.splitlines()[0]
    assert score(run, "cpr-2017")["fictional"] is False


@pytest.mark.usefixtures("stocked")
def test_the_pay_by_a_plans_rule_is_indicative_and_needs_a_rule(run: Run) -> None:
    assert run("pay", "cpr-2017").returncode == 1
    found = json.loads(run("pay", "eksempel-ankenaevn-2024", "--json").stdout)
    assert (found["plan"], found["indicative"]) == ("eksempel-ankenaevn-2024", True)
    assert 0 <= found["pay"]["least"] <= found["pay"]["most"]
    said = run("pay", "eksempel-ankenaevn-2024").stdout.splitlines()
    assert said[0].startswith("Ankenævnet for Borgersager, Mål- og resultatplan 2024. Status pr. ")
    assert said[1].startswith("Planens regel peger på ")
    assert said[-1].startswith("Tallet er vejledende.")


def test_a_score_for_readers_has_the_total_and_each_goal_with_its_verdict(ready: Run, tmp_path: Path) -> None:
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"))
    lines = ready("score", "cpr-2017", "--as-of", "2018-06-01").stdout.replace("\u00a0", " ").splitlines()
    assert lines[0].endswith("Status pr. 1. juni 2018, med de oplysninger, der forelå den dag")
    assert lines[1] == "Af 100 point er 14,3 opnået, 85,7 udestår, og 0 er tabt."
    (goal_line,) = [line for line in lines if line.startswith("  2.1  ")]
    assert goal_line.split()[1:3] == ["Opfyldt", "14,3"]
    assert lines[lines.index(goal_line) + 1].endswith(": 91 ≥ 90: opfyldt")


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_the_zone_of_the_machine_changes_nothing(
    ready: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    rows = results(tmp_path, "cpr,klagesager-rettidigt,2017,91,2018-03-29", header=f"{HEADER},recorded")
    assert ready("results", "import", rows).returncode == 0
    asked = ("cpr-2017", "--as-of", "2017-10-25", "--known-at", "2018-03-29")
    before = score(ready, *asked)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert score(ready, *asked) == before
        assert goal(score(ready, "cpr-2017", "--known-at", "2018-03-29"), "2.1")["status"] == "met"
        assert goal(score(ready, "cpr-2017", "--known-at", "2018-03-28"), "2.1")["credit"] is None
    finally:
        monkeypatch.undo()
        time.tzset()
