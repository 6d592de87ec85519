"""Date cells where a results file has its periods: the last day stands for its period where the figure is a level."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from terminal.common import find_today
from tests.fixtures.terminal import HEADER, Done, Run, goal, score

PLAN = Path(__file__).with_name("prove-2026.toml")


@pytest.fixture
def days_by_quarter(run: Run) -> Run:
    """The command line with the plan, except that its series of days is told for each quarter."""
    text = PLAN.read_text("utf-8").replace('{ indicator = "dage" }', '{ indicator = "dage", over = "last" }')
    before, key, after = text.rpartition('id = "dage"')
    after = after.replace('"year"', '"quarter"', 1)
    Path("plan.toml").write_text(f"{before}{key}{after}", encoding="utf-8")
    assert run("plan", "import", "plan.toml").returncode == 0
    return run


def send_book(run: Run, *rows: tuple[str, date | str, int]) -> Done:
    """Import a workbook of rows with a series, a period and a value; a day is a cell with a date."""
    with xlsxwriter.Workbook("sent.xlsx") as book:
        sheet, shown = book.add_worksheet("Ark1"), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, HEADER.split(","))
        for line, (series, period, value) in enumerate(rows, 1):
            sheet.write_row(line, 0, ["prove", series, period, value], shown)
            sheet.write_number(line, 3, value)
    return run("results", "import", "sent.xlsx")


@pytest.mark.parametrize(
    ("series", "day", "canonical"),
    [
        ("dage", date(2026, 9, 30), "2026Q3"),
        ("dage", date(2026, 6, 30), "2026Q2"),
        ("dage", date(2025, 12, 31), "2025Q4"),
        ("udgift", date(2025, 12, 31), "2025"),
    ],
)
def test_a_date_cell_with_the_last_day_of_a_period_is_that_period(
    days_by_quarter: Run, series: str, day: date, canonical: str
) -> None:
    assert send_book(days_by_quarter, (series, day, 29)).returncode == 0
    assert "1 uændret" in send_book(days_by_quarter, (series, canonical, 29)).stdout


def test_a_date_cell_beside_its_quarter_is_the_same_row_again(days_by_quarter: Run) -> None:
    day, quarter = ("dage", date(2026, 9, 30), 29), ("dage", "2026Q3", 28)
    twice = send_book(days_by_quarter, day, quarter)
    assert (twice.returncode, twice.stderr.strip()) == (1, "Ark1!3: Rækken gentager Ark1!2.")
    send_book(days_by_quarter, quarter)
    assert "1 ændret: 28 -> 29" in send_book(days_by_quarter, day).stdout
    known = ("--known-at", find_today().isoformat())
    (criterion,) = goal(score(days_by_quarter, "prove-2026", "--as-of", "2026-11-28", *known), "3")[
        "criteria"
    ]
    assert criterion["actual"] == 29
    assert [owed["start"] for owed in criterion["trace"]["owed"]] == [
        "2026-01-01",
        "2026-04-01",
        "2026-10-01",
    ]


@pytest.mark.parametrize(
    ("series", "day", "fits"),
    [
        ("dage", date(2026, 9, 15), "2026Q3"),
        ("dage", date(2026, 10, 1), "2026Q4"),
        ("udgift", date(2025, 12, 30), "2025"),
        ("sager", date(2026, 6, 30), "2026Q2"),
    ],
)
def test_a_date_cell_that_is_no_level_at_the_end_of_a_period_is_refused_with_what_fits(
    days_by_quarter: Run, series: str, day: date, fits: str
) -> None:
    done = send_book(days_by_quarter, (series, day, 29))
    said = f"Et tal for {day} ville aldrig blive talt med i denne serie. Brug {fits}."
    assert (done.returncode, done.stderr.strip()) == (1, f"Ark1!2, period: {said}")
