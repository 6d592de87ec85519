"""Milestones by the record and the days left, by hand: five of an earlier plan are the record."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Event
from metrics.foresight.forecast import Forecast
from metrics.foresight.milestone import MilestoneOutcome, forecast_milestones, record_milestones
from tests.factories import event, facts, goal, milestone, plan

BEFORE, DUE = date(2016, 6, 30), date(2017, 6, 30)
NUMBERS = ("1.1", "2.1", "3.1", "4.1", "5.1")
RECORD = plan(
    *(goal(number[0], milestone(number, BEFORE)) for number in NUMBERS),
    id="plan-2016",
    start=date(2016, 1, 1),
    end=date(2016, 12, 31),
)
PLAN = plan(goal("1", milestone("1.1", DUE)), goal("2", milestone("2.1", DUE, depends_on="1.1")))


def met_on(day: date) -> list[Event]:
    return [event(number, on=day, plan="plan-2016") for number in NUMBERS]


def chances(*said: Event, as_of: date) -> list[float]:
    """The probability of a milestone, and of one that waits for it."""
    known = facts(*said, as_of=as_of)
    found = forecast_milestones(PLAN, ["1.1", "2.1"], known, [RECORD, PLAN], [])
    return [forecast.p_met for forecast in found.values() if isinstance(forecast, Forecast)]


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        (BEFORE, MilestoneOutcome(in_time=True, early=0)),
        (date(2016, 7, 1), MilestoneOutcome(in_time=False, early=-1)),
    ],
)
def test_a_milestone_done_on_its_day_was_in_time(done: date, outcome: MilestoneOutcome) -> None:
    assert record_milestones([RECORD], facts(*met_on(done))) == [outcome] * 5


@pytest.mark.parametrize(("claimed", "p"), [(DUE, 9.75 / 10), (date(2017, 7, 1), 0.03)])
def test_what_is_claimed_by_its_day_is_mostly_confirmed_and_later_seldom(claimed: date, p: float) -> None:
    said = [*met_on(BEFORE), event("1.1", "claimed", on=claimed)]
    assert chances(*said, as_of=date(2017, 7, 10))[0] == pytest.approx(p)


@pytest.mark.parametrize(("left", "p"), [(1, 5.08 / 5.68), (0, 0.03)])
def test_what_is_unclaimed_when_its_day_ends_is_like_none_that_was_done_on_its_day(
    left: int, p: float
) -> None:
    """A day before, all five are like it; the guess of 0.8 is worth 3/30 by then, and the rest of it 0.6."""
    assert chances(*met_on(BEFORE), as_of=date(2017, 6, 30 - left))[0] == pytest.approx(p)


def test_a_milestone_is_as_likely_as_itself_and_all_it_waits_for() -> None:
    """Thirty days before, with five done early: (2.4 + 5) / (3 + 5) for each alone."""
    first, then = chances(*met_on(date(2016, 6, 15)), as_of=date(2017, 5, 31))
    assert first == pytest.approx(7.4 / 8)
    assert then == pytest.approx((7.4 / 8) ** 2)
