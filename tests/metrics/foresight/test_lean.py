"""What forecasts learn from earlier years: by hand, only from what was known, and the same whoever asks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from metrics.facts.facts import Statement
from metrics.facts.schema import EventKind, Result
from metrics.foresight.forecast import Forecast, Method
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.lean import (
    MOST_TESTS,
    NO_LEAN,
    Hindsight,
    Lean,
    choose_tests,
    find_lean,
    learn_lean,
    look_back,
)
from metrics.plan.model import Plan
from tests.factories import OWNER, catalogue, compared, event, facts, goal, number, over, plan, result
from tests.foreseeing import days

AFTER_Q3 = date(2017, 10, 15)
KNOWN = catalogue(days())
LIMIT = 100


def year_plan(year: int, target: float = LIMIT, *, key: str = "plan", leaves: int = 1) -> Plan:
    tests = [compared(f"1.{n}", over("mean"), "<=", number(str(target))) for n in range(1, leaves + 1)]
    return plan(
        goal("1", *tests),
        id=f"{key}-{year}",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=date(year - 1, 12, 15),
    )


def days_of(year: int, *values: float) -> list[Result]:
    return [result(f"{year}Q{quarter}", str(value)) for quarter, value in enumerate(values, 1)]


# Good until the fourth quarter of every year, and then so bad that the year fails.
SPOILT = [row for year in (2013, 2014, 2015, 2016) for row in days_of(year, 96, 97, 95, 125)]
NOW = [*SPOILT, *days_of(2017, 96, 97, 95)]


def test_without_earlier_years_nothing_leans() -> None:
    assert find_lean([year_plan(2017)], facts(*NOW, as_of=AFTER_Q3), KNOWN) == NO_LEAN
    assert learn_lean([]) == NO_LEAN


def test_the_lean_is_where_what_came_and_what_may_be_expected_pull_alike() -> None:
    """Ten told an even chance and all met: the pull of ten times (1 - p) equals the lean over its own variances.

    Area and method share it by their variances, 1 and 1/4: with 12.5 * (1 - p) = lean, lean is 1.79.
    """
    found = learn_lean([Hindsight(1, Method.SUM, 0.5, True)] * 10)
    whole = found.of(Method.SUM)
    p = 1 / (1 + math.exp(-whole))
    assert found.area == pytest.approx(10 * (1 - p))
    assert found.sources[Method.SUM] == pytest.approx(found.area / 4)
    assert whole == pytest.approx(1.79, abs=0.01)
    assert found.of(Method.SHARE) == found.area
    assert found.count == 10


def told_of(institution: str, word: EventKind, *, met: bool) -> list[Hindsight]:
    return [Hindsight(1, Method.SUM, 0.5, met, institution, word)] * 5


def saying(word: EventKind) -> list[Statement]:
    moment = datetime(2017, 4, 12, tzinfo=UTC)
    return [Statement(kind, AFTER_Q3, None, None, moment) for kind in (EventKind.IN_DOUBT, word)]


SURE, DOUBT, NOT = EventKind.EXPECTED_MET, EventKind.IN_DOUBT, EventKind.EXPECTED_NOT_MET


def test_a_word_counts_by_what_such_words_told_beyond_the_figures() -> None:
    """The figures told nothing, and the words were right: ten met and missed alike, so the area leans nowhere.

    Each word is pulled by five times (1 - p), and the area's share of it and the institution's are a sixteenth each.
    """
    found = learn_lean([*told_of("a", SURE, met=True), *told_of("a", NOT, met=False)])
    heard = found.hear("a", saying(SURE))
    assert heard is not None
    p = 1 / (1 + math.exp(-heard.odds))
    assert found.area == pytest.approx(0, abs=1e-9)
    assert found.sources[SURE] == pytest.approx(5 * (1 - p) / 16)
    assert heard.odds == pytest.approx(2 * found.sources[SURE])
    assert heard.earlier == 10
    against = found.hear("a", saying(NOT))
    assert against is not None
    assert against.odds == pytest.approx(-heard.odds)


def test_one_institution_s_word_tells_less_of_another_s_and_an_unheard_word_nothing() -> None:
    found = learn_lean([*told_of("a", SURE, met=True), *told_of("a", NOT, met=False)])
    own, other, unheard = (found.hear(*asked) for asked in (
        ("a", saying(SURE)), ("b", saying(SURE)), ("a", saying(DOUBT)),
    ))  # fmt: skip
    assert own
    assert other
    assert own.odds > other.odds > 0
    assert unheard == (0.0, 10)
    assert found.hear("a", []) is None


def test_words_that_follow_the_figures_add_nothing_to_them() -> None:
    """Sure of what was likely and in doubt of what was not, and as often right as the figures were."""
    likely = [Hindsight(1, Method.SUM, 0.8, met, "a", SURE) for met in (True, True, True, True, False)]
    not_so = [Hindsight(1, Method.SUM, 0.2, met, "a", DOUBT) for met in (True, False, False, False, False)]
    heard = learn_lean([*likely, *not_so]).hear("a", saying(DOUBT))
    assert heard is not None
    assert heard.odds == pytest.approx(0, abs=1e-6)


def test_fewer_than_five_words_are_not_gone_by() -> None:
    four = [Hindsight(1, Method.SUM, 0.5, True, "a", SURE)] * 4
    assert learn_lean(four).hear("a", saying(SURE)) is None
    assert learn_lean([*four, four[0]]).hear("a", saying(SURE)) is not None


def test_the_word_is_the_last_that_had_been_said_at_the_same_time_of_year() -> None:
    said = [
        event("1.1", kind, on=date(2016, month, 12), plan="plan-2016")
        for month, kind in ((7, "in_doubt"), (10, "expected_not_met"), (11, "expected_met"))
    ]
    plans = [year_plan(2016), year_plan(2017)]
    (seen,) = look_back(plans, facts(*NOW, *said, as_of=AFTER_Q3), KNOWN)
    assert (seen.institution, seen.word) == (plans[0].institution, NOT)


def test_the_institution_s_word_moves_the_forecast_and_the_forecast_says_so() -> None:
    learnt = learn_lean([*told_of(OWNER, SURE, met=True), *told_of(OWNER, NOT, met=False)])

    def told(kind: str) -> Forecast:
        known = facts(*NOW, event("1.1", kind, on=date(2017, 10, 12)), as_of=AFTER_Q3)
        made = plan(goal("1", compared("1.1", over("mean"), "<=", number("103.3"))))
        found = foresee_plan(made, known, KNOWN, lean=learnt).tests["1.1"]
        assert isinstance(found, Forecast)
        return found

    assert told("expected_met").p_met > told("in_doubt").p_met > told("expected_not_met").p_met
    assert told("in_doubt").heard == 10
    assert p_met(learnt).heard == 0


def test_a_year_of_many_tests_is_worth_no_more_than_twenty() -> None:
    many = learn_lean([Hindsight(1, Method.SUM, 0.5, True)] * 200)
    assert many.area == pytest.approx(learn_lean([Hindsight(1, Method.SUM, 0.5, True)] * 20).area)
    two_years = [Hindsight(back, Method.SUM, 0.5, True) for back in (1, 2) for _ in range(20)]
    assert learn_lean(two_years).area > many.area


def test_a_year_of_last_values_is_worth_less_the_more_of_it_was_to_come() -> None:
    """Halfway to the last quarter a hundred of them are worth ten tests, from there on twenty, as sums always are."""

    def learn(method: Method, passed: float, count: int) -> float:
        return learn_lean([Hindsight(1, method, 0.5, True, passed=passed)] * count).area

    assert learn(Method.STOCK, 0.375, 100) == pytest.approx(learn(Method.STOCK, 1.0, 10))
    assert learn(Method.STOCK, 0.75, 100) == pytest.approx(learn(Method.STOCK, 1.0, 20))
    assert learn(Method.STOCK, 0.9, 100) == pytest.approx(learn(Method.STOCK, 1.0, 20))
    assert learn(Method.SUM, 0.25, 100) == pytest.approx(learn(Method.SUM, 1.0, 20))


def test_how_much_of_its_year_had_passed_is_told() -> None:
    """On 15 October, day 289 of 366 in 2016."""
    (seen,) = look_back([year_plan(2016), year_plan(2017)], facts(*NOW, as_of=AFTER_Q3), KNOWN)
    assert seen.passed == 289 / 366


def test_what_was_told_rightly_leans_nowhere() -> None:
    told = [Hindsight(1, Method.MEAN, 0.75, met) for met in (True, True, True, False)]
    assert learn_lean(told).area == pytest.approx(0, abs=1e-6)


def test_earlier_years_are_told_as_they_stood_at_the_same_time_of_year() -> None:
    """After three good quarters each year seemed likely, and each failed; the first had too little history."""
    plans = [year_plan(year) for year in (2014, 2015, 2016, 2017)]
    seen = [*look_back(plans, facts(*NOW, as_of=AFTER_Q3), KNOWN)]
    assert [(one.years_back, one.method, one.met) for one in sorted(seen)] == [
        (1, Method.MEAN, False),
        (2, Method.MEAN, False),
        (3, Method.MEAN, False),
    ]


def test_what_came_later_is_not_seen_by_what_is_told_anew() -> None:
    """The fourth quarter of 2016 decides whether 2016 was met, and says nothing of how it seemed before."""
    plans = [year_plan(2016), year_plan(2017)]
    rows = [row for row in NOW if row.period != "2016Q4"]
    told = [
        [*look_back(plans, facts(*rows, result("2016Q4", last), as_of=AFTER_Q3), KNOWN)]
        for last in ("125", "60")
    ]
    assert [one.met for (one,) in told] == [False, True]
    assert told[0][0].p == told[1][0].p


def test_what_the_rest_of_a_year_decided_was_still_open_at_the_same_time_of_it() -> None:
    """The fourth quarter takes the sum of 2016 from 288 to 413 of the 400 that are allowed."""
    summed = goal("1", compared("1.1", over("sum"), "<=", number(4 * LIMIT)))
    plans = [year_plan(year).model_copy(update={"goals": (summed,)}) for year in (2016, 2017)]
    (seen,) = look_back(plans, facts(*NOW, as_of=AFTER_Q3), KNOWN)
    assert (seen.years_back, seen.met) == (1, False)


def test_nothing_is_learnt_from_later_than_the_day() -> None:
    """What is recorded after the day, of this year or an earlier one, changes neither the lean nor the forecast."""
    plans = [year_plan(year) for year in (2015, 2016, 2017)]

    def told(*later: Result) -> tuple[Lean, object]:
        known = facts(*NOW, *later, as_of=AFTER_Q3, known_at=AFTER_Q3)
        lean = find_lean(plans, known, KNOWN)
        return lean, foresee_plan(plans[-1], known, KNOWN, lean=lean).tests

    later = date(2018, 2, 1)
    shifted = [
        result("2017Q4", "10", recorded=later),
        result("2016Q4", "10", recorded=later),
        result("2018Q1", "10", recorded=later),
    ]
    assert told(*shifted) == told()


def test_a_year_that_is_not_decided_teaches_nothing() -> None:
    plans = [year_plan(2016), year_plan(2017)]
    undecided = [row for row in NOW if row.period != "2016Q4"]
    assert not [*look_back(plans, facts(*undecided, as_of=AFTER_Q3), KNOWN)]
    draft = year_plan(2016).model_copy(update={"stage": "draft"})
    assert not [*look_back([draft], facts(*NOW, as_of=AFTER_Q3), KNOWN)]


def p_met(lean: Lean, operator: str = "<=") -> Forecast:
    leaf = compared("1.1", over("mean"), operator, number("103.3"))
    known = facts(*NOW, as_of=AFTER_Q3)
    found = foresee_plan(plan(goal("1", leaf)), known, KNOWN, lean=lean).tests["1.1"]
    assert isinstance(found, Forecast)
    return found


@pytest.mark.parametrize("operator", ["<=", ">="])
def test_a_forecast_is_moved_in_log_odds_towards_what_is_asked_for(operator: str) -> None:
    plain, leaned = p_met(NO_LEAN, operator), p_met(Lean(0.3, {Method.MEAN: 0.2}), operator)

    def find_odds(p: float) -> float:
        return math.log(p / (1 - p))

    assert find_odds(leaned.p_met) == pytest.approx(find_odds(plain.p_met) + 0.5)
    better, worse = (leaned, plain) if operator == ">=" else (plain, leaned)
    assert all(high >= low for high, low in zip(better.quantiles, worse.quantiles, strict=True))
    assert better.quantiles[2] > worse.quantiles[2]


def choose(plans: Sequence[Plan]) -> set[tuple[str, str]]:
    return {(key, found) for key, numbers in choose_tests(plans).items() for found in numbers}


def test_of_many_tests_the_same_forty_a_year_are_chosen_whoever_asks() -> None:
    plans = [year_plan(year, key=f"p{n}", leaves=8) for n in range(20) for year in (2015, 2016)]
    chosen = choose(plans)
    assert len(chosen) == 2 * MOST_TESTS
    assert choose(plans[::-1]) == chosen
    assert choose([one for one in plans if one.id in dict(chosen)]) == chosen
