"""What is supposed of a series: the same as if it were recorded, for every test that reads it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.schema import Result
from metrics.plan.terms import LARGEST, Over, Unit
from metrics.score.beliefs import NO_BELIEFS
from metrics.score.scoring import Score, score_plan
from metrics.score.tests import judge_tests
from metrics.whatif.assumptions import find_allowed_range, find_assumed_series, judge_assumptions
from metrics.whatif.whatif import Suppositions, suppose
from tests.factories import (
    assessed,
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    milestone,
    number,
    plan,
    quarterly,
    reads,
    result,
)

QUARTERS = ("2017Q1", "2017Q2", "2017Q3", "2017Q4")
INDICATORS = catalogue(quarterly("days", unit=Unit.DAYS), quarterly("cases", unit=Unit.COUNT), indicator())
AFTER = date(2018, 1, 20)

# 1 asks for few cases in every quarter; 2 for few days a case, so that the cases weigh the days.
WEIGHED = plan(
    goal("1", compared("1.1", reads("cases", over=Over.MAX), "<=", number(100))),
    goal("2", compared("2.1", reads("days", over=Over.WEIGHTED, weight="cases"), "<=", number(20))),
)


def told(series: str, *values: int) -> list[Result]:
    return [result(period, value, key=series) for period, value in zip(QUARTERS, values, strict=False)]


def credits(score: Score) -> list[Fraction | None]:
    return [one.outcome.credit for one in score.goals]


@given(
    days=st.lists(st.integers(0, 40), min_size=4, max_size=4),
    cases=st.lists(st.integers(1, 150), min_size=3, max_size=3),
    value=st.integers(1, 150),
)
def test_what_is_supposed_and_then_recorded_scores_the_same(
    days: list[int], cases: list[int], value: int
) -> None:
    known = [*told("days", *days), *told("cases", *cases)]
    supposed = suppose(
        WEIGHED,
        facts(*known, as_of=AFTER),
        INDICATORS,
        NO_BELIEFS,
        Suppositions(values={"1.1": Decimal(value)}),
    )
    recorded = score_plan(
        WEIGHED, facts(*known, result("2017Q4", value, key="cases"), as_of=AFTER), INDICATORS
    )
    assert credits(supposed.changed) == credits(recorded)
    assert None not in credits(recorded)


@pytest.mark.parametrize(("cases", "credit"), [(90, 0), (10, 1)])
def test_a_value_of_the_series_that_weighs_another_decides_the_test_it_weighs(
    cases: int, credit: int
) -> None:
    """The last quarter took 50 days a case, the others 10: with 90 cases in it the mean is 38.6, with 10 it is 18."""
    known = [*told("days", 10, 10, 10, 50), *told("cases", 20, 15, 1)]
    if cases == 10:
        known = [*told("days", 10, 10, 10, 50), *told("cases", 20, 10, 10)]
    found = suppose(
        WEIGHED,
        facts(*known, as_of=AFTER),
        INDICATORS,
        NO_BELIEFS,
        Suppositions(values={"1.1": Decimal(cases)}),
    )
    assert credits(found.official) == [None, None]
    assert credits(found.changed) == [1, credit]


def test_a_value_can_be_supposed_of_a_test_that_reads_one_series() -> None:
    of = find_assumed_series(compared("1.1", reads("days", over=Over.MEAN)), WEIGHED)
    assert of is not None
    assert (of.series, of.over) == (("inst", "days"), Over.MEAN)
    assert of.whole == (("inst", "days"), date(2017, 1, 1), date(2017, 12, 31))
    assert find_assumed_series(compared("1.1", number(4)), WEIGHED) is None
    assert find_assumed_series(milestone(), WEIGHED) is None
    assert find_assumed_series(assessed(), WEIGHED) is None


def test_what_is_counted_is_not_negative_and_a_share_of_cases_at_most_all_of_them() -> None:
    def bounds(key: str, *said: Result) -> tuple[object, object]:
        of = find_assumed_series(compared("1.1", reads(key)), WEIGHED)
        assert of is not None
        return find_allowed_range(of, facts(*said), INDICATORS)

    assert bounds("cases") == (0, LARGEST)
    assert bounds("share", result("2016", of=(9, 10))) == (0, 100)
    assert bounds("share", result("2016", 90)) == (-LARGEST, LARGEST)  # it may be a growth
    assert bounds("share", result("2016", of=(11, 10))) == (-LARGEST, LARGEST)


def test_only_the_tests_that_an_assumption_touches_are_judged_again() -> None:
    of = plan(
        goal("1", compared("1.1", reads("share"))),
        goal("2", compared("2.1", reads("cases", over=Over.SUM), ">=", number(400))),
        goal("3", milestone("3.1")),
    )
    seen = facts(as_of=date(2017, 3, 1))
    known = judge_tests(of, seen, INDICATORS)
    assert judge_assumptions(known, of, seen, INDICATORS, {}, {}) is known
    valued = judge_assumptions(known, of, seen, INDICATORS, {"1.1": Decimal(90)}, {})
    assert valued["1.1"][0].credit == 1
    assert (valued["2.1"] is known["2.1"], valued["3.1"] is known["3.1"]) == (True, True)
    late = judge_assumptions(known, of, seen, INDICATORS, {}, {"3.1": date(2017, 7, 1)})
    assert late["3.1"][0].credit == 0
    assert (late["1.1"] is known["1.1"], late["2.1"] is known["2.1"]) == (True, True)
