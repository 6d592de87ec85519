"""What is reported is what is counted: files and plans as ministries send them, from the import to the score."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixtures.terminal import HEADER, Done, Run, goal, score

PLAN = Path(__file__).with_name("prove-2026.toml")
SIGNED = """
[[signatures]]
party = "department"
organisation = "Ministeriet"
role = "Departementschef"
on = 2017-01-01
"""


def make_plan(value: str, series: str, target: int = 95, extra: str = "") -> str:
    """A signed plan for 2018 with one criterion, which reads `value` and asks for at least the target."""
    return f"""
id = "proeve-2018"
title = "Resultatplan 2018"
institution = "prove"
department = "Ministeriet"
start = 2018-01-01
end = 2018-12-31
document_date = 2017-12-15
source = "Prøve"
[[goals]]
number = "1"
title = "Mål"
[[goals.criteria]]
number = "1.1"
title = "Krav"
[goals.criteria.compare]
value = {value}
operator = ">="
target = {{ number = {target} }}
{extra}
[[institutions]]
id = "prove"
name = "Prøvestyrelsen"
ministry_area = "Ministeriet"
{series}{SIGNED}"""


def make_series(key: str, frequency: str = "quarter", extra: str = "", unit: str = "percent") -> str:
    return f"""
[[indicators]]
id = "{key}"
institution = "prove"
name = "{key.upper()}"
unit = "{unit}"
frequency = "{frequency}"
{extra}
"""


def send(run: Run, *lines: str, head: str = HEADER, switches: tuple[str, ...] = ()) -> Done:
    Path("sent.csv").write_text("\n".join([head, *(f"prove,{line}" for line in lines), ""]), encoding="utf-8")
    return run("results", "import", "sent.csv", *switches)


def set_up(run: Run, plan: str) -> Done:
    Path("plan.toml").write_text(plan, encoding="utf-8")
    done = run("plan", "import", "plan.toml")
    assert (done.returncode, done.stderr) == (0, "")
    return done


@pytest.fixture
def prove(run: Run) -> Run:
    assert run("plan", "import", str(PLAN)).returncode == 0
    return run


RATIO = "institution,indicator,period,numerator,denominator"


def test_months_of_a_quarterly_series_are_its_quarter(prove: Run) -> None:
    done = send(prove, *(f"sager,2026-0{month},100" for month in (1, 2, 3)))
    assert done.returncode == 0
    assert "3 tal er dele af 1. kvartal 2026: Sager" in done.stdout
    (criterion,) = goal(score(prove, "prove-2026", "--as-of", "2026-04-20"), "1")["criteria"]
    assert criterion["actual"] == 300
    assert [owed["start"] for owed in criterion["trace"]["owed"]] == [
        "2026-04-01",
        "2026-07-01",
        "2026-10-01",
    ]


@pytest.mark.parametrize(
    ("rows", "value", "owed"),
    [
        (["2026-04,10", "2026-05,20", "2026-06,30", "2026Q1,300"], 360, ["07"]),
        (["2026-01,100", "2026-02,100"], 200, ["01", "04", "07"]),
        (["2026Q1,250", "2026-02,100"], 250, ["04", "07"]),
        (["2026-01,100", "2026-02,100", "2026-03,100", "2026Q1,310"], 310, ["04", "07"]),
        (["2026-03,100", "2026-04,100", "2026-05,100"], 300, ["01", "04", "07"]),
    ],
)
def test_months_fill_a_quarter_or_leave_it_owed_and_give_way_to_its_own_figure(
    prove: Run, rows: list[str], value: int, owed: list[str]
) -> None:
    assert send(prove, *(f"sager,{row}" for row in rows)).returncode == 0
    (criterion,) = goal(score(prove, "prove-2026", "--as-of", "2026-07-20"), "1")["criteria"]
    assert criterion["actual"] == value
    starts = [one["start"] for one in criterion["trace"]["owed"]]
    assert starts == [f"2026-{month}-01" for month in (*owed, "10")]


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ("maanedlig,2026-03-10,60", "2026-03"),
        ("maanedlig,2026-06-30,70", "2026-06"),
        ("dage,2026Q2,29", "2026"),
        ("rettidig,2026-02/2026-04,95", "2026Q1, 2026Q2"),
    ],
)
def test_a_figure_that_would_never_be_counted_is_refused_with_the_period_that_fits(
    prove: Run, row: str, fits: str
) -> None:
    done = send(prove, row)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Brug {fits}." in done.stderr


def test_a_year_told_before_it_ends_is_provisional_and_its_quarters_count(prove: Run) -> None:
    early = [
        f"sager,2026{part},{value},2026-10-10"
        for part, value in (("Q1", 300), ("Q2", 300), ("Q3", 300), ("", 900))
    ]
    assert send(prove, *early, head=f"{HEADER},recorded", switches=("--accept-jumps",)).returncode == 0
    before = goal(score(prove, "prove-2026", "--as-of", "2026-11-01"), "1")["criteria"][0]
    assert (before["actual"], before["credit"]) == (900, None)
    assert [owed["start"] for owed in before["trace"]["owed"]] == ["2026-10-01"]


def test_two_series_in_one_ratio_are_pooled_over_the_whole_year(run: Run) -> None:
    series = make_series("e1") + make_series("e2")
    done = set_up(run, make_plan('{ pooled = [{ indicator = "e1" }, { indicator = "e2" }] }', series))
    assert (
        "1.1: Læser fire kvartaler, 1.-4. kvartal 2018, af to serier (E1 og E2); alle tællere" in done.stdout
    )
    rows = [f"{key},2018Q{n},{10 if n == 4 else 1},10" for key in ("e1", "e2") for n in (1, 2, 3, 4)]
    assert send(run, *rows, head=RATIO).returncode == 0
    (criterion,) = goal(score(run, "proeve-2018"), "1")["criteria"]
    assert (criterion["actual"], criterion["status"]) == (32.5, "not_met")


def test_a_series_for_the_year_to_date_owes_no_quarter_that_a_later_one_covers(run: Run) -> None:
    series = make_series("e1", extra='reports = "year_to_date"')
    set_up(run, make_plan('{ indicator = "e1", over = "pooled" }', series, 100))
    assert send(run, "e1,2018Q1,10,10", "e1,2018Q3,20,30", head=RATIO).returncode == 0
    (criterion,) = goal(score(run, "proeve-2018", "--as-of", "2018-10-20"), "1")["criteria"]
    assert criterion["actual"] == pytest.approx(66.7, abs=0.05)
    assert criterion["trace"]["text"].endswith(
        "ikke opfyldt ved seneste opgørelse; opgøres endeligt efter årets udgang"
    )
    assert [owed["end"] for owed in criterion["trace"]["owed"]] == ["2018-12-31"]


def test_a_level_on_a_day_is_foreseen_scored_and_asked_what_if(run: Run) -> None:
    set_up(run, make_plan('{ indicator = "ea", period = "2018-12-15" }', make_series("ea", "month"), 90))
    months = [(year, month) for year in (2016, 2017, 2018) for month in range(1, 13)]
    rows = [f"ea,{year}-{month:02},{80 + month % 3}" for year, month in months if (year, month) < (2018, 10)]
    assert send(run, *rows).returncode == 0
    day = ("--as-of", "2018-12-10")
    (criterion,) = goal(score(run, "proeve-2018", *day), "1")["criteria"]
    assert criterion["trace"]["owed"][0] == {
        "due": "2018-12-15",
        "institution": "prove",
        "indicator": "ea",
        "start": "2018-12-15",
        "end": "2018-12-15",
        "awaited": None,
    }
    foreseen = json.loads(run("outlook", "proeve-2018", *day, "--json").stdout)
    assert goal(foreseen, "1")["p_met"] < 0.1
    done = run("whatif", "proeve-2018", "--value", "1.1=92", *day, "--json")
    assert (done.returncode, done.stderr) == (0, "")


CASES = """
[[goals]]
number = "2"
title = "Sager"
[[goals.criteria]]
number = "2.1"
title = "Højst 50"
[goals.criteria.compare]
value = {{ indicator = "n", over = "{over}" }}
operator = "<="
target = {{ number = 50 }}
[[institutions]]"""


@pytest.mark.parametrize(
    ("over", "value", "period", "credit"),
    [
        ("max", "60", "2018Q4", 1),
        ("max", "30", "2018Q4", 1),
        ("max", "29", "2018Q4", 0),
        ("max", "0", "2018Q4", 0),
        ("sum", "90", "2018", None),
    ],
)
def test_what_is_supposed_of_a_weight_is_as_if_it_were_recorded(
    run: Run, over: str, value: str, period: str, credit: int | None
) -> None:
    """80 in three quarters of 10 cases and 100 in the last come to 90 when it has 30; a year gives none of its own."""
    series = make_series("d") + make_series("n", unit="count")
    plan = make_plan('{ indicator = "d", over = "weighted", weight = "n" }', series, 90)
    set_up(run, plan.replace("[[institutions]]", CASES.format(over=over), 1))
    shares = [f"d,2018Q{n},{100 if n == 4 else 80}" for n in (1, 2, 3, 4)]
    assert send(run, *shares, *(f"n,2018Q{n},10" for n in (1, 2, 3))).returncode == 0
    day = ("--as-of", "2019-01-20")
    assert goal(score(run, "proeve-2018", *day), "1")["credit"] is None
    done = run("whatif", "proeve-2018", "--value", f"2.1={value}", *day, "--json")
    assert send(run, f"n,{period},{value}", switches=("--accept-jumps",)).returncode == 0
    for found in (json.loads(done.stdout), score(run, "proeve-2018", *day)):
        assert goal(found, "1")["credit"] == credit


def test_a_reading_of_several_periods_must_say_how_they_become_one(run: Run) -> None:
    Path("plan.toml").write_text(make_plan('{ indicator = "e1" }', make_series("e1")), encoding="utf-8")
    done = run("plan", "import", "plan.toml")
    assert done.returncode == 1
    assert "E1 har 4 tal i perioden. Sig, hvordan de bliver til ét: over = en af last, sum" in done.stderr


def test_a_figure_told_too_early_is_said_to_be_provisional(prove: Run) -> None:
    """The plan is for 2026: a year that has not ended is told before its time until it has."""
    done = send(prove, "sager,2031Q1,300")
    assert done.returncode == 1
    early = send(prove, "sager,2026Q1,300,2026-02-01", head=f"{HEADER},recorded")
    assert "1 tal er foreløbigt, for perioden er ikke slut: sent.csv:2" in early.stdout
    again = send(prove, "sager,2026Q1,300")
    assert "300 er nu endeligt (registreret 01.02.2026" in again.stdout
    assert again.stdout.endswith("1 række indlæst.\n")
    third = send(prove, "sager,2026Q1,300")
    assert "1 uændret" in third.stdout


def test_percentages_alone_are_taken_with_a_word_and_their_cases_are_owed(prove: Run) -> None:
    done = send(prove, "rettidig,2026Q1,96", "rettidig,2026Q2,97")
    assert "2 tal er procenter uden tæller og nævner" in done.stdout
    (criterion,) = goal(score(prove, "prove-2026", "--as-of", "2026-10-20"), "2")["criteria"]
    assert criterion["status"] == "overdue_data"
    assert [owed["start"] for owed in criterion["trace"]["owed"]][:2] == ["2026-01-01", "2026-04-01"]
    month = send(prove, "rettidig,2026-09,96")
    assert "Giv tæller og nævner for 2026-09 i stedet for en procent." in month.stderr


YEARLY = make_series("y", "year")
VALUE = '{ indicator = "y" }'
PARTIAL = "partial_from = { number = 0 }"
GRADE = "grade = { linear = true, points = [{ at = 0, earns = 0 }, { at = 1, earns = 1 }] }"
STEPS = "steps = [{ target = { number = 50 }, earns = 0.5 }]"


@pytest.mark.parametrize(
    "extra", [PARTIAL, "partial_from = { number = 60 }", "partial_from = { number = -10 }", STEPS]
)
def test_a_credit_that_would_be_lost_without_a_grade_is_refused_with_the_cure(run: Run, extra: str) -> None:
    lost = make_plan(VALUE, YEARLY, 100, extra)
    Path("plan.toml").write_text(lost, encoding="utf-8")
    done = run("plan", "import", "plan.toml")
    assert done.returncode == 1
    assert "Skriv partial = true under [scoring]" in done.stderr
    told = lost.replace("[[goals]]", "[scoring]\npartial = true\n[[goals]]", 1)
    Path("plan.toml").write_text(told, encoding="utf-8")
    assert run("plan", "import", "plan.toml").returncode == 0


@pytest.mark.parametrize(
    ("extra", "value", "credit", "text"),
    [
        (PARTIAL, "90", 0.9, "90 < 100"),
        (PARTIAL, "25", 0.25, "25 < 100"),
        (PARTIAL, "99.9", 0.999, "99,9 < 100,0"),
        (STEPS, "50", 0.5, "50 < 100"),
    ],
)
def test_a_settled_criterion_that_is_met_in_part_says_so(
    run: Run, extra: str, value: str, credit: float, text: str
) -> None:
    graded = make_plan(VALUE, YEARLY, 100, extra).replace('title = "Mål"', f'title = "Mål"\n{GRADE}')
    set_up(run, graded)
    assert send(run, f"y,2018,{value}").returncode == 0
    (criterion,) = goal(score(run, "proeve-2018", "--as-of", "2019-03-01"), "1")["criteria"]
    assert (criterion["status"], criterion["credit"]) == ("partly_met", credit)
    assert criterion["trace"]["text"] == f"{text}: delvist opfyldt"
