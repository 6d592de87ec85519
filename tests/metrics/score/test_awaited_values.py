"""A figure that is not out yet is owed, and late only once the day on which it is expected has passed."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.followup.deadlines import Duty, find_deadlines
from metrics.score.awaited_values import move_due_day
from metrics.score.chosen_parts import OwedValue
from metrics.status import Status
from tests.factories import INDICATOR, OWNER, facts, goal, plan, result, scored, the_trace

PLAN = plan(goal("1"))
DUE, MARCH = date(2018, 1, 14), date(2018, 3, 1)
NOT_OUT = result("2017", awaited=MARCH, recorded=date(2018, 1, 10))


def standing(as_of: date, *said: Result) -> tuple[Status, list[tuple[date, date | None]]]:
    """The goal's status, and the due day and the expected day of its value."""
    found = scored(PLAN, *said, as_of=as_of, known_at=as_of)
    owed = [d for d in find_deadlines([found], as_of) if d.duty is Duty.VALUE]
    return found.goals[0].status, [(d.due, d.awaited) for d in owed]


def test_it_is_overdue_without_a_word_and_not_when_it_is_said_to_be_expected() -> None:
    february = date(2018, 2, 1)
    assert standing(february) == (Status.OVERDUE_DATA, [(DUE, None)])
    assert standing(february, NOT_OUT) == (Status.NOT_DUE, [(MARCH, MARCH)])
    assert standing(MARCH, NOT_OUT) == (Status.NOT_DUE, [(MARCH, MARCH)])
    assert standing(date(2018, 3, 2), NOT_OUT) == (Status.OVERDUE_DATA, [(MARCH, None)])


def test_a_value_that_comes_is_no_longer_awaited() -> None:
    came = result("2017", 91, recorded=date(2018, 2, 20))
    assert standing(date(2018, 2, 21), NOT_OUT, came) == (Status.MET, [])
    trace = the_trace(scored(PLAN, NOT_OUT, came).goals[0])
    assert trace.due == ()


def test_an_expected_day_before_the_deadline_moves_nothing_and_is_still_told() -> None:
    early = result("2017", awaited=date(2018, 1, 10), recorded=date(2018, 1, 2))
    assert standing(date(2018, 1, 5), early) == (Status.NOT_DUE, [(DUE, date(2018, 1, 10))])


@pytest.mark.parametrize(
    ("period", "moved"),
    [("2017", True), ("2017-12-31", True), ("2017Q4", False), ("2017-12-30", False), ("2016", False)],
)
def test_it_is_the_owed_period_itself_or_its_last_day_that_is_awaited(period: str, moved: bool) -> None:
    known = facts(result(period, awaited=MARCH))
    owed = OwedValue(OWNER, INDICATOR, date(2017, 1, 1), date(2017, 12, 31))
    assert move_due_day(DUE, owed, known)[0] == (MARCH if moved else DUE)
    other = owed._replace(indicator="other")
    assert move_due_day(DUE, other, known) == (DUE, None)
