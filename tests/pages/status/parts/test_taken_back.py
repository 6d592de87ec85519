"""Figures that were taken back stand in the tables with the day and the reason, and count no more."""

from __future__ import annotations

from datetime import date

from metrics.score.trend import Trend, find_trend
from pages.status.parts import goal_sheet, taken_back
from tests.factories import catalogue, compared, facts, goal, plan, result
from tests.pages.drawing import DA, EN, plain, rows, writer

PLAN = plan(goal("1", compared("1.1")))
JUNE = date(2018, 6, 1)


def trend(*said: object) -> Trend:
    known = facts(*said, as_of=date(2018, 7, 1))  # type: ignore[arg-type]
    found = find_trend(PLAN, PLAN.goals[0].criteria[0], [PLAN], known, catalogue())
    assert found is not None
    return found


YEAR = trend(
    result("2016", 80, recorded=date(2017, 1, 10)),
    result("2016", recorded=JUNE, withdrawn=True, note="Talt forkert"),
)
QUARTER = trend(
    result("2017Q1", of=(7, 10), recorded=date(2017, 4, 10), source="Rapport"),
    result("2017Q2", 71, recorded=date(2017, 7, 10)),
    result("2017Q1", recorded=JUNE, withdrawn=True, note="Talt forkert", source="Rapport"),
)


def test_a_year_whose_figure_was_taken_back_says_what_it_was_and_why() -> None:
    assert taken_back.find_years(YEAR) == {2016}
    assert rows(goal_sheet.draw_years(YEAR, writer()))[1:] == [
        "2016 – – – 2016: 80,0 pct. trukket tilbage 01.06.2018: Talt forkert",
        "2017 90 – –",
    ]
    assert [plain(text) for text in taken_back.write_notes(YEAR, 2016, EN)] == [
        "2016: 80.0% taken back 1 Jun 2018: Talt forkert"
    ]
    assert goal_sheet.draw_readings(YEAR, PLAN, DA) == ""


def test_a_reading_that_was_taken_back_is_struck_out_among_those_that_count() -> None:
    drawn = goal_sheet.draw_readings(QUARTER, PLAN, DA)
    assert rows(drawn)[1:] == [
        "1. kvartal 2017 70,0 pct. 7 10 10.04.2017 trukket tilbage 01.06.2018: Talt forkert; Rapport",
        "2. kvartal 2017 71,0 pct. – – 10.07.2017",
    ]
    assert drawn.count("<del>") == 1
    (only,) = taken_back.list_rows(QUARTER, PLAN, DA)
    assert only[0] == date(2017, 1, 1)


def test_the_only_reading_taken_back_is_still_listed_in_its_own_plan_year_alone() -> None:
    alone = trend(result("2017Q1", 70), result("2017Q1", recorded=JUNE, withdrawn=True, note="R"))
    assert len(rows(goal_sheet.draw_readings(alone, PLAN, DA))) == 2
    other = plan(id="plan-2016", start=date(2016, 1, 1), end=date(2016, 12, 31))
    assert goal_sheet.draw_readings(alone, other, DA) == ""
