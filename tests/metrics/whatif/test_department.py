"""How many plans stay under a threshold, and which goal would help most."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import Score
from metrics.whatif.department import (
    PlansUnder,
    count_plans_under,
    find_helpful_goals,
    find_likely_count,
    view_department,
)
from metrics.whatif.pivotal import find_pivots
from metrics.whatif.prospects import Prospects, find_prospects
from tests.believing import believing, milestones, scored_with

SHARE = Fraction(1, 2)
CHANCES = {"a": (0.9, 0.8), "b": (0.1, 0.2), "c": (0.5, 0.5)}


def scores(chances: dict[str, tuple[float | None, ...]]) -> dict[str, Score]:
    return {name: scored_with(milestones(len(of), id=name), believing(*of)) for name, of in chances.items()}


def outlooks(of: dict[str, Score]) -> dict[str, Prospects]:
    return {name: found for name, one in of.items() if (found := find_prospects(one))}


def test_the_number_under_is_that_of_every_combination() -> None:
    found = count_plans_under(outlooks(scores({**CHANCES})), SHARE)
    fails = [(1 - p) * (1 - q) for p, q in CHANCES.values()]
    expected = dict.fromkeys(range(4), 0.0)
    for down in itertools.product([0, 1], repeat=3):
        expected[sum(down)] += math.prod(f if one else 1 - f for one, f in zip(down, fails, strict=True))
    assert dict(found.chances) == pytest.approx(expected)
    assert found.expected == pytest.approx(sum(fails))


def test_plans_that_swing_together_fall_together() -> None:
    alike = outlooks(scores(dict.fromkeys("abcd", (0.5,))))
    apart, linked, together = (dict(count_plans_under(alike, SHARE, rho).chances) for rho in (0.0, 0.5, 1.0))
    assert apart[4] == pytest.approx(1 / 16)
    assert apart[4] < linked[4] < together[4] == pytest.approx(0.5)
    assert count_plans_under(alike, SHARE, 0.5).expected == pytest.approx(2)


def test_a_plan_with_a_silent_goal_is_named_and_left_out() -> None:
    seen = outlooks(scores({"a": (0.5,), "b": (None,)}))
    found = count_plans_under(seen, SHARE)
    assert found.silent == ("b",)
    assert dict(found.chances) == pytest.approx({0: 0.5, 1: 0.5})
    assert count_plans_under({}, SHARE).expected == 0


def test_the_goal_that_lifts_most_plans_over_comes_first() -> None:
    known = scores({**CHANCES, "d": (0.5, None)})
    seen = outlooks(known)
    found = find_helpful_goals(
        seen, {name: find_pivots(one, SHARE * 100) for name, one in known.items()}, SHARE
    )
    assert {(one.plan, one.goal) for one in found[:2]} == {("b", "1"), ("b", "2")}
    assert found[0].rise == pytest.approx(0.72)  # one goal of two is enough, and neither was likely
    assert "d" not in {one.plan for one in found}
    lifted = dict(seen)
    after = find_prospects(scored_with(milestones(2), Beliefs({**believing(1.0, 0.2).leaves})))
    assert after is not None
    lifted["b"] = after
    assert found[0].rise == pytest.approx(
        count_plans_under(seen, SHARE).expected - count_plans_under(lifted, SHARE).expected
    )


def test_a_departments_view_is_its_parts_and_leaves_out_who_has_no_total() -> None:
    known = scores({**CHANCES, "d": (0.5, None)})
    unscored = scored_with(milestones(2, id="e", scoring=Scoring(weights=Weights.NONE)), believing(0.5, 0.5))
    found = view_department({**known, "e": unscored}, SHARE)
    seen = outlooks(known)
    assert set(found.outlooks) == {*"abcd"}
    assert found.apart == count_plans_under(seen, SHARE)
    assert found.together == count_plans_under(seen, SHARE, 1.0)
    assert found.apart.expected == found.together.expected
    assert found.apart.chances != found.together.chances
    assert found.helps == find_helpful_goals(
        seen, {name: find_pivots(one, SHARE * 100) for name, one in known.items()}, SHARE
    )


def likely(*chances: tuple[int, float]) -> tuple[int, int, float]:
    """The least and the most of the likely count, and its chance."""
    found = find_likely_count(PlansUnder(chances, 0.0))
    return found.least, found.most, round(found.p, 9)


@pytest.mark.parametrize(
    ("chances", "found"),
    [
        (((2, 1.0),), (2, 2, 1.0)),
        (((0, 0.1), (1, 0.85), (2, 0.05)), (1, 1, 0.85)),
        (((0, 0.1), (1, 0.6), (2, 0.3)), (1, 2, 0.9)),
        (((0, 0.1), (1, 0.75), (2, 0.15)), (1, 2, 0.9)),
        (((0, 0.15), (1, 0.75), (2, 0.1)), (0, 1, 0.9)),
        (((0, 0.25), (1, 0.25), (2, 0.25), (3, 0.25)), (0, 3, 1.0)),
        (((0, 0.5), (3, 0.5)), (0, 3, 1.0)),
    ],
)
def test_the_fewest_neighbouring_counts_that_hold_four_fifths_and_of_equally_many_the_likeliest(
    chances: tuple[tuple[int, float], ...], found: tuple[int, int, float]
) -> None:
    assert likely(*chances) == found


def test_four_fifths_that_rounding_makes_a_trifle_less_are_enough() -> None:
    """0.1 and 0.7 add to less than 0.8 in floats."""
    assert 0.1 + 0.7 < 0.8
    assert likely((0, 0.1), (1, 0.7), (2, 0.2)) == (1, 2, 0.9)
    assert likely((0, 0.7), (1, 0.1), (5, 0.2)) == (0, 1, 0.8)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=7))
def test_the_likely_count_is_likely_enough_and_no_shorter_range_is(weights: list[int]) -> None:
    chances = [(count, weight / sum(weights)) for count, weight in enumerate(weights)]
    least, most, p = likely(*chances)
    assert p == pytest.approx(sum(p for count, p in chances if least <= count <= most))
    assert p >= 0.8 - 1e-9
    width = most - least + 1
    same = [sum(p for _, p in chances[n : n + width]) for n in range(len(chances) - width + 1)]
    shorter = [sum(p for _, p in chances[n : n + width - 1]) for n in range(len(chances))]
    assert p == pytest.approx(max(same))
    assert max(shorter) < 0.8
