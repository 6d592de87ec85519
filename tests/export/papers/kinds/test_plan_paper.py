"""One plan as a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from export.papers.chart import TrendChart
from export.papers.kinds.plan_paper import (
    find_plan_courses,
    make_amendment_table,
    make_columns,
    make_course_charts,
    make_plan_charts,
    make_plan_paper,
    make_reason_table,
    write_course_title,
)
from tests.papers import EXAMPLE, example_ground
from words.language import Words

DA = Words("da")


def test_a_plan_says_first_where_it_stands_then_its_goals_reasons_years_and_what_happened(
    sqlite_filled: Path,
) -> None:
    paper = make_plan_paper(example_ground(sqlite_filled), DA)
    assert [section.title for section in paper.sections] == [
        *("", "Planens mål", "Point", "Begrundelser", "Resultater og måltal over årene"),
        *("Tillæg og beslutninger", "Om planen"),
    ]


@pytest.mark.parametrize("plan", EXAMPLE)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_plan_of_the_example_is_made_in_both_languages(
    sqlite_filled: Path, plan: str, lang: str
) -> None:
    day = date(2017, 6, 30) if plan == "cpr-2017" else date(2026, 11, 20)
    paper = make_plan_paper(example_ground(sqlite_filled, plan, day), Words(lang))
    assert paper.head.lang == lang
    assert all(section.blocks for section in paper.sections)


def test_every_test_has_its_reason(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    table = make_reason_table(ground, DA)
    reasons = {row[0].text: row[4].text for row in table.rows}
    assert list(reasons) == [leaf.criterion.number for goal in ground.score.goals for leaf in goal.criteria]
    assert (
        reasons["1.3.1"] == "91,43 ≥ 90: opfyldt ved seneste opgørelse; opgøres endeligt efter årets udgang"
    )


def test_each_measured_goal_has_a_chart_with_its_own_title(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    courses = find_plan_courses(ground)
    charts = [one for one in make_plan_charts(ground, DA) if isinstance(one, TrendChart)]
    assert [one.title for one in charts] == [write_course_title(one, DA) for one in courses if one.trend]
    assert list(make_course_charts(courses[:1], ground, DA)) != []
    assert charts[3].title == "3.1 Sikker budgettering: højst 2 pct. fra grundbudgettet"


def test_an_amendment_stands_with_its_days_and_its_reason(sqlite_filled: Path) -> None:
    (row,) = make_amendment_table(example_ground(sqlite_filled).score.plan, DA).rows
    assert [cell.value for cell in row[:2]] == [date(2026, 6, 18), date(2026, 7, 1)]
    assert [one.title for one in make_columns(("course.agreed",), (1,), DA)] == ["Aftalt"]
