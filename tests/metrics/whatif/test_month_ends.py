"""The course of a year: which days it is judged on, and what is kept of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.plan.model import Scoring, TotalWord
from metrics.plan.terms import Weights
from metrics.whatif.headline import LikelyTotal
from metrics.whatif.month_ends import list_month_ends, list_months, make_month_end
from tests.believing import believing, milestones, scored_with
from tests.factories import catalogue, event, goal, milestone, plan, scored


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2016, 12, 31), []),
        (date(2017, 1, 15), [date(2017, 1, 15)]),
        (date(2017, 2, 28), [date(2017, 1, 31), date(2017, 2, 28)]),
        (date(2017, 3, 1), [date(2017, 1, 31), date(2017, 2, 28), date(2017, 3, 1)]),
    ],
)
def test_a_plan_is_judged_at_each_month_s_end_until_the_day_and_on_the_day(
    day: date, ends: list[date]
) -> None:
    assert list_month_ends(plan(), day) == ends


def test_after_a_plan_s_end_it_is_judged_until_it_is_long_over() -> None:
    assert list_month_ends(plan(), date(2018, 2, 10))[-3:] == [
        date(2017, 12, 31),
        date(2018, 1, 31),
        date(2018, 2, 10),
    ]
    assert len(list_months(plan(), date(2018, 2, 10))) == 14
    long_after = list_month_ends(plan(), date(2026, 1, 15))
    assert long_after[-1] < date(2018, 7, 31)


def test_a_contract_over_several_years_has_the_months_of_the_year_the_day_is_in() -> None:
    contract = plan(end=date(2019, 12, 31))
    months = list_months(contract, date(2018, 5, 5))
    assert (months[0][0], months[-1][1]) == (date(2018, 1, 1), date(2018, 12, 31))
    assert list_month_ends(contract, date(2018, 1, 31)) == [date(2018, 1, 31)]


def test_a_month_has_its_likely_total_and_the_chance_of_the_plan_s_own_threshold() -> None:
    enough = Scoring(words=(TotalWord(at=Decimal(0), word="ringe"), TotalWord(at=Decimal(50), word="nok")))
    two = milestones(2).model_copy(update={"scoring": enough})
    found = make_month_end(scored_with(two, believing(0.5, 0.5)), catalogue())
    assert found
    assert found.likely == LikelyTotal(*map(Fraction, (50, 0, 100)))
    assert found.chance == pytest.approx(0.75)
    without = make_month_end(scored_with(milestones(2), believing(0.5, 0.5)), catalogue())
    assert without
    assert without.chance is None


def test_a_settled_plan_is_its_own_likely_total_and_one_without_a_total_has_no_month() -> None:
    one = plan(goal("1", milestone("1.1")))
    found = make_month_end(scored(one, event("1.1")), catalogue())
    assert found
    assert found.likely == LikelyTotal(*[Fraction(100)] * 3)
    silent = make_month_end(scored(one, as_of=date(2017, 2, 1)), catalogue())
    assert silent
    assert (silent.likely, silent.chance) == (None, None)
    uncounted = one.model_copy(update={"scoring": Scoring(weights=Weights.NONE)})
    assert make_month_end(scored(uncounted), catalogue()) is None


def test_after_the_year_nothing_is_foreseen_until_the_results_are_in() -> None:
    missing = make_month_end(
        scored(plan(goal("1", milestone("1.1")), goal("2", milestone("2.1"))), event("1.1")),
        catalogue(),
    )
    assert missing
    assert missing.likely is None


def test_the_course_of_a_contract_s_year_is_that_of_its_own_goals() -> None:
    contract = milestones(2, end=date(2018, 12, 31))
    years = (2017, 2018)
    goals = tuple(
        one.model_copy(update={"year": year}) for one, year in zip(contract.goals, years, strict=True)
    )
    of_2017 = contract.model_copy(update={"goals": goals})
    found = make_month_end(scored_with(of_2017, believing(0.5, None)), catalogue())
    assert found
    assert found.likely == LikelyTotal(*map(Fraction, (50, 0, 100)))
