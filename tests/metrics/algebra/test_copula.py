"""Sums of parts that swing together: closed forms, brute force, and a million draws as the oracle."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.algebra.copula import (
    FULL,
    GRID,
    MOST_TOTALS,
    find_chances_of_reaching,
    sum_fully_linked,
    sum_linked,
)
from metrics.algebra.distribution import Chances

ZERO, ONE = Fraction(0), Fraction(1)
SEVEN = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]


def coin(p: float, worth: Fraction | int = 1) -> Chances:
    return ((ZERO, 1 - p), (Fraction(worth), p))


def mean(chances: Chances) -> float:
    return sum(float(points) * p for points, p in chances)


def tail(chances: Chances, wanted: Fraction) -> float:
    return sum(p for points, p in chances if points >= wanted)


@st.composite
def parts(draw: st.DrawFn, most: int = 5) -> list[Chances]:
    found = []
    for _ in range(draw(st.integers(1, most))):
        worth = Fraction(draw(st.integers(1, 30)), draw(st.sampled_from([1, 2, 3, 7])))
        credits = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True).map(sorted))
        odds = draw(st.lists(st.integers(1, 9), min_size=len(credits), max_size=len(credits)))
        found.append(tuple((worth * c / 4, n / sum(odds)) for c, n in zip(credits, odds, strict=True)))
    return found


def brute(parts: list[Chances]) -> dict[Fraction, float]:
    found: dict[Fraction, float] = {}
    for combination in itertools.product(*parts):
        total = sum((points for points, _ in combination), ZERO)
        found[total] = found.get(total, 0.0) + math.prod(p for _, p in combination)
    return found


@given(parts())
def test_without_a_link_the_sum_is_that_of_every_combination(parts: list[Chances]) -> None:
    assert dict(sum_linked(parts, 0)) == pytest.approx(brute(parts), abs=1e-12)


@pytest.mark.parametrize("rho", [0.1, 0.3, 0.7, 0.95, 0.999])
def test_two_even_chances_hold_together_as_often_as_the_closed_form_says(rho: float) -> None:
    both = 0.25 + math.asin(rho) / (2 * math.pi)
    assert dict(sum_linked([coin(0.5), coin(0.5)], rho))[Fraction(2)] == pytest.approx(both, abs=1e-11)


@settings(max_examples=25, deadline=None)
@given(parts(most=4), st.sampled_from([0.05, 0.3, 0.8, 0.99]))
def test_twice_as_many_values_of_the_factor_change_nothing(parts: list[Chances], rho: float) -> None:
    assert dict(sum_linked(parts, rho)) == pytest.approx(dict(sum_linked(parts, rho, fineness=2)), abs=1e-11)


@settings(max_examples=50, deadline=None)
@given(parts(), st.sampled_from([0.0, 0.3, 0.9, 1.0]))
def test_a_link_moves_no_mean_and_loses_no_chance(parts: list[Chances], rho: float) -> None:
    found = sum_linked(parts, rho)
    assert sum(p for _, p in found) == pytest.approx(1, abs=1e-10)
    assert mean(found) == pytest.approx(sum(map(mean, parts)), abs=1e-8)
    assert [points for points, _ in found] == sorted({points for points, _ in found})


def test_equal_parts_that_are_fully_linked_leave_the_two_ends() -> None:
    assert dict(sum_linked([coin(0.3)] * 7, 1)) == pytest.approx({ZERO: 0.7, Fraction(7): 0.3})


def test_unequal_parts_that_are_fully_linked_hold_in_the_order_of_their_chances() -> None:
    found = dict(sum_fully_linked([coin(0.9, 10), coin(0.6, 20), coin(0.6, 5)]))
    assert found == pytest.approx({ZERO: 0.1, Fraction(10): 0.3, Fraction(35): 0.6})


@pytest.mark.parametrize("worth", [1, Fraction(100, 7)])
def test_just_under_a_full_link_is_close_to_it(worth: Fraction | int) -> None:
    made = [coin(p, worth) for p in SEVEN]
    near, full = dict(sum_linked(made, 0.9999)), dict(sum_linked(made, FULL))
    assert near == pytest.approx(full, abs=0.01)


def test_sums_of_too_many_totals_keep_their_ends_and_nearly_their_mean() -> None:
    worths = [Fraction(2**k, 3) for k in range(14)]
    made = [coin(0.6, worth) for worth in worths]
    found = sum_linked(made, 0.3)
    assert GRID < len(found) <= MOST_TOTALS
    assert found[0][0] == 0
    assert found[-1][0] == sum(worths)
    assert mean(found) == pytest.approx(sum(map(mean, made)), abs=float(sum(worths)) / GRID)


@settings(max_examples=40, deadline=None)
@given(parts(), st.sampled_from([0.0, 0.3, 1.0]), st.data())
def test_replacing_a_part_gives_the_sum_with_the_other_part(
    parts: list[Chances], rho: float, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    other = coin(0.25, data.draw(st.integers(0, 9)) + Fraction(1, 3))
    whole = sum_linked([*parts[:place], other, *parts[place + 1 :]], rho)
    wanted = data.draw(st.sampled_from([points for points, _ in whole]))
    found = find_chances_of_reaching(parts, {place: [other]}, wanted, rho)
    assert found[place][0] == pytest.approx(tail(whole, wanted), abs=1e-10)


def test_a_total_that_no_grid_holds_still_counts_as_reached() -> None:
    made = [coin(0.5, Fraction(k, prime)) for k, prime in ((7, 99_991), (11, 99_989), (13, 99_971))]
    every = sum((part[-1][0] for part in made), ZERO)
    assert find_chances_of_reaching(made, {0: [coin(0.5, made[0][-1][0])]}, every, 0.0)[0] == [
        pytest.approx(1 / 8)
    ]


DRAWS, PLANS, MOST_GOALS = 1_000_000, 200, 7


def test_a_million_draws_agree_for_two_hundred_plans() -> None:
    rng = np.random.default_rng(20170630)
    own = rng.standard_normal((MOST_GOALS, DRAWS), np.float32)
    common = rng.standard_normal(DRAWS, np.float32)
    for rho in (0.0, 0.3, 0.8):
        hidden = math.sqrt(rho) * common + math.sqrt(1 - rho) * own
        for _ in range(PLANS // 3 + 1):
            _agrees(_plan(rng), rho, hidden)


def _plan(rng: np.random.Generator) -> list[Chances]:
    """Goals that pass or fail, or are graded in four steps, with weights of whole points."""
    found: list[Chances] = []
    for _ in range(rng.integers(2, MOST_GOALS + 1)):
        credits = [0, 4] if rng.random() < 0.7 else [0, 1, 3, 4]
        odds, worth = rng.dirichlet(np.ones(len(credits))), Fraction(int(rng.integers(5, 30)), 4)
        found.append(tuple((worth * c, float(p)) for c, p in zip(credits, odds, strict=True)))
    return found


def _agrees(
    plan: list[Chances], rho: float, hidden: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> None:
    """Every one of some totals is reached as often in the draws as computed, within four standard errors."""
    totals = np.zeros(DRAWS, np.int16)
    for goal, lies in zip(plan, hidden, strict=False):
        steps = [int(points * 4) for points, _ in goal]
        below = np.cumsum([p for _, p in goal])[:-1]
        for limit, step, following in zip(below, steps, steps[1:], strict=False):
            totals += (lies > np.float32(NormalDist().inv_cdf(float(limit)))) * np.int16(following - step)
    found = sum_linked(plan, rho)
    counts = np.bincount(totals)
    error = float(totals.std()) / 4 / math.sqrt(DRAWS)
    assert float(totals.mean()) / 4 == pytest.approx(mean(found), abs=4 * error)
    for points, _ in found[:: max(1, len(found) // 5)]:
        p = tail(found, points)
        error = math.sqrt(p * max(1 - p, 0.0) / DRAWS)
        assert counts[int(points * 4) :].sum() / DRAWS == pytest.approx(p, abs=4 * error + 1e-6), (
            rho,
            points,
        )


@pytest.mark.parametrize("rho", [0.0, 1.0])
@pytest.mark.parametrize(
    ("wanted", "apart", "linked"), [("1", 0.75, 0.5), ("3/2", 0.25, 0.5), ("2", 0.25, 0.5)]
)
def test_a_total_between_two_that_can_be_is_reached_by_the_higher_alone(
    rho: float, wanted: str, apart: float, linked: float
) -> None:
    fair = coin(0.5)
    found = find_chances_of_reaching([fair, fair], {0: [fair]}, Fraction(wanted), rho)
    assert found[0] == [pytest.approx(linked if rho else apart)]
