"""The charts of goals over the years."""

from __future__ import annotations

from pathlib import Path

from export.papers.kinds.plan_paper import find_plan_courses
from export.papers.kinds.trend_charts import make_trend_chart, name_series
from metrics.followup.goal_courses import find_shared_years
from tests.papers import example_ground
from words.language import Words

DA = Words("da")


def test_a_chart_has_the_results_targets_and_forecast_of_the_trend_and_tells_them(
    sqlite_filled: Path,
) -> None:
    ground = example_ground(sqlite_filled)
    courses = find_plan_courses(ground)
    years = find_shared_years([one.trend for one in courses if one.trend], ground.score.plan)
    chart = make_trend_chart(courses[0], "1.1", years, [], DA)
    assert chart is not None
    assert [(one.year, one.text) for one in chart.results][:2] == [(2022, "81,2"), (2023, "82,9")]
    assert [(one.year, one.text) for one in chart.targets if not one.revised][-2:] == [
        (2026, "mindst 87"),
        (2027, "[mindst 88]"),
    ]
    assert chart.fan is not None
    assert chart.fan.text == "87,7 forventet"
    assert "2026: 86,9 (foreløbigt), måltal mindst 87, forventet 87,7 (90 pct.-interval" in chart.alt
    assert chart.year == 2026


def test_what_is_not_measured_has_no_chart(sqlite_filled: Path) -> None:
    (course,) = (one for one in find_plan_courses(example_ground(sqlite_filled)) if one.trend is None)
    assert make_trend_chart(course, "x", range(2025, 2027), [], DA) is None


def test_series_are_named_in_both_languages() -> None:
    assert name_series(DA).target == "Måltal"
    assert name_series(Words("en")).target == "Target"
