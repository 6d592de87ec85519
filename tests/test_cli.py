"""The command line as scripts meet it: exit codes, standard output and standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from db.session import open_engine
from metrics.periods import DANISH_TIME
from tests.fixtures.terminal import HEADER, WHOLE_YEAR_2017, Run, goal, results, score

ROOT = Path(__file__).parents[1]


def test_init_without_the_example_loads_the_two_sources_once(run: Run) -> None:
    assert "cpr-2017, cpr-2021" in run("init", "--no-example").stdout
    assert "Databasen er klar" in run("init").stdout
    listed = json.loads(run("plan", "list", "--json").stdout)
    assert [plan["plan"] for plan in listed] == ["cpr-2017", "cpr-2021"]


def test_init_loads_the_example_marked_as_fictional(run: Run) -> None:
    run("init")
    listed = json.loads(run("plan", "list", "--json").stdout)
    assert {plan["plan"].split("-")[0]: plan["fictional"] for plan in listed} == {
        "cpr": False,
        "eksempel": True,
    }
    assert run("plan", "list").stdout.count("[Opdigtede tal]") == 12


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


def test_thousands_written_the_danish_way_are_refused_and_not_read_as_decimals(
    ready: Run, tmp_path: Path
) -> None:
    path = Path(results(tmp_path, "cpr;klagesager-modtaget;2016;1.146", header=HEADER.replace(",", ";")))
    done = ready("results", "import", str(path))
    assert (done.returncode, "“1.146” kan læses som 1146" in done.stderr) == (1, True)


def test_the_score_of_a_fictional_plan_says_that_it_is(run: Run) -> None:
    run("init")
    assert score(run, "eksempel-register-2025")["fictional"] is True
    assert "[Opdigtede tal]" in run("score", "eksempel-register-2025").stdout.splitlines()[0]
    assert score(run, "cpr-2017")["fictional"] is False


@pytest.mark.parametrize("url", ["notaurl", "mysql://host/name", "foo://bar"])
def test_an_address_of_no_database_is_told_in_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", url)
    done = run("plan", "list")
    assert (done.returncode, "sqlite, postgresql" in done.stderr) == (1, True)


def test_importing_a_file_twice_adds_nothing_the_second_time(ready: Run, tmp_path: Path) -> None:
    rows = ["cpr,klagesager-rettidigt,2017,91", "cpr,cpr-2017:1.2.1,2017-06-28,met"]
    assert "2 rækker indlæst" in ready("results", "import", results(tmp_path, *rows)).stdout
    again = ready("results", "import", results(tmp_path, *rows, "cpr,sygefravaer,2017,6.5"))
    assert again.stdout.splitlines() == ["1 række indlæst.", "2 rækker var registreret i forvejen."]


@pytest.mark.parametrize(
    "plan", ["cpr-2017", "cpr-2021", "eksempel-ankenaevn-2023", "eksempel-ankenaevn-2026"]
)
def test_export_import_export_gives_the_same_bytes(run: Run, tmp_path: Path, plan: str) -> None:
    run("init")
    first = run("plan", "export", plan).stdout
    (tmp_path / "plan.toml").write_text(first, encoding="utf-8")
    assert "er der allerede" in run("plan", "import", "plan.toml").stdout
    open_engine(f"sqlite:///{tmp_path / 'test.db'}").dispose()
    for left in tmp_path.glob("test.db*"):
        left.unlink()
    assert run("plan", "import", "plan.toml").returncode == 0
    assert run("plan", "export", plan).stdout == first


def test_a_dry_run_checks_everything_and_keeps_nothing(ready: Run, tmp_path: Path) -> None:
    before = score(ready, "cpr-2017")["total"]
    done = ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"), "--dry-run")
    assert (done.returncode, "Intet er gemt" in done.stdout) == (0, True)
    assert score(ready, "cpr-2017")["total"] == before
    bad = ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,x"), "--dry-run")
    assert bad.returncode == 1


def test_a_plan_is_checked_against_the_guide_with_advice_and_not_with_errors(ready: Run) -> None:
    done = ready("plan", "check", "cpr-2017")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Planen mangler påtegning fra institutionen.")
    assert "\n2.1.1: Måltallet for 2017 er foreløbigt." in done.stdout
    rows = json.loads(ready("plan", "check", "cpr-2017", "--json").stdout)
    assert rows[0] == {"rule": "unsigned", "place": "", "text": done.stdout.splitlines()[0]}
    assert len(rows) == len(done.stdout.splitlines())
    easier = ready("plan", "check", "cpr-2021", lang="en").stdout.replace("\u00a0", "")
    assert "1.1.1: The target is 90% against 95% the year before" in easier


def test_a_plan_nothing_can_be_said_of_is_told_so(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.plans.advice.find_advice", lambda *_: [])
    assert ready("plan", "check", "cpr-2017").stdout == "Ingen bemærkninger til planen cpr-2017.\n"
    assert json.loads(ready("plan", "check", "cpr-2017", "--json").stdout) == []


def test_a_plan_file_is_checked_before_it_is_imported_and_is_not_kept(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "db" / "sources" / "cpr-2021.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(source, encoding="utf-8")
    before = run("plan", "check", "plan.toml")
    assert (before.returncode, json.loads(run("plan", "list", "--json").stdout)) == (0, [])
    assert run("plan", "import", "plan.toml").returncode == 0
    assert run("plan", "check", "cpr-2021").stdout == before.stdout
    (tmp_path / "wrong.toml").write_text(source.replace('"equal"', '"ligeligt"'), encoding="utf-8")
    wrong = run("plan", "check", "wrong.toml")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == run("plan", "import", "wrong.toml").stderr != ""


def test_every_problem_of_a_file_is_told_at_once_in_the_language_and_nothing_is_kept(
    ready: Run, tmp_path: Path
) -> None:
    rows = ['cpr,klagesager-rettidigt,2017,"90,5"', "cpr,findes-ikke,2017,1", "cpr,sygefravaer,2017,ca. 7"]
    done = ready("results", "import", results(tmp_path, *rows, "cpr,sygefravaer,2018,6"))
    assert done.returncode == 1
    assert [line.split(":")[1].split(",")[0] for line in done.stderr.splitlines()] == ["2", "3", "4"]
    assert "komma som decimaltegn" in done.stderr
    assert "kendes ikke hos cpr" in done.stderr
    english = ready("results", "import", results(tmp_path, *rows), lang="en")
    assert "comma as decimal sign" in english.stderr
    assert score(ready, "cpr-2017")["total"]["open"] == 100


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("score", "findes-ikke"), 1, "Der er ingen plan “findes-ikke”. Planerne er: cpr-2017, cpr-2021"),
        (("score", "cpr-2017", "--as-of", "31-12-2016"), 1, "--as-of: “31-12-2016” er ikke en dato"),
        (("score", "cpr-2017", "--known-at", "9999-12-31"), 1, "“9999-12-31” er ikke en dato"),
        (
            ("score", "cpr-2021", "--known-at", "2017-12-31"),
            1,
            "cpr-2021: Planen findes først fra 15. december 2020",
        ),
        (("plan", "export", "findes-ikke"), 1, "Der er ingen plan"),
        (("plan", "import", "findes-ikke.toml"), 1, "Filen findes ikke"),
        (("plan", "check", "findes-ikke"), 1, "Der er ingen plan"),
        (("plan", "check", "findes-ikke.toml"), 1, "Filen findes ikke"),
        (("results", "import", "findes-ikke.csv"), 1, "Filen findes ikke"),
        (("results", "import", "."), 1, "Filtypen kan ikke læses"),
        (("score",), 2, ""),
        (("findes-ikke",), 2, ""),
    ],
)
def test_a_wrong_call_is_told_in_words(ready: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = ready(*arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert said in done.stderr


def test_a_database_that_cannot_be_opened_is_told_in_words_by_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    url = f"sqlite:///{tmp_path / 'folder.db'}"
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "plan", "list"],
        env={**os.environ, "MAALSTREG_DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith("Databasen svarer ikke")


@pytest.mark.parametrize("command", [["score"], ["plan", "check"], ["user", "calendar", "--revoke"]])
def test_an_argument_of_half_characters_is_refused_in_words(ready: Run, command: list[str]) -> None:
    refused = ready(*command, os.fsdecode(b"cpr\xff"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "“'cpr\\udcff'” kan ikke bruges her.\n"
