"""Which goals are shown over the years, in which order, and over which years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.facts.facts import Facts
from metrics.facts.schema import Result
from metrics.followup.goal_courses import (
    MOST_YEARS,
    GoalCourse,
    find_courses,
    find_current_plan,
    find_shared_years,
    find_trend_years,
    rank_by_risk,
)
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Plan
from metrics.score.trend import Trend
from tests.factories import (
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    milestone,
    number,
    path,
    plan,
    quarterly,
    reads,
    result,
)
from tests.foreseeing import AFTER_Q3, STEADY, shares

KNOWN = catalogue(quarterly(), indicator("old"), indicator("other"))


def of_year(year: int, *goals: Goal) -> Plan:
    return plan(
        *goals,
        id=f"plan-{year}",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=date(year - 1, 12, 15),
    )


def old(number: str = "9.1") -> Criterion:
    return compared(number, reads("old"))


NOW = of_year(
    2017,
    goal("1", compared("1.1"), milestone("1.2", date(2017, 12, 1))),
    goal("2", milestone("2.1", date(2017, 12, 1)), milestone("2.2", date(2017, 12, 1))),
    goal("3", compared("3.1", reads("other"))),
)
BEFORE = of_year(2016, goal("1", compared("1.1")), goal("9", old()), goal("8", milestone("8.1")))


def outlooks(known: Facts, *plans: Plan) -> list[Outlook]:
    return [find_outlook(one, known, KNOWN, USUAL) for one in plans]


def courses(*said: Result, as_of: date = AFTER_Q3) -> list[GoalCourse]:
    known = facts(*said, as_of=as_of)
    now, *others = outlooks(known, NOW, BEFORE)
    return find_courses(now, others, known, KNOWN)


def numbers(found: Sequence[GoalCourse]) -> list[tuple[str, ...]]:
    return [tuple(leaf.criterion.number for leaf in one.leaves) for one in found]


def test_each_measured_test_has_a_course_and_the_rest_of_its_goal_another() -> None:
    found = courses(*STEADY)
    assert numbers(found) == [("1.1",), ("1.2",), ("2.1", "2.2"), ("3.1",), ("9.1",)]
    assert [one.trend is not None for one in found] == [True, False, False, True, True]
    assert [one.alone for one in found] == [False, False, True, True, True]


def test_a_series_only_an_older_plan_reads_comes_last_and_nothing_is_foreseen_of_it() -> None:
    last = courses(*STEADY)[-1]
    assert (last.plan.id, last.earlier, last.forecast) == ("plan-2016", True, None)


def test_an_open_test_has_its_forecast_until_the_plan_is_over() -> None:
    said = (*STEADY, *shares(2017, 45, 44, 46))
    first = courses(*said)[0]
    assert first.forecast
    assert first.chance is not None
    assert courses(*said, as_of=date(2017, 12, 31))[0].forecast
    after = courses(*said, as_of=date(2018, 2, 1))[0]
    assert (after.forecast, after.chance) == (None, None)


def test_goals_at_risk_come_first_and_those_of_older_plans_last() -> None:
    said = (*STEADY, *shares(2017, 30, 30, 30), result("2016", 5, key="other"))
    ranked = rank_by_risk(courses(*said))
    assert numbers(ranked)[-1] == ("9.1",)
    statuses = [one.goal.status for one in ranked if not one.earlier]
    at_risk = [status in {"at_risk", "overdue_data"} for status in statuses]
    assert at_risk == sorted(at_risk, reverse=True)
    assert any(at_risk)


def test_the_current_plan_is_the_one_under_way_then_the_one_being_settled_then_the_newest() -> None:
    later = of_year(2018, goal())
    assert find_current_plan([BEFORE, NOW, later], date(2017, 5, 5)) is NOW
    assert find_current_plan([BEFORE, NOW], date(2018, 2, 1)) is NOW
    assert find_current_plan([BEFORE, NOW], date(2026, 2, 1)) is NOW
    assert find_current_plan([], date(2017, 5, 5)) is None


def trend(*said: Result, **by_year: str) -> Trend:
    mine = plan(goal("1", compared(target=path(**by_year) if by_year else number(90))))
    known = facts(*said)
    (only,) = find_courses(find_outlook(mine, known, catalogue(), USUAL), [], known, catalogue())
    assert only.trend
    return only.trend


def test_drawings_share_the_years_of_all_of_them_and_at_most_the_year_after_the_plan() -> None:
    one = trend(result("2014", 80), y2017="90", y2018="91", y2019="92")
    two = trend(result("2016", 80))
    assert find_trend_years(one) == {2014, 2017, 2018, 2019}
    assert find_shared_years([one, two], NOW) == range(2014, 2019)
    assert find_shared_years([two], NOW) == range(2016, 2018)
    assert find_shared_years([], NOW) == range(2017, 2018)


def test_there_are_never_more_years_than_a_drawing_has_room_for() -> None:
    found = find_shared_years([trend(result("1990", 80))], NOW)
    assert (len(found), found[-1]) == (MOST_YEARS, 2017)
