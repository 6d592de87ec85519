"""Where plans stand: which are current, and what of them is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.algebra.tree import Rule
from metrics.facts.schema import Event, Result
from metrics.followup.current import (
    find_late_items,
    is_followed_up,
    is_reported_on,
    is_running,
    split_current_plans,
)
from metrics.plan.model import Closing, Plan, Scoring, Suspension
from metrics.plan.terms import Weights
from metrics.score.scoring import Score
from metrics.status import Status
from tests.factories import assessed, compared, event, facts, goal, milestone, plan, result, scored

CHRISTMAS = date(2025, 12, 22)
BOTH = date(2025, 12, 31)


def yearly(year: int, *goals: object, **changes: object) -> Plan:
    """A plan for a calendar year, signed in the December before."""
    found = plan(
        **{
            "id": f"plan-{year}",
            "start": date(year, 1, 1),
            "end": date(year, 12, 31),
            "document_date": date(year - 1, 12, 15),
            **changes,
        }
    )
    return found.model_copy(update={"goals": goals}) if goals else found


def scores(as_of: date, *plans: Plan, said: tuple[Result | Event, ...] = ()) -> list[Score]:
    return [scored(p, *said, as_of=as_of) for p in plans]


def ids(found: tuple[Score, ...]) -> list[str]:
    return [score.plan.id for score in found]


# --- Current and earlier ------------------------------------------------------------------------------------------


def test_the_running_plan_stays_current_beside_the_signed_one_of_next_year() -> None:
    found = split_current_plans(
        scores(CHRISTMAS, *(yearly(year) for year in (2023, 2024, 2025, 2026))), CHRISTMAS
    )
    assert ids(found.current) == ["plan-2026", "plan-2025"]
    assert ids(found.earlier) == ["plan-2024", "plan-2023"]


def test_a_plan_stays_current_for_half_a_year_after_its_end() -> None:
    last = date(2025, 12, 31).replace(year=2026, month=6, day=29)
    plans = [yearly(2025), yearly(2026)]
    assert ids(split_current_plans(scores(last, *plans), last).current) == ["plan-2026", "plan-2025"]
    after = date(2026, 6, 30)
    assert ids(split_current_plans(scores(after, *plans), after).current) == ["plan-2026"]


def test_the_newest_plan_of_an_institution_is_current_however_old_it_is() -> None:
    long_after = date(2030, 1, 1)
    advice = goal("1", assessed("1.1", date(2019, 12, 31)))
    other = yearly(2019, advice, id="other-2019", institution="other")
    found = split_current_plans(scores(long_after, yearly(2024), yearly(2025), other), long_after)
    assert ids(found.current) == ["plan-2025", "other-2019"]
    assert ids(found.earlier) == ["plan-2024"]


def test_no_plans_stand_nowhere() -> None:
    found = split_current_plans([], CHRISTMAS)
    assert (found.current, found.earlier) == ((), ())


def test_a_plan_runs_from_its_first_day_until_half_a_year_after_its_last() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), BOTH, date(2026, 6, 29), date(2026, 6, 30)]
    assert [is_running(yearly(2025), day) for day in days] == [False, True, True, True, False]


# --- What is late -------------------------------------------------------------------------------------------------


def test_an_any_group_that_is_met_already_does_not_make_its_goal_overdue() -> None:
    parts = (milestone("1.1", date(2025, 3, 31)), assessed("1.2", date(2025, 12, 31)))
    either = compared("1.3").model_copy(
        update={"compare": None, "criteria": parts, "rule": Rule.ANY, "number": "1.0"}
    )
    p = yearly(2025, goal("1", either, milestone("1.4", date(2025, 12, 31))))
    june = date(2025, 6, 1)
    met = (event("1.2", on=date(2025, 5, 1), plan="plan-2025"),)
    found = scores(june, p, said=met)
    assert find_late_items(found, june) == []
    assert found[0].goals[0].status is Status.NOT_DUE
    (late,) = find_late_items(scores(june, p), june)
    assert (late.criterion.criterion.number, late.due.on) == ("1.1", date(2025, 3, 31))
    assert scores(june, p)[0].goals[0].status is Status.OVERDUE_DATA


def test_what_is_late_comes_with_most_points_first_and_then_the_longest_overdue() -> None:
    goals = (
        goal("1", milestone("1.1", date(2025, 3, 31))),
        goal("2", milestone("2.1", date(2025, 2, 28)), milestone("2.2", date(2025, 1, 31))),
    )
    june = date(2025, 6, 1)
    found = find_late_items(scores(june, yearly(2025, *goals)), june)
    assert [late.criterion.criterion.number for late in found] == ["2.2", "2.1", "1.1"]


def test_a_criterion_is_late_once_however_many_values_it_lacks() -> None:
    p = yearly(2017)
    day = date(2018, 2, 1)
    (late,) = find_late_items(scores(day, p), day)
    assert late.due.on == date(2018, 1, 14)
    assert find_late_items(scores(day, p, said=(result("2017", 91),)), day) == []


def test_gaps_in_a_plan_of_the_past_are_history_and_not_tasks() -> None:
    old = date(2026, 6, 30)
    assert find_late_items(scores(old, yearly(2025)), old) == []


def test_nothing_is_owed_of_a_goal_that_has_been_withdrawn_or_of_what_does_not_count() -> None:
    late = milestone("1.1", date(2025, 3, 31))
    gone = goal("1", late, withdrawn=date(2025, 5, 1))
    aside = goal(
        "2", milestone("2.1", date(2025, 3, 31)).model_copy(update={"scored": False}), assessed("2.2")
    )
    aside = aside.model_copy(update={"criteria": (aside.criteria[0], milestone("2.2", date(2025, 12, 31)))})
    june = date(2025, 6, 1)
    found = scores(june, yearly(2025, gone, aside))
    assert find_late_items(found, june) == []
    april = date(2025, 4, 30)
    assert len(find_late_items(scores(april, yearly(2025, gone)), april)) == 1


def test_late_items_come_with_most_points_first_and_then_the_longest_overdue() -> None:
    of = yearly(
        2025,
        goal("1", milestone("1.1", date(2025, 3, 1)), weight=20),
        goal("2", milestone("2.1", date(2025, 5, 1)), weight=40),
        goal("3", milestone("3.1", date(2025, 4, 1)), weight=40),
        scoring=Scoring(weights=Weights.GIVEN),
    )
    found = find_late_items(scores(date(2025, 6, 1), of), date(2025, 6, 1))
    assert [late.goal.goal.number for late in found] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], False),
        ([result("2017Q1", 80)], True),
        ([result("2017Q1", 80, key="other")], False),
        ([result("2016", 80)], False),
        ([result("2018Q1", 80)], False),
        ([result("2016-10/2017-09", 80)], True),
        ([event("1.1", "met")], True),
        ([event("1.1", "in_doubt")], True),
        ([event("1.1", "met", plan="plan-2016")], False),
    ],
)
def test_a_plan_is_reported_on_by_figures_of_its_own_time_or_by_words(
    said: list[Result | Event], found: bool
) -> None:
    assert is_reported_on(plan(goal("1")), facts(*said)) is found


@pytest.mark.parametrize(
    "ended",
    [{"suspended": Suspension(since=date(2017, 7, 1), reason="R")}, {"closed": Closing(on=date(2017, 7, 1))}],
)
def test_a_plan_is_followed_up_until_the_day_it_is_suspended_or_closed(ended: dict[str, Any]) -> None:
    given = plan(**ended)
    assert [is_followed_up(given, date(2017, month, day)) for month, day in ((6, 30), (7, 1))] == [
        True,
        False,
    ]
