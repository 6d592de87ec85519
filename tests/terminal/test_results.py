"""The command that imports results."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fixtures.terminal import HEADER, Run, goal, results, score


def test_thousands_written_the_danish_way_are_refused_and_not_read_as_decimals(
    ready: Run, tmp_path: Path
) -> None:
    path = Path(results(tmp_path, "cpr;klagesager-modtaget;2016;1.146", header=HEADER.replace(",", ";")))
    done = ready("results", "import", str(path))
    assert (done.returncode, "“1.146” kan være 1146 eller 1,146" in done.stderr) == (1, True)


def test_importing_a_file_twice_adds_nothing_the_second_time(ready: Run, tmp_path: Path) -> None:
    rows = ["cpr,klagesager-rettidigt,2017,91", "cpr,cpr-2017:1.2.1,2017-06-28,met"]
    assert "2 rækker indlæst" in ready("results", "import", results(tmp_path, *rows)).stdout
    again = ready("results", "import", results(tmp_path, *rows, "cpr,sygefravaer,2016-10/2017-09,6.5"))
    assert again.stdout.splitlines() == [
        "1 ny: results.csv:4",
        "2 uændrede: results.csv:2-3",
        "1 tal er efterregistreret og gælder som kendt ved periodens frist: results.csv:4",
        "1 række indlæst.",
    ]


def test_a_dry_run_checks_everything_and_keeps_nothing(ready: Run, tmp_path: Path) -> None:
    before = score(ready, "cpr-2017")["total"]
    done = ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"), "--dry-run")
    assert (done.returncode, "Intet er gemt" in done.stdout) == (0, True)
    assert score(ready, "cpr-2017")["total"] == before
    bad = ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,x"), "--dry-run")
    assert bad.returncode == 1


def test_every_problem_of_a_file_is_told_at_once_in_the_language_and_nothing_is_kept(
    ready: Run, tmp_path: Path
) -> None:
    sickness = "cpr,sygefravaer,2016-10/2017-09,ca. 7"
    rows = ['cpr,klagesager-rettidigt,2017,"4.200"', "cpr,findes-ikke,2017,1", sickness]
    right, wrong = "cpr,sygefravaer,2017-10/2018-09,6", "cpr,sygefravaer,2018,6"
    done = ready("results", "import", results(tmp_path, *rows, right, wrong))
    assert done.returncode == 1
    assert [line.split(":")[1].split(",")[0] for line in done.stderr.splitlines()] == ["2", "3", "4", "6"]
    assert (
        "Et tal for 2018 ville aldrig blive talt med i denne serie. Brug 2017-10/2018-09, 2018-10/2019-09."
        in done.stderr
    )
    assert "“4.200” kan være 4200 eller 4,2. Skriv 4200, eller skriv 4.2000" in done.stderr
    assert "kendes ikke hos cpr" in done.stderr
    english = ready("results", "import", results(tmp_path, *rows), lang="en")
    assert "may be 4200 or 4.2. Write 4200" in english.stderr
    assert score(ready, "cpr-2017")["total"]["open"] == 100


def test_a_figure_is_taken_back_and_counts_no_more(ready: Run, tmp_path: Path) -> None:
    series = ("cpr", "klagesager-rettidigt", "2017")
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,91"))
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "met"
    done = ready("results", "withdraw", *series, "--reason", "Talt forkert")
    assert done.stdout == "klagesager-rettidigt: tallet for 2017 er trukket tilbage.\n"
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "overdue_data"
    again = ready("results", "withdraw", *series, "--reason", "Talt forkert")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == (
        "period: Der står intet tal for 2017 at trække tilbage. Der er tal for: 2019, 2018, 2016, 2015.\n"
    )
    assert ready("results", "withdraw", *series).returncode == 2
    blank = ready("results", "withdraw", "cpr", "sygefravaer", "2015", "--reason", " ", "--source", "A")
    assert blank.stderr.startswith("reason: ")
    ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,92"))
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "met"


def test_a_load_of_the_past_counts_as_known_at_its_deadline_and_a_correction_when_entered(
    ready: Run, tmp_path: Path
) -> None:
    first, rest = "cpr,klagesager-rettidigt,2017,91", "cpr,klagesager-modtaget,2017,190"
    told = "2 tal er efterregistreret og gælder som kendt ved periodernes frister: results.csv:2-3"
    assert told in ready("results", "import", results(tmp_path, first, rest), "--dry-run").stdout
    assert told in ready("results", "import", results(tmp_path, first, rest)).stdout
    corrected = ready("results", "import", results(tmp_path, "cpr,klagesager-rettidigt,2017,80"))
    assert "efterregistreret" not in corrected.stdout

    def inputs(known_at: str) -> list[tuple[object, object]]:
        document = score(ready, "cpr-2017", "--as-of", "2018-03-01", "--known-at", known_at)
        (leaf,) = goal(document, "2.1")["criteria"]
        return [(one["value"], one["backfilled"]) for one in leaf["trace"]["actual"]["inputs"]]

    assert (inputs("2018-01-13"), inputs("2018-01-14")) == ([], [(91, True)])
    assert (inputs("2018-12-31"), inputs("2030-01-01")) == ([(91, True)], [(80, False)])


def test_the_day_from_which_a_file_was_known_can_be_named(ready: Run, tmp_path: Path) -> None:
    path = results(tmp_path, "cpr,klagesager-rettidigt,2017,91", "cpr,cpr-2017:1.2.1,2017-06-28,met")
    done = ready("results", "import", path, "--known-from", "2018-02-01")
    assert done.stdout.splitlines() == ["2 nye: results.csv:2-3", "2 rækker indlæst."]
    for day, status in (("2018-01-31", "overdue_data"), ("2018-02-01", "met")):
        document = score(ready, "cpr-2017", "--as-of", "2018-03-01", "--known-at", day)
        assert goal(document, "2.1")["status"] == status
    again = ready("results", "import", path, "--known-from", "2018-02-01").stdout
    assert again.splitlines() == ["2 uændrede: results.csv:2-3", "0 rækker indlæst."]
    for wrong in ("2018-02-30", "2999-01-01"):
        refused = ready("results", "import", path, "--known-from", wrong)
        assert (refused.returncode, refused.stderr.partition(":")[0]) == (1, "--known-from")


def test_a_figure_that_is_not_out_yet_is_no_breach_before_the_day_it_is_expected(
    ready: Run, tmp_path: Path
) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).date()
    header = "institution;nøgletal;periode;resultat;ventes;kilde"
    path = results(tmp_path, f"cpr;klagesager-rettidigt;2017;;{day};Register", header=header)
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "overdue_data"
    assert ready("results", "import", path).stdout.splitlines()[-1] == "1 række indlæst."
    assert ready("results", "import", path).stdout.splitlines()[-1] == "0 rækker indlæst."
    found = goal(score(ready, "cpr-2017"), "2.1")
    assert found["status"] == "not_due"
    (owed,) = found["criteria"][0]["trace"]["owed"]
    assert (owed["due"], owed["awaited"]) == (day.isoformat(), day.isoformat())
    later = score(ready, "cpr-2017", "--as-of", (day + timedelta(days=10)).isoformat())
    assert goal(later, "2.1")["status"] == "overdue_data"
    came = results(tmp_path, "cpr;klagesager-rettidigt;2017;91;;Register", header=header)
    (tmp_path / "came.csv").write_text(Path(came).read_text("utf-8"), "utf-8")
    path = results(tmp_path, f"cpr;klagesager-rettidigt;2017;;{day};Register", header=header)
    done = ready("results", "import", str(tmp_path / "came.csv"))
    assert f"ventes {day:%d.%m.%Y} -> 91" in done.stdout.replace("→", "->")
    assert goal(score(ready, "cpr-2017"), "2.1")["status"] == "met"
    refused = ready("results", "import", path)
    assert (refused.returncode, refused.stderr) == (
        1,
        "results.csv:2, awaited: Der står et endeligt tal for 2017. Træk det tilbage, hvis det ikke gælder.\n",
    )
