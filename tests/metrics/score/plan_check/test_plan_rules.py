"""Rules about a plan as a whole, each at and around its limit."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.terms import Addition, GoalKind
from tests.checked_plans import goals, good, of, signed
from tests.factories import assessed, compared, goal, milestone, path, within


@pytest.mark.parametrize(("each", "fires"), [(4, False), (5, True)])
def test_more_than_twenty_tests_are_many(each: int, fires: bool) -> None:
    every = [goal(f"{g}", *(compared(f"{g}.{n}") for n in range(each))) for g in range(1, 6)]
    assert of("many_tests", good(*every)) == [("", {"count": 25, "goals": 5})] * fires


def test_kinds_that_are_ours_are_said_to_be_and_where_there_are_none_nothing_is() -> None:
    kinds = goals(5, kind=GoalKind.POLICY)
    assert of("kind_added", good(*kinds, added=(Addition.KIND,))) == [("", {})]
    assert of("kind_added", good(*kinds)) == []
    assert of("kind_added", good(*goals(5), added=(Addition.KIND,))) == []


def test_a_picture_that_is_ours_is_said_to_be_and_is_not_read() -> None:
    ours = good(added=(Addition.PICTURE,), strategic_picture="Kort")
    assert of("picture_added", ours) == [("", {})]
    assert of("no_strategic_picture", ours) == of("short_picture", ours) == []
    assert of("picture_added", good()) == []


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (date(2016, 12, 31), 0),
        (date(2016, 12, 12), 19),
        (date(2016, 12, 2), 29),
        (date(2016, 12, 1), None),
        (date(2017, 1, 1), None),
    ],
)
def test_whole_days_left_of_the_year_before_are_counted_and_what_is_late_is_not_told_twice(
    last: date, days: int | None
) -> None:
    plan = good(signatures=signed(("department", date(2016, 11, 1)), ("institution", last)))
    said = [] if days is None else [("", {"signed": last, "days": days})]
    assert of("signed_just_before", plan) == said


@pytest.mark.parametrize(
    ("december", "before", "fires"), [(3, 2, True), (3, 3, False), (2, 0, False), (4, 3, True)]
)
def test_milestones_pile_up_when_most_of_three_or_more_are_due_in_december(
    december: int, before: int, fires: bool
) -> None:
    due = [date(2017, 12, 1)] * december + [date(2017, 6, 30)] * before
    steps = [milestone(f"1.{n}", day) for n, day in enumerate(due, 1)]
    said = [("", {"count": december, "total": len(due)})] * fires
    assert of("due_in_december", good(goal("1", *steps))) == said


def test_milestones_that_are_all_due_on_the_last_day_are_told_once() -> None:
    steps = [milestone(f"1.{n}", date(2017, 12, 31)) for n in range(4)]
    assert of("due_in_december", good(goal("1", *steps))) == []
    assert of("all_due_at_end", good(goal("1", *steps))) == [("", {"count": 4})]


@pytest.mark.parametrize("kind", [*GoalKind, None])
def test_a_goal_with_milestones_and_no_figure_is_activity_whatever_its_kind(kind: GoalKind | None) -> None:
    done = goal("1", milestone("1.1"), assessed("1.2"), kind=kind)
    judged, mixed = goal("2", assessed("2.1")), goal("3", milestone("3.1"), compared("3.2"))
    said = of("activity_not_effect", good(done, judged, mixed))
    assert said == [("", {"goals": ["1"], "count": 1, "total": 3})]
    assert of("activity_not_effect", good(judged, mixed)) == []


def test_final_targets_for_more_than_the_coming_year_reach_beyond_the_plan() -> None:
    beyond = goal("1", compared("1.1", target=path(y2017="90", y2019="91")))
    next_year = goal("2", compared("2.1", target=path(y2017="90", y2018="91")))
    assert of("targets_beyond_plan", good(beyond, next_year)) == [("", {"goals": ["1"], "year": 2019})]
    assert of("targets_beyond_plan", good(next_year, goal("3", within("3.1")))) == []


@pytest.mark.parametrize(("count", "fires"), [(4, True), (5, False), (10, False), (11, True)])
def test_five_to_ten_goals(count: int, fires: bool) -> None:
    assert of("goal_count", good(*goals(count))) == [("", {"count": count})] * fires


@pytest.mark.parametrize(
    ("internal", "core", "fires"), [(3, 4, False), (4, 5, True), (3, 3, False), (3, 2, True), (0, 5, False)]
)
def test_three_internal_goals_at_most_and_not_most_of_them(internal: int, core: int, fires: bool) -> None:
    kinds = [GoalKind.INTERNAL] * internal + [GoalKind.OPERATIONAL] * core
    every = [g.model_copy(update={"kind": kind}) for g, kind in zip(goals(len(kinds)), kinds, strict=True)]
    expected = [("", {"count": internal, "total": internal + core})] * fires
    assert of("internal_goals", good(*every)) == expected


@pytest.mark.parametrize(
    ("last", "fires"), [(date(2016, 12, 31), False), (date(2017, 1, 1), True), (date(2017, 3, 1), True)]
)
def test_a_plan_is_signed_before_its_year_begins(last: date, fires: bool) -> None:
    late = good(signatures=signed(("department", date(2016, 12, 1)), ("institution", last)))
    assert of("signed_late", late) == [("", {"signed": last, "start": date(2017, 1, 1)})] * fires
