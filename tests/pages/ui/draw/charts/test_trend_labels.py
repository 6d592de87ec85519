"""What a figure says in words: its own target, targets to come, what is foreseen, and results beside their marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.plan.formula import Path, Step
from metrics.score.trend import Trend, find_trend
from pages.ui.draw import theme
from pages.ui.draw.charts.trend_chart import draw_trend, find_own, find_unknown, has_drawing
from tests.factories import catalogue, compared, facts, goal, indicator, path, plan, reads, result
from tests.pages.drawing import writer
from tests.pages.ui.draw.charts.conftest import tolerated

LONG_AFTER = date(2030, 1, 1)
FAN = (80.0, 82.0, 85.0, 88.0, 90.0)
KNOWN = catalogue(indicator(), indicator(owner="state"))


def notes(found: Trend, as_of: date = LONG_AFTER, fan: tuple[float, ...] = ()) -> dict[str, dict[str, Any]]:
    """The labels of a figure by their text, each in one line."""
    figure = draw_trend(found, as_of, writer(KNOWN), theme.LIGHT, fan, 2017)
    return {note["text"].replace("<br>", " "): note for note in figure["layout"]["annotations"]}


def awaited() -> Trend:
    """A target of 8 in 2017, and from 2018 on whatever the state's average is going to be."""
    state = reads(institution="state")
    steps = [Step(year=2017, number=Decimal(8)), *(Step(year=year, reading=state) for year in (2018, 2019))]
    p = plan(goal("1", compared(operator="<=", target=Path(by_year=tuple(steps)))))
    found = find_trend(p, p.goals[0].criteria[0], [p], facts(result("2016", 9)), KNOWN)
    assert found
    return found


def test_the_target_of_the_page_carries_the_label_and_not_the_newest_one() -> None:
    older = plan(goal("1", compared(target=path(y2017="90"))))
    newer = plan(
        goal("1", compared(target=path(y2021="95"))),
        id="plan-2021",
        start=date(2021, 1, 1),
        end=date(2021, 12, 31),
        document_date=date(2020, 12, 15),
    )
    found = find_trend(
        older, older.goals[0].criteria[0], [older, newer], facts(result("2016", 80)), catalogue()
    )
    assert found
    shown = notes(found)
    assert "Måltal mindst 95" not in shown
    assert 2016.5 <= shown["Måltal mindst 90"]["x"] <= 2017.5


def test_a_tolerance_is_named_as_one() -> None:
    assert "Måltal inden for ±2" in notes(tolerated())


def test_where_the_page_has_no_target_of_its_own_the_newest_is_named(trend: Trend) -> None:
    found = find_own(replace(trend, own=None))
    assert found
    assert found.year == 2017
    assert find_own(replace(trend, own=None, targets=())) is None


def test_a_target_that_has_no_number_yet_stands_in_its_years_in_words() -> None:
    found = awaited()
    ((points, said),) = find_unknown(found, writer(KNOWN))
    assert ([point.year for point in points], said) == ([2018, 2019], "højst State, ikke opgjort")
    note = notes(found)["2018–2019: højst State, ikke opgjort"]
    assert 2017.5 <= note["x"] <= 2019.5


def test_an_older_plan_s_number_does_not_stand_in_for_a_target_to_come() -> None:
    found = awaited()
    own = replace(found.targets[1], revised=False)
    shown = notes(replace(found, own=own))
    assert not any(text.startswith("Måltal") for text in shown)


def test_the_forecast_has_its_number_beside_it(trend: Trend) -> None:
    note = notes(trend, fan=FAN)["85,0 forventet"]
    assert 2017 < note["x"] < 2017.7


def test_every_result_stands_at_its_own_year(trend: Trend) -> None:
    shown = notes(trend)
    assert [shown[text]["x"] for text in ("70,0", "80,0", "75,0*")] == [2015, 2016, 2017]


def test_a_result_stands_above_its_mark_unless_it_is_lower_than_those_beside_it(trend: Trend) -> None:
    """80 in 2016 is higher than 70 and 75."""
    shown = notes(trend)
    assert shown["80,0"]["yshift"] > 0 > shown["70,0"]["yshift"]


def test_the_day_of_the_page_is_named_within_the_years_alone(trend: Trend) -> None:
    assert "01.08.2016" in notes(trend, date(2016, 8, 1))
    assert "01.08.2029" not in notes(trend, date(2029, 8, 1))


def test_targets_alone_are_no_drawing(trend: Trend) -> None:
    assert has_drawing(trend)
    bare = replace(trend, results=(), readings=())
    assert not has_drawing(bare)
    assert has_drawing(bare, FAN)
    assert not has_drawing(replace(bare, targets=()), FAN)
