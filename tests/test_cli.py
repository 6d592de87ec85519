"""The command line as scripts meet it: exit codes, standard output and standard error."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import cli
from db.session import engine
from metrics.periods import DANISH_TIME
from pages.ui.i18n import Words
from terminal import shared

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Done:
    """How a call ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]
HEADER = "institution,indicator,period,value"
WHOLE_YEAR_2017 = [
    "cpr,klagesager-rettidigt,2017,91",
    "cpr,budgetafvigelse-grundbudget,2017,1.9",
    "cpr,budgetafvigelse-udgiftsopfoelgning-2,2017,-0.9",
    "cpr,sygefravaer,2017,6.48",
    *(f"cpr,cpr-2017:{number},2017-06-30,met" for number in ("1.1.1", "1.1.2", "1.2.1", "1.2.2")),
    *(f"cpr,cpr-2017:{number},2017-09-30,met" for number in ("2.2.1", "2.2.2", "2.3.1", "2.3.2")),
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `maalstreg` on a database of its own."""
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, lang: str = "da") -> Done:
        monkeypatch.setattr(sys, "argv", ["maalstreg", *arguments])
        monkeypatch.setattr(shared, "WORDS", Words(lang))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        written = capfdbinary.readouterr()
        return Done(int(ended.value.code or 0), written.out.decode(), written.err.decode())

    return call


@pytest.fixture
def ready(run: Run) -> Run:
    """The same, with the source plans loaded."""
    assert run("init", "--no-example").returncode == 0
    return run


def results(tmp_path: Path, *rows: str, header: str = HEADER) -> str:
    """A results file with these rows; its path."""
    path = tmp_path / "results.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return str(path)


def score(run: Run, *arguments: str) -> dict[str, Any]:
    """The score as JSON."""
    done = run("score", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def goal(document: dict[str, Any], number: str) -> dict[str, Any]:
    """One goal of a score."""
    return next(g for g in document["goals"] if g["number"] == number)


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
    engine(f"sqlite:///{tmp_path / 'test.db'}").dispose()
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
    monkeypatch.setattr("terminal.plans.guide.findings", lambda *_: [])
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


def what_if(run: Run, *arguments: str) -> dict[str, Any]:
    """A what-if as JSON."""
    done = run("whatif", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def rows(tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(tmp_path / "test.db")) as db:
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
    assert "Opgjort: Af 100 point er 100 sikret, 0 åbne og 0 tabt." in said
    assert "Hvis: Af 100 point er 71,43 sikret, 0 åbne og 28,57 tabt." in said
    assert "Strider mod det, der er registreret: 2.1.1, 1.1.1." in said
    assert "Forventet i alt: 71,43 point." in said
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


def test_a_what_if_shows_what_the_rule_for_pay_points_to(run: Run) -> None:
    run("init")
    key = "eksempel-ankenaevn-2024"
    numbers = [one["number"] for one in score(run, key)["goals"]]
    found = what_if(run, key, *(f"--set={number}=met" for number in numbers))
    assert found["pay"]["indicative"] is True
    assert found["pay"]["pay"]["least"] == found["pay"]["pay"]["most"]
    assert "vejledende" in run("whatif", key).stdout
    assert found["contradicts"]
