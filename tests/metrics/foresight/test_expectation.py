"""What an institution expects of its milestones and assessments, by how its earlier expectations came out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.facts import Facts
from metrics.facts.schema import EXPECTATIONS, Event, EventKind, Result
from metrics.followup.track_record import build_track_record as judged_record
from metrics.followup.track_record import measure_reliability
from metrics.foresight.expectation import (
    LEAST_EXPECTATIONS,
    ExpectationOutcome,
    record_expectations,
    record_numbers,
    weigh_expectation,
    weigh_number,
)
from metrics.foresight.forecast import Forecast, Foresight, Method, Silence, SilenceReason
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.spread import Spread
from metrics.plan.criteria import Assessment, Criterion, ScalePoint
from metrics.plan.model import Plan
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    expected_number,
    facts,
    goal,
    milestone,
    number,
    over,
    plan,
)
from tests.foreseeing import AFTER_Q3, around_100, days

DAY = date(2017, 6, 1)
SAID, DECIDED = date(2016, 10, 10), date(2016, 12, 20)
SURE, DOUBT, NOT = EXPECTATIONS
RIGHT = [(SURE, True)] * 6 + [(NOT, False)] * 3
"""An institution whose word is good."""
BLIND = [(SURE, True)] * 6 + [(SURE, False)] * 3
"""One that always expects the best."""


def before(*came: tuple[EventKind, bool]) -> tuple[Plan, list[Event]]:
    """A plan of the year before with an assessment for each: what was expected of it, and whether it was met."""
    leaves = [assessed(f"1.{place}", date(2016, 12, 31)) for place in range(len(came))]
    made = plan(
        goal("1", *(leaves or [assessed("1.0")])),
        id="plan-2016",
        start=date(2016, 1, 1),
        end=date(2016, 12, 31),
    )
    said = [
        event(leaf.number, kind, SAID, plan=made.id) for leaf, (kind, _) in zip(leaves, came, strict=True)
    ]
    said += [
        event(leaf.number, "met" if met else "not_met", DECIDED, plan=made.id)
        for leaf, (_, met) in zip(leaves, came, strict=True)
    ]
    return made, said


def foreseen(leaf: Criterion, came: list[tuple[EventKind, bool]], *now: Event, day: date = DAY) -> Foresight:
    earlier, said = before(*came)
    return foresee_plan(plan(goal("1", leaf)), facts(*said, *now, as_of=day), catalogue(), (earlier,))


def p_met(found: Foresight) -> float:
    forecast = found.tests["1.1"]
    assert isinstance(forecast, Forecast), forecast
    return forecast.p_met


def now(kind: EventKind) -> Event:
    return event("1.1", kind, date(2017, 4, 10))


def test_an_assessment_is_foreseen_by_the_institutions_own_word() -> None:
    sure, doubt, not_ = (p_met(foreseen(assessed(), RIGHT, now(kind))) for kind in EXPECTATIONS)
    assert sure > 0.8 > doubt > not_
    assert not_ < 0.4
    found = foreseen(assessed(), RIGHT, now(SURE)).forecasts["1.1"]
    assert (found.method, found.points, found.quantiles) == (Method.EXPECTATION, 9, ())


def test_the_word_of_one_that_always_expects_the_best_says_less() -> None:
    assert p_met(foreseen(assessed(), RIGHT, now(SURE))) > p_met(foreseen(assessed(), BLIND, now(SURE))) + 0.1


def test_what_is_expected_by_hand() -> None:
    """Met as a rule 8.4 of 12; said of the met 9.2 of 10, of the missed 1.6 of 7."""
    usual = (0.8 * 3 + 6) / 12
    hopes = usual * (0.8 * 4 + 6) / 10, (1 - usual) * (0.4 * 4) / 7
    assert p_met(foreseen(assessed(), RIGHT, now(SURE))) == pytest.approx(hopes[0] / sum(hopes))


@given(st.lists(st.tuples(st.sampled_from(EXPECTATIONS), st.booleans()), max_size=8))
def test_under_the_minimum_there_is_no_probability(came: list[tuple[EventKind, bool]]) -> None:
    found = foreseen(assessed(), came, now(SURE)).tests["1.1"]
    if len(came) < LEAST_EXPECTATIONS:
        assert found == Silence(
            SilenceReason.TOO_FEW_EXPECTATIONS, Method.EXPECTATION, len(came), LEAST_EXPECTATIONS
        )
    else:
        assert isinstance(found, Forecast)
        assert 0 < found.p_met < 1


@given(st.lists(st.tuples(st.sampled_from(EXPECTATIONS), st.booleans()), min_size=5, max_size=12))
def test_one_more_that_was_expected_and_met_never_makes_the_next_less_likely(
    came: list[tuple[EventKind, bool]],
) -> None:
    less, more = (p_met(foreseen(assessed(), [*came, *extra], now(SURE))) for extra in ([], [(SURE, True)]))
    assert more >= less - 1e-12


def test_where_the_institution_has_said_nothing_an_assessment_is_silent() -> None:
    assert foreseen(assessed(), RIGHT).tests["1.1"] == Silence(SilenceReason.JUDGED)


def test_a_verdict_on_a_scale_of_words_is_silent_for_a_word_says_nothing_of_a_grade() -> None:
    scale = tuple(ScalePoint(word=word, earns=earns) for word, earns in (("godt", 1), ("skidt", 0)))
    leaf = Criterion(number="1.1", title="1.1", assessed=Assessment(due=date(2017, 12, 31), scale=scale))
    assert foreseen(leaf, RIGHT, now(SURE)).tests["1.1"] == Silence(SilenceReason.JUDGED)


def test_a_milestone_heeds_the_word_until_it_is_claimed() -> None:
    done = [milestone(f"2.{place}", date(2016, 6, 30)) for place in range(5)]
    older = plan(goal("2", *done), id="older", start=date(2016, 1, 1), end=date(2016, 12, 31))
    met = [event(leaf.number, "met", date(2016, 6, 20), plan="older") for leaf in done]
    earlier, said = before(*RIGHT)
    made = plan(goal("1", milestone("1.1", date(2017, 12, 31))))

    def p(*more: Event) -> float:
        return p_met(foresee_plan(made, facts(*said, *met, *more, as_of=DAY), catalogue(), (earlier, older)))

    assert p(now(SURE)) > p() > p(now(DOUBT)) > p(now(NOT))
    claim = event("1.1", "claimed", DAY - timedelta(5))
    assert p(claim, now(NOT)) == p(claim)


def test_only_what_was_expected_before_the_decision_counts() -> None:
    made, said = before((NOT, True))
    later = event("1.0", SURE, DECIDED + timedelta(1), plan=made.id)
    assert record_expectations([made], facts(*said, later)) == [ExpectationOutcome(NOT, met=True)]


def test_the_record_shows_how_such_forecasts_did() -> None:
    earlier, said = before(*RIGHT)
    made = plan(goal("1", assessed()))
    events = [*said, now(SURE), event("1.1", "met", date(2017, 12, 20))]

    def at(day: date) -> Facts:
        return facts(*events, as_of=day)

    found = judged_record([earlier, made], at(date(2018, 3, 1)), catalogue(), at).foretold
    of_word = [one for one in found if one.method is Method.EXPECTATION]
    assert {(one.plan.id, one.quarter) for one in of_word} >= {("plan-2017", 1)}
    assert measure_reliability([(one.p, one.held) for one in of_word]) is not None


def test_what_is_expected_on_the_day_of_the_decision_is_no_expectation() -> None:
    made, said = before((NOT, True))
    same_day = event("1.0", SURE, DECIDED, plan=made.id)
    assert record_expectations([made], facts(*said, same_day)) == [ExpectationOutcome(NOT, met=True)]


def test_what_was_expected_last_counts() -> None:
    first = event("1.1", DOUBT, date(2017, 3, 10))
    assert p_met(foreseen(assessed(), RIGHT, first, now(SURE))) == p_met(
        foreseen(assessed(), RIGHT, now(SURE))
    )


@pytest.mark.parametrize(("count", "p"), [(4, 0.5), (5, (8.2 / 9) / (8.2 / 9 + 0.4))])
def test_five_that_came_out_say_what_a_word_is_worth_and_four_do_not(count: int, p: float) -> None:
    """Of five expected met and met it is said 0.8 * 4 + 5 times of 9, and of the missed 0.4 by the first guess."""
    earlier = [ExpectationOutcome(SURE, met=True)] * count
    assert weigh_expectation(0.5, plan(), "1.1", facts(now(SURE)), earlier) == pytest.approx(p)


FORECAST = Spread.bell(100.0, 10.0, 30.0)


def test_a_number_that_came_true_before_draws_the_forecast_to_it() -> None:
    """It was 2 too low on average, and hardly ever more than 1 from that: 92 that is said means about 94."""
    true_before = [(50.0, 52.0), (60.0, 61.0), (70.0, 73.0), (80.0, 82.0), (90.0, 92.0)]
    found = weigh_number(FORECAST, 92.0, true_before)
    assert found.chances.sum() == pytest.approx(1)
    assert 94 < found.mean < 96
    assert found.quantiles([0.95])[0] - found.quantiles([0.05])[0] < 10


def test_a_number_that_missed_widely_before_moves_little_and_too_few_move_nothing() -> None:
    wild = [(50.0, 90.0), (60.0, 20.0), (70.0, 110.0), (80.0, 40.0), (90.0, 90.0)]
    assert weigh_number(FORECAST, 92.0, wild).mean == pytest.approx(100, abs=1.5)
    assert weigh_number(FORECAST, 92.0, wild[:4]) is FORECAST


YEARS = (2014, 2015, 2016)


def plan_of(year: int, value: str = "mean") -> Plan:
    leaf = compared("1.1", over(value), "<=", number(100))
    return plan(goal("1", leaf), id=f"plan-{year}", start=date(year, 1, 1), end=date(year, 12, 31))


def told_before(off: int) -> list[Event]:
    """In each of three years a number in April and one in July, so far from the 100 or so that came."""
    return [
        expected_number("1.1", 100 + off, date(year, month, 10), plan=f"plan-{year}")
        for year in YEARS
        for month in (4, 7)
    ]


ROWS: list[Result] = around_100()


def with_number(value: int, off: int = 0, *, kind: str = "mean") -> Forecast:
    earlier = [plan_of(year, kind) for year in YEARS]
    said = (*told_before(off), expected_number("1.1", value, date(2017, 10, 10)))
    known = facts(*ROWS, *said, as_of=AFTER_Q3)
    found = foresee_plan(plan_of(2017), known, catalogue(days()), earlier).tests["1.1"]
    assert isinstance(found, Forecast)
    return found


def test_each_number_is_held_against_what_came_of_the_same_quantity() -> None:
    earlier = [plan_of(2016)]
    said = [
        expected_number("1.1", 97, date(2016, 4, 10), plan="plan-2016"),
        expected_number("1.1", 98, date(2016, 12, 31), plan="plan-2016"),
        expected_number("1.1", 99, date(2017, 1, 10), plan="plan-2016"),  # its year was over
        expected_number("1.1", 80, date(2017, 4, 10)),
        expected_number("1.1", 91, date(2017, 7, 10)),
    ]
    known = facts(*ROWS, *said, as_of=AFTER_Q3)
    found = record_numbers([*earlier, plan_of(2017)], known, catalogue(days()))
    own = found.find_number(plan_of(2017), plan_of(2017).goals[0].criteria[0])
    came = sum(float(row.value) for row in ROWS if row.period.startswith("2016") and row.value) / 4
    assert own == (91.0, ((97.0, came), (98.0, came)))
    other = plan_of(2017, "last")
    assert found.find_number(other, other.goals[0].criteria[0]) == (91.0, ())
    assert found.find_number(plan_of(2018), plan_of(2018).goals[0].criteria[0]) is None


def test_a_good_number_moves_the_forecast_to_it_and_the_forecast_says_so() -> None:
    low, high = with_number(99), with_number(101)
    assert low.quantiles[2] < high.quantiles[2]
    assert low.p_met > high.p_met
    assert (low.weighed, high.weighed) == (6, 6)


def test_a_number_of_another_quantity_moves_nothing() -> None:
    assert with_number(150, kind="last") == with_number(50, kind="last")
    assert with_number(150, kind="last").weighed == 0
