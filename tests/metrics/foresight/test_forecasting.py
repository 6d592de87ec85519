"""Forecasts of open tests: the figures of a real year, each method's minimum, and tests that move together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from metrics.facts.schema import Event, Result
from metrics.foresight.forecast import Forecast, Foresight, Method, Silence, SilenceReason
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.criteria import Criterion
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Over, Unit
from metrics.score.scoring import score_plan
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
    within,
)

AFTER_Q3 = date(2017, 10, 15)


def shares(year: int, *tops: int, of: int = 50, key: str = "share") -> list[Result]:
    """A quarter's timely cases after the other."""
    return [result(f"{year}Q{quarter}", of=(top, of), key=key) for quarter, top in enumerate(tops, 1)]


def values(year: int, *given: float, key: str = "share") -> list[Result]:
    """A quarter's value after the other."""
    return [result(f"{year}Q{quarter}", str(value), key=key) for quarter, value in enumerate(given, 1)]


def foreseen(
    said: Iterable[Result | Event],
    *leaves: Criterion,
    as_of: date = AFTER_Q3,
    indicators: tuple[Indicator, ...] = (quarterly(),),
    earlier: tuple[Plan, ...] = (),
    **changes: object,
) -> Foresight:
    """What is foreseen of a plan with these tests, each in a goal of its own."""
    made = plan(*(goal(leaf.number.split(".")[0], leaf) for leaf in leaves), **changes)
    return foresee_plan(made, facts(*said, as_of=as_of), catalogue(*indicators), earlier)


def the_forecast(found: Foresight, leaf: str = "1.1") -> Forecast:
    forecast = found.tests[leaf]
    assert isinstance(forecast, Forecast), forecast
    return forecast


STEADY = [row for year in (2014, 2015, 2016) for row in shares(year, 45, 44, 46, 45)]


def test_complaints_of_2016_were_out_of_reach_after_the_third_quarter() -> None:
    """Resultatplan 2017: 75.8 pct. after the third quarter against 90; 246 cases the year before, 78.9 pct. in time."""
    counted = zip((47, 46, 47), (62, 61, 62), strict=True)
    rows = [result(f"2016Q{quarter}", of=of) for quarter, of in enumerate(counted, 1)]
    found = the_forecast(
        foreseen(
            [result("2015", of=(194, 246)), *rows],
            compared("1.1", over("pooled")),
            as_of=date(2016, 10, 14),
            start=date(2016, 1, 1),
            end=date(2016, 12, 31),
        )
    )
    assert found.p_met < 0.01
    assert found.quantiles[2] == pytest.approx(75.8, abs=0.5)
    assert found.volume == pytest.approx(61.5, abs=0.5)
    assert found.needed
    assert found.needed.needed == pytest.approx(132.9, abs=0.5)
    assert found.needed.beyond(100.0)
    assert found.needed.impossible_since is None


@pytest.mark.parametrize(("timely", "least", "most"), [(30, 0.0, 0.02), (45, 0.2, 0.8), (50, 0.97, 1.0)])
def test_a_share_goes_on_from_what_is_counted(timely: int, least: float, most: float) -> None:
    found = the_forecast(
        foreseen([*STEADY, *shares(2017, timely, timely, timely)], compared("1.1", over("pooled")))
    )
    assert found.method is Method.SHARE
    assert least <= found.p_met <= most
    assert (found.points, found.years, found.volume) == (15, 4, 50.0)


def test_a_share_exactly_on_target_is_met() -> None:
    """Every case has been in time for years: most likely all will be, and 100 pct. is what is asked for."""
    rows = [row for year in (2014, 2015, 2016) for row in shares(year, 50, 50, 50, 50)]
    leaf = compared("1.1", over("pooled"), target=number(100))
    assert the_forecast(foreseen([*rows, *shares(2017, 50, 50, 50)], leaf)).p_met > 0.5


def test_a_share_that_needs_all_cases_is_lost_with_the_first_miss() -> None:
    rows = [*STEADY, *shares(2017, 50, 49, 50)]
    assert foreseen(rows, compared("1.1", over("pooled"), target=number(100))).tests == {}


@pytest.mark.parametrize(
    ("name", "method", "target", "middle"),
    [
        ("sum", Method.SUM, 430, 410),
        ("mean", Method.MEAN, 105, 102.5),
        ("last", Method.STOCK, 115, 110),
        ("max", Method.EXTREME, 120, 111),
    ],
)
def test_a_season_comes_back(name: str, method: Method, target: int, middle: float) -> None:
    """Each year goes 95, 100, 105, 110, give or take a little."""
    rows = [
        row
        for i, year in enumerate(range(2012, 2017))
        for row in values(year, 95 + i % 2, 100, 105 - i % 2, 110)
    ]
    found = the_forecast(
        foreseen(
            [*rows, *values(2017, 95, 100, 105)],
            compared("1.1", over(name), target=number(target)),
            indicators=(quarterly(unit=Unit.DAYS),),
        )
    )
    assert found.method is method
    assert found.quantiles[2] == pytest.approx(middle, abs=1.5)
    assert found.p_met < 0.1


@pytest.mark.parametrize("said", [2, 3])
def test_too_few_quarters_give_no_probability(said: int) -> None:
    found = foreseen(shares(2017, *[45] * said), compared("1.1", over("pooled"))).tests["1.1"]
    assert isinstance(found, Silence)
    assert (found.reason, found.have, found.need) == (SilenceReason.TOO_FEW_VALUES, said, 4)


def test_too_few_years_give_no_probability() -> None:
    rows = [result(str(year), 91) for year in (2015, 2016)]
    found = foreseen(rows, compared("1.1"), indicators=(indicator(),)).tests["1.1"]
    assert found == Silence(SilenceReason.TOO_FEW_YEARS, Method.YEARS, 2, 4)


def test_cases_without_an_earlier_year_give_no_probability() -> None:
    rows = [*shares(2017, 45, 45, 45)]
    late = [result("2017-01/2017-03", of=(1, 2)), *rows]
    assert isinstance(foreseen(late, compared("1.1", over("pooled"))).tests["1.1"], Silence)


def test_a_judgement_and_a_missing_target_give_no_probability() -> None:
    found = foreseen(
        STEADY,
        assessed("1.1"),
        compared("2.1", over("pooled"), target=reads("other", over=Over.SUM)),
        indicators=(quarterly(), quarterly("other")),
    )
    assert [silence.reason for silence in found.silences.values()] == [
        SilenceReason.JUDGED,
        SilenceReason.TOO_FEW_VALUES,
    ]


def test_what_is_settled_needs_no_forecast() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 45, 45)]
    found = foreseen(rows, compared("1.1", over("pooled")), as_of=date(2018, 1, 20))
    assert found.tests == {}


def test_what_is_known_late_is_still_foreseen_after_the_year() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 45)]
    assert the_forecast(foreseen(rows, compared("1.1", over("pooled")), as_of=date(2018, 1, 20))).points == 15


def test_a_provisional_year_is_still_unsure() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 46), result("2017Q4", of=(45, 50), provisional=True)]
    leaf = compared("1.1", over("pooled"), target=number("90.4"))
    found = the_forecast(foreseen(rows, leaf, as_of=date(2018, 1, 20)))
    assert 0.5 < found.p_met < 1
    assert found.quantiles[0] < found.quantiles[4]


def test_accounts_are_foreseen_by_how_earlier_follow_ups_missed_them() -> None:
    """The third follow-up has always been 3 below the accounts, and now stands at the budget."""
    accounts = {2013: 104, 2014: 97, 2015: 102, 2016: 99}
    rows = [
        row for year, spent in accounts.items() for row in values(year, 96, 98, spent - 3, spent, key="spent")
    ]
    budgets = [result(str(year), 100, key="budget") for year in range(2013, 2018)]
    test = within("1.1", "2", indicator="spent", relative=True)
    assert test.within
    against = test.within.model_copy(update={"reference": reads("budget")})
    found = the_forecast(
        foreseen(
            [*rows, *budgets, *values(2017, 99, 99, 100, key="spent")],
            test.model_copy(update={"within": against}),
            indicators=(quarterly("spent", unit=Unit.MIO_DKK), indicator("budget", unit=Unit.MIO_DKK)),
        )
    )
    assert found.method is Method.BUDGET
    assert found.quantiles[2] == pytest.approx(102, abs=1.1)
    assert found.p_met < 0.7


def test_tests_of_one_series_share_their_worlds() -> None:
    """What misses 88 misses 92: the chance of both is that of the harder, and never the product."""
    rows = [*STEADY, *shares(2017, 45, 45, 45)]
    tests = (
        compared("1.1", over("pooled"), target=number(89)),
        compared("2.1", over("pooled"), target=number(91)),
    )
    made = plan(*(goal(leaf.number[0], leaf) for leaf in tests))
    known = facts(*rows, as_of=AFTER_Q3)
    found = foresee_plan(made, known, catalogue(quarterly()))
    easy, hard = (the_forecast(found, leaf).p_met for leaf in ("1.1", "2.1"))
    total = score_plan(made, known, catalogue(quarterly()), beliefs=found.beliefs).outcome
    assert total.chance_of(total.most) == pytest.approx(hard)
    assert total.expected == pytest.approx((easy + hard) / 2)
    assert 0.05 < hard < easy < 0.95


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
