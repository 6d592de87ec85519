"""Quantities as they stood: targets, corrections, what was known on a day, and what settles a value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metrics.plan.formula import Path as TargetPath
from metrics.plan.formula import Step
from metrics.status import Status
from tests.factories import (
    actual,
    catalogue,
    compared,
    goal,
    indicator,
    over,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
)


def test_a_target_that_is_not_final_leaves_the_goal_open() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(offset=-1, factor=Decimal("0.9")))))
    before, after = result("2016", "7.2", provisional=True), result("2017", "6.48")
    assert scored(p, before, after).points.open == 100
    assert scored(p, result("2016", "7.2"), after).points.secured == 100


def test_a_bracket_on_a_target_is_told_and_does_not_hold_the_goal_open() -> None:
    step = Step(year=2017, number=Decimal(90), provisional=True, note="[90]")
    found = scored(plan(goal("1", compared(target=TargetPath(by_year=(step,))))), result("2017", 90))
    trace = the_trace(found.goals[0])
    assert trace.target
    assert trace.target.provisional_target
    assert trace.target.note == "[90]"
    assert found.points.secured == 100


def test_each_year_is_judged_against_its_own_target() -> None:
    target = TargetPath(
        by_year=tuple(Step(year=2016 + i, number=Decimal(n)) for i, n in enumerate((1200, 1260, 1320)))
    )
    p = plan(goal("1", compared(target=target)))
    assert scored(p, result("2017", 1260), result("2016", 9999)).points.secured == 100
    assert scored(p, result("2017", 1259), result("2016", 9999)).points.lost == 100


def test_a_correction_recorded_later_replaces_and_known_at_brings_the_old_one_back() -> None:
    rows = [result("2017", 91, recorded=date(2018, 1, 10)), result("2017", 89, recorded=date(2018, 3, 1))]
    for order in (rows, rows[::-1]):
        assert scored(plan(), *order).points.lost == 100
        assert scored(plan(), *order, known_at=date(2018, 2, 28)).points.secured == 100
        assert scored(plan(), *order, known_at=date(2018, 1, 9)).points.open == 100


def test_of_two_rows_recorded_at_the_same_moment_the_later_row_stands() -> None:
    assert scored(plan(), result("2017", 91), result("2017", 89)).points.lost == 100


def test_a_value_counts_from_the_moment_it_was_recorded_and_not_a_moment_before() -> None:
    moment = datetime(2018, 1, 10, 12, 30, tzinfo=UTC)
    row = result("2017", 91, recorded=moment)
    assert scored(plan(), row, known_at=moment).points.secured == 100
    assert (
        scored(plan(), row, known_at=moment.replace(microsecond=0, minute=29, second=59)).points.open == 100
    )


def test_as_of_a_day_before_the_period_began_hides_its_value() -> None:
    row = result("2017", 91, recorded=date(2016, 12, 1))  # known all along
    for day, shown in ((date(2016, 12, 31), None), (date(2017, 1, 1), 91)):
        found = scored(plan(), row, as_of=day)
        assert actual(found) == shown
        assert found.points.open == 100


def test_a_final_value_settles_only_when_its_period_has_ended() -> None:
    row = result("2017", 91)
    assert scored(plan(), row, as_of=date(2017, 12, 30)).points.open == 100
    assert scored(plan(), row, as_of=date(2017, 12, 31)).points.secured == 100


@pytest.mark.parametrize(
    ("period", "told", "open_"),
    [
        ("2017", date(2017, 12, 31), 100),
        ("2017", date(2018, 1, 1), 0),
        ("2017-12-31", date(2017, 12, 30), 100),
        ("2017-12-31", date(2017, 12, 31), 0),
    ],
)
def test_a_figure_told_before_its_last_day_has_ended_is_provisional_and_stays_owed(
    period: str, told: date, open_: int
) -> None:
    """What is read on a single day can be told that day."""
    found = scored(plan(), result(period, 91, recorded=told))
    trace = the_trace(found.goals[0])
    assert trace.holds is True
    assert found.points.open == open_
    assert [due.on for due in trace.due] == ([date(2018, 1, 14)] if open_ else [])


def test_as_of_a_day_in_the_period_shows_only_what_was_recorded_by_then() -> None:
    row = result("2017", 91, recorded=date(2017, 10, 1), provisional=True)
    for day, shown in ((date(2017, 9, 30), False), (date(2017, 10, 1), True)):
        trace = the_trace(scored(plan(), row, as_of=day).goals[0])
        assert trace.actual
        assert (trace.actual.value is not None) is shown


def test_as_of_a_day_after_the_period_a_value_recorded_later_is_known_today() -> None:
    row = result("2017", 91, recorded=date(2018, 3, 1))
    assert scored(plan(), row, as_of=date(2018, 1, 1)).points.secured == 100
    assert scored(plan(), row, as_of=date(2018, 1, 1), known_at=date(2018, 1, 1)).points.open == 100


def test_nothing_over_nothing_is_no_value_neither_0_nor_100() -> None:
    found = scored(plan(), result("2017", of=(0, 0)))
    trace = the_trace(found.goals[0])
    assert trace.actual
    assert trace.actual.value is None
    assert found.points.open == 100
    assert found.goals[0].status == Status.UNKNOWN


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_three_quarters_of_a_year_are_shown_and_settle_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10)) for n in (1, 2, 3)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert actual(found) == {"sum": 270, "mean": 90, "pooled": 90}[how]
    assert found.points.open == 100
    assert found.goals[0].status == Status.OVERDUE_DATA


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_a_quarter_that_is_provisional_settles_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10), provisional=n == 2) for n in (1, 2, 3, 4)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert found.points.open == 100


def test_an_indicator_of_another_institution_is_read_from_there() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(institution="state"))))
    both = [indicator(), indicator(owner="state")]
    rows = [result("2017", 8), result("2017", 8, owner="state")]
    assert scored(p, *rows, indicators=both).points.secured == 100
    assert catalogue(*both).institutions.keys() == {"inst", "state"}


@pytest.mark.parametrize(
    ("period", "value", "points"),
    [
        ("2018-04-20", 73, (0, 0)),
        ("2018-04-20", 95, (0, 100)),
        ("2017-06-30", 91, (100, 0)),
        ("2017-06-30", 73, (0, 100)),
    ],
)
def test_a_level_that_only_rises_is_bound_by_what_is_seen_before_and_after(
    period: str, value: int, points: tuple[int, int]
) -> None:
    """At least 90 on 31 December 2017."""
    p = plan(goal("1", compared(value=reads(period="2017-12-31"))))
    found = scored(p, result(period, value), indicators=[indicator(only_rises=True)])
    assert found.points.secured == points[0]
    assert found.points.open == points[1]
    assert actual(found) == value
    told_early = result("2017-06-30", 91, provisional=True)
    assert scored(p, told_early, indicators=[indicator(only_rises=True)]).points.open == 100
