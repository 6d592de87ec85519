"""Milestones: by the institution's own record, the days left, and what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from metrics.facts.schema import Event
from metrics.foresight.forecast import Forecast, Method, Silence, SilenceReason
from metrics.foresight.milestone import (
    LATE,
    MilestoneOutcome,
    build_chains,
    forecast_milestones,
    record_milestones,
)
from metrics.plan.model import Plan
from tests.factories import (
    event,
    facts,
    goal,
    milestone,
    plan,
)
from tests.foreseeing import foreseen, the_forecast


def done(year: int, *early: int) -> tuple[Plan, list[Event]]:
    """A plan of an earlier year whose milestones were met so many days before their day (negative: too late)."""
    leaves = [milestone(f"1.{place}", date(year, 6, 30)) for place in range(len(early))]
    made = plan(goal("1", *leaves), id=f"plan-{year}", start=date(year, 1, 1), end=date(year, 12, 31))
    on = [date.fromordinal(date(year, 6, 30).toordinal() - days) for days in early]
    return made, [event(leaf.number, "met", day, plan=made.id) for leaf, day in zip(leaves, on, strict=True)]


def test_milestones_follow_the_institutions_own_record() -> None:
    reliable, well = done(2016, 5, 5, 5, 5, 5, 5)
    tardy, badly = done(2016, -9, -9, -9, -9, -9, 5)
    leaf, day = milestone("1.1", date(2017, 12, 31)), date(2017, 6, 1)
    good, bad = (
        the_forecast(foreseen(said, leaf, as_of=day, earlier=(before,)))
        for before, said in ((reliable, well), (tardy, badly))
    )
    assert good.p_met > 0.85
    assert bad.p_met < 0.5
    assert good.points == 6


def test_a_milestone_that_is_claimed_is_likelier_and_one_past_its_day_hardly_likely() -> None:
    before, said = done(2016, 5, 5, 5, 5, 5, 5)
    leaf = milestone("1.1", date(2017, 6, 30))
    claim = event("1.1", "claimed", date(2017, 6, 20))
    near, claimed, past = (
        the_forecast(foreseen([*said, *more], leaf, as_of=day, earlier=(before,))).p_met
        for more, day in (([], date(2017, 6, 28)), ([claim], date(2017, 6, 28)), ([], date(2017, 7, 20)))
    )
    assert claimed > 0.9 > near > past
    assert past < 0.1


def test_a_milestone_that_waits_is_never_likelier_than_what_it_waits_for() -> None:
    before, said = done(2016, 5, 5, 5, -5, -5, 5)
    leaves = milestone("1.1", date(2017, 11, 30)), milestone("2.1", date(2017, 12, 31), depends_on="1.1")
    found = foreseen(said, *leaves, as_of=date(2017, 6, 1), earlier=(before,))
    first, second = (the_forecast(found, leaf).p_met for leaf in ("1.1", "2.1"))
    assert second < first
    (worlds,) = found.beliefs.causes
    assert sum(world.probability for world in worlds) == pytest.approx(1)
    assert not any(w.leaves["2.1"].credit == 1 and w.leaves["1.1"].credit == 0 for w in worlds)


def test_without_a_record_a_milestone_is_not_foreseen() -> None:
    before, said = done(2016, 5, 5)
    found = foreseen(said, milestone("1.1", date(2017, 12, 31)), as_of=date(2017, 6, 1), earlier=(before,))
    assert found.tests["1.1"] == Silence(SilenceReason.TOO_FEW_MILESTONES, Method.MILESTONE, 2, 5)


DUE = date(2017, 6, 30)


def test_the_record_holds_what_was_decided_and_how_many_days_early() -> None:
    made = plan(goal("1", *(milestone(f"1.{n}", DUE) for n in range(5))))
    said = [
        event("1.0", "met", date(2017, 6, 25)),
        event("1.1", "met", date(2017, 7, 2)),
        event("1.2", "not_met", date(2017, 6, 1)),
        event("1.3", "claimed", date(2017, 6, 1)),
    ]
    assert record_milestones([made], facts(*said)) == [
        MilestoneOutcome(in_time=True, early=5),
        MilestoneOutcome(in_time=False, early=-2),
        MilestoneOutcome(in_time=False, early=-1),
    ]


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        (
            [],
            date(2017, 1, 1),
            (2.4 + 5) / (3 + 5),
        ),  # four of five as a rule, worth three; five of five of its own
        ([], date(2017, 6, 15), (1.2 + 5) / (1.8 + 5)),  # half of the last month is left
        ([], date(2017, 7, 1), LATE),
        ([event("1.1", "claimed", date(2017, 6, 1))], date(2017, 6, 2), (4.75 + 5) / (5 + 5)),
        ([event("1.1", "claimed", date(2017, 7, 1))], date(2017, 7, 2), LATE),
    ],
)
def test_a_milestone_by_hand(said: Sequence[Event], day: date, expected: float) -> None:
    before = plan(
        goal("1", *(milestone(f"1.{n}", date(2016, 6, 30)) for n in range(5))),
        id="plan-2016",
        start=date(2016, 1, 1),
        end=date(2016, 12, 31),
    )
    done = [event(f"1.{n}", "met", date(2016, 6, 25), plan=before.id) for n in range(5)]
    made = plan(goal("1", milestone("1.1", DUE)))
    found = forecast_milestones(made, ["1.1"], facts(*done, *said, as_of=day), [before, made], [])["1.1"]
    assert isinstance(found, Forecast)
    assert found.p_met == pytest.approx(expected)


def test_in_no_world_a_milestone_is_done_before_what_it_waits_for() -> None:
    chain = milestone("1.1", DUE), milestone("1.2", DUE, "1.1"), milestone("1.3", DUE)
    found = {
        number: Forecast(Method.MILESTONE, (), p, (), 5, 0)
        for number, p in {"1.1": 0.9, "1.2": 0.6, "1.3": 0.5}.items()
    }
    (worlds,) = build_chains(plan(goal("1", *chain)), found)
    held = [
        (world.probability, [world.leaves[number].credit for number in ("1.1", "1.2")]) for world in worlds
    ]
    assert [credits for _, credits in held] == [[1, 1], [1, 0], [0, 0]]
    assert [p for p, _ in held] == pytest.approx([0.6, 0.3, 0.1])
