"""A plan's headline: expected total and interval, what is enough, what has moved it, and which burns most."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.algebra.outcome import Outcome
from metrics.plan.model import Plan, Scoring, TotalWord
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import Weights
from metrics.score.scoring import Score, score_plan
from metrics.status import Status
from metrics.whatif.headline import (
    Headline,
    find_enough,
    find_headline,
    find_likely_range,
    find_likely_total,
    rank_headlines,
)
from tests.believing import EARLY, ONE, ZERO, believing, milestones, scored_with
from tests.factories import catalogue, event, facts, plan

HALF = Fraction(1, 2)
EIGHTY = Fraction(80)
YEAR_END = date(2017, 12, 31)
WORDS = {90: "godt", 50: "nogenlunde", 0: "ringe"}


def headline(*chances: float | None, before: Score | None = None, **changes: object) -> Headline:
    """The headline of a plan with one milestone to a goal, each as likely as given."""
    score = scored_with(milestones(len(chances), **changes), believing(*chances))
    return find_headline(score, EIGHTY, before)


def settled(*met: bool) -> Score:
    """The score of a plan all of whose milestones have been judged."""
    said = (event(f"{n}.1", "met" if one else "not_met") for n, one in enumerate(met, 1))
    return score_plan(milestones(len(met)), facts(*said, as_of=date(2017, 7, 1)), catalogue())


def on(day: date) -> Headline:
    score = score_plan(milestones(2), facts(as_of=day), catalogue(), beliefs=believing(0.97, 0.5))
    return find_headline(score, EIGHTY)


def test_two_goals_of_fifty_points_give_the_mean_and_the_interval_of_their_four_outcomes() -> None:
    """0 points with 1.5 %, 50 with 50 % and 100 with 48.5 %: the lower tail holds no more than 5 %."""
    found = headline(0.97, 0.5)
    assert found.expected is not None
    assert float(found.expected.mean) == pytest.approx(73.5)
    assert [found.expected.low, found.expected.high] == [50, 100]
    assert (found.total, found.between, found.is_settled) == (found.expected.mean, None, False)


def test_a_silent_goal_leaves_bounds_on_the_mean_and_no_total() -> None:
    """Two goals of 33 points give 26.67 and 16.67; the third anything up to 33.33."""
    found = headline(0.8, 0.5, None)
    assert (found.expected, found.total, found.change) == (None, None, None)
    assert found.between is not None
    assert [float(end) for end in found.between] == pytest.approx([130 / 3, 230 / 3])


def test_where_nothing_is_foreseen_of_any_open_point_the_bounds_are_what_is_secured_and_within_reach() -> (
    None
):
    """Of three goals of 33 1/3 points one is met and one lost: thirds that floats miss."""
    said = (event("1.1", on=EARLY), event("2.1", "not_met", on=EARLY))
    score = score_plan(milestones(3), facts(*said, as_of=EARLY), catalogue())
    found = find_headline(score, EIGHTY)
    assert found.between == (Fraction(100, 3), Fraction(200, 3))
    assert found.is_unforeseen
    assert not headline(0.5, None).is_unforeseen


def test_what_is_settled_is_a_total_and_no_expectation() -> None:
    found = find_headline(settled(True, False), EIGHTY)
    assert (found.is_settled, found.expected, found.between) == (True, None, None)
    assert found.total == 50
    assert (found.count(Status.MET), found.count(Status.NOT_MET), found.count(Status.AT_RISK)) == (1, 1, 0)


def test_a_plan_without_a_total_has_nothing_to_expect() -> None:
    found = headline(0.5, 0.5, scoring=Scoring(weights=Weights.NONE))
    assert (found.is_settled, found.total, found.expected, found.between) == (False, None, None, None)


def test_after_the_plan_year_nothing_is_foreseen() -> None:
    last, after = on(YEAR_END), on(YEAR_END + timedelta(days=1))
    assert last.expected is not None
    assert not last.is_over
    assert after.is_over
    assert (after.expected, after.between, after.total) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "enough"),
    [
        ({}, 160),
        ({"pay": Pay(cap=Decimal(10), minimum=Decimal(70))}, 140),
        ({"pay": Pay(cap=Decimal(10))}, 160),
        ({"words": (90, 0)}, 90),
        ({"words": (90, 50, 0)}, 160),
        ({"words": (90, 0), "pay": Pay(cap=Decimal(10), minimum=Decimal(70))}, 140),
    ],
)
def test_enough_is_what_the_plan_says_if_it_says_one_thing_and_else_what_its_area_asks_for(
    changes: dict[str, object], enough: int
) -> None:
    """Of 200 points; pay names percent of them, words name points."""
    limits = changes.get("words", ())
    assert isinstance(limits, tuple)
    named = tuple(TotalWord(at=Decimal(at), word=WORDS[at]) for at in limits)
    of = plan(pay=changes.get("pay"), scoring=Scoring(possible=Decimal(200), words=named))
    assert find_enough(score_plan(of, facts(as_of=EARLY), catalogue()), EIGHTY) == enough


def test_the_change_is_counted_from_what_was_expected_when_the_report_was_due() -> None:
    before = scored_with(milestones(2), believing(0.97, 0.75))
    found = headline(0.97, 0.5, before=before)
    assert float(found.before or 0) == pytest.approx(86)
    assert float(found.change or 0) == pytest.approx(-12.5)
    assert find_headline(settled(True, True), EIGHTY, before).change == 100 - (found.before or 0)
    assert headline(0.97, 0.5).change is None


def test_what_was_not_foreseen_then_or_is_not_now_has_no_change() -> None:
    silent = scored_with(milestones(2), believing(0.5, None))
    assert headline(0.5, 0.5, before=silent).change is None
    assert headline(0.5, None, before=scored_with(milestones(2), believing(0.5, 0.5))).change is None


def test_the_smallest_share_of_its_points_comes_first_and_who_has_no_total_last() -> None:
    """85 of 100 points is 0.85, 160 of 200 is 0.8, whatever each plan calls enough."""
    found = {
        "silent": headline(None),
        "well": headline(0.95),
        "own": headline(0.85, pay=Pay(cap=Decimal(10), minimum=Decimal(95))),
        "of 200": headline(0.8, scoring={"possible": 200}),
        "short": headline(0.75),
    }
    assert rank_headlines(found) == ["short", "of 200", "own", "well", "silent"]


def test_a_year_that_is_over_comes_after_every_running_one() -> None:
    lost = score_plan(milestones(1), facts(event("1.1", "not_met"), as_of=date(2018, 1, 20)), catalogue())
    found = {"over": find_headline(lost, EIGHTY), "silent": headline(None), "well": headline(0.95)}
    assert rank_headlines(found) == ["well", "silent", "over"]


def test_the_likely_range_leaves_out_a_tail_at_each_end() -> None:
    outcome = Outcome.forecast({ZERO: 0.03, HALF: 0.07, ONE: 0.9})
    found = find_likely_range(outcome)
    assert found is not None
    mean, low, high = found
    assert float(mean) == pytest.approx(0.935)
    assert (low, high) == (HALF, ONE)
    wide = find_likely_range(outcome, 0.96)
    assert wide is not None
    assert wide[1:] == (ZERO, ONE)
    top = find_likely_range(Outcome.forecast({ZERO: 0.2, HALF: 0.76, ONE: 0.04}))
    assert top is not None
    assert top[1:] == (ZERO, HALF)


@pytest.mark.parametrize(
    ("chances", "mean", "ends"),
    [({ZERO: 0.96, ONE: 0.04}, 0.04, (ZERO, ONE)), ({ZERO: 0.04, HALF: 0.0, ONE: 0.96}, 0.96, (ZERO, ONE))],
)
def test_a_mean_outside_what_holds_nine_tenths_widens_the_range_to_the_next_credit(
    chances: dict[Fraction, float], mean: float, ends: tuple[Fraction, Fraction]
) -> None:
    found = find_likely_range(Outcome.forecast(chances))
    assert found is not None
    assert float(found[0]) == pytest.approx(mean)
    assert found[1:] == ends


def test_without_a_forecast_there_is_no_likely_range() -> None:
    assert find_likely_range(Outcome.unknown()) is None
    assert find_likely_range(Outcome.settled(1)) == (ONE, ONE, ONE)


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=4), st.booleans())
def test_what_is_expected_lies_in_its_interval_and_between_what_is_secured_and_what_is_not_lost(
    chances: list[float | None], met: bool
) -> None:
    of: Plan = milestones(len(chances))
    said = facts(*([event("1.1", on=EARLY)] if met else []), as_of=EARLY)
    score = score_plan(of, said, catalogue(), beliefs=believing(*chances))
    found = find_headline(score, EIGHTY)
    least, most = score.points.secured, score.points.possible - score.points.lost
    if found.expected:
        ahead = found.expected
        assert least <= ahead.low <= ahead.mean <= ahead.high <= most
        assert find_likely_total(score) == ahead
    elif found.between:
        assert least <= found.between[0] <= found.between[1] <= most
    else:
        assert found.is_settled
