"""What a node may earn: bounds that hold for certain, chances within them, grades, and points."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import BINARY, Grade, Outcome, Points, convert_to_points
from metrics.algebra.tree import Rule, combine_outcomes
from tests.trees import HALF, LINEAR, STEPS, Tree, every, trees


@given(trees())
def test_every_outcome_lies_within_its_bounds(tree: Tree) -> None:
    for evaluation in every(tree.evaluated()):
        outcome = evaluation.outcome
        assert 0 <= outcome.least <= outcome.most <= 1
        if outcome.chances is not None:
            credits = [credit for credit, _ in outcome.chances]
            assert credits == sorted(set(credits))
            assert outcome.least <= credits[0]
            assert credits[-1] <= outcome.most
            assert all(p > 0 for _, p in outcome.chances)
            assert math.fsum(p for _, p in outcome.chances) == pytest.approx(1, abs=1e-12)
            assert all(0 <= (outcome.chance_of(Fraction(n, 8)) or 0) <= 1 for n in range(9))


@given(trees(), st.fractions(0, 100))
def test_secured_open_and_lost_add_to_what_is_possible(tree: Tree, possible: Fraction) -> None:
    for evaluation in every(tree.evaluated()):
        found = convert_to_points(evaluation.outcome, possible)
        assert min(found.secured, found.open, found.lost) >= 0
        assert found.secured + found.open + found.lost == possible == found.possible


def test_the_product_is_silent_only_between_the_bounds() -> None:
    found = combine_outcomes(
        Rule.SUM, [Outcome.settled(1), Outcome.unknown(), Outcome.settled(0), Outcome.settled(0)]
    )
    levels = [ZERO, Fraction(1, 4), Fraction(3, 8), HALF, Fraction(5, 8), ONE]
    assert [found.chance_of(level) for level in levels] == [1.0, 1.0, None, None, 0.0, 0.0]
    assert found.expected is None


@pytest.mark.parametrize(
    ("credit", "steps", "linear"),
    [
        ("0", "0", "0"),
        ("0.25", "0", "0"),
        ("0.49", "0", "0.48"),
        ("0.5", "0.25", "0.5"),
        ("0.99", "0.25", "1"),
        ("1", "1", "1"),
    ],
)
def test_a_grade_at_and_around_its_points(credit: str, steps: str, linear: str) -> None:
    assert STEPS(Fraction(credit)) == Fraction(steps)
    assert LINEAR(Fraction(credit)) == Fraction(linear)


QUARTER = Fraction(1, 4)
SPREAD = {ZERO: 0.5, HALF: 0.25, ONE: 0.25}


def test_a_settled_outcome_has_its_credit_and_no_doubt() -> None:
    found = Outcome.settled(QUARTER)
    assert (found.least, found.most, found.credit) == (QUARTER, QUARTER, QUARTER)
    assert found.chances == ((QUARTER, 1.0),)
    assert (found.chance_met, found.chance_as_far_as_possible, found.expected) == (0.0, 1.0, 0.25)


def test_an_unknown_outcome_says_nothing_of_its_likelihood() -> None:
    found = Outcome.unknown()
    assert (found.least, found.most, found.credit) == (ZERO, ONE, None)
    assert (found.chance_met, found.chance_as_far_as_possible, found.expected) == (None, None, None)


def test_a_forecast_knows_the_chance_of_every_credit_and_its_mean() -> None:
    found = Outcome.forecast(SPREAD)
    levels = [ZERO, QUARTER, HALF, Fraction(3, 4), ONE]
    assert [found.chance_of(level) for level in levels] == [1.0, 0.5, 0.5, 0.25, 0.25]
    assert (found.chance_met, found.expected) == (0.25, 0.375)


def test_as_far_as_possible_is_the_chance_of_all_that_is_left() -> None:
    found = Outcome.forecast({ZERO: 0.75, HALF: 0.25}, most=HALF)
    assert (found.chance_met, found.chance_as_far_as_possible) == (0.0, 0.25)


def test_part_of_the_credit_has_a_chance_of_its_own() -> None:
    found = Outcome.forecast(SPREAD)
    assert (found.may_be_partial, found.chance_of_any) == (True, 0.5)
    assert not Outcome.forecast({ZERO: 0.5, HALF: 0.0, ONE: 0.5}).may_be_partial
    assert Outcome.forecast({HALF: 0.5, ONE: 0.5}, least=HALF).chance_of_any == 1.0
    assert (Outcome.unknown().may_be_partial, Outcome.unknown().chance_of_any) == (False, None)


def test_a_grade_passes_bounds_and_chances_and_settles_what_cannot_differ() -> None:
    assert STEPS.apply(Outcome.forecast(SPREAD)) == Outcome(
        ZERO, ONE, ((ZERO, 0.5), (QUARTER, 0.25), (ONE, 0.25))
    )
    assert BINARY.apply(Outcome.forecast(SPREAD)).chances == ((ZERO, 0.75), (ONE, 0.25))
    assert STEPS.apply(Outcome(ZERO, QUARTER)) == Outcome.settled(0)
    assert STEPS.apply(Outcome.settled(HALF)) == Outcome.settled(QUARTER)
    assert STEPS.apply(Outcome.unknown()) == Outcome.unknown()


def test_below_its_first_point_a_grade_gives_nothing() -> None:
    late = Grade(((HALF, HALF), (ONE, ONE)), linear=True)
    assert [late(QUARTER), late(HALF), late(Fraction(3, 4))] == [ZERO, HALF, Fraction(3, 4)]


def test_an_outcome_in_points_of_forty() -> None:
    found = convert_to_points(Outcome(QUARTER, HALF), Fraction(40))
    assert found == Points(Fraction(10), Fraction(10), Fraction(20))
    assert [found.within_reach, found.possible] == [20, 40]
