"""Backwards from a total: against every set of goals, and by hand."""

from __future__ import annotations

import itertools
import math
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.algebra.outcome import Outcome
from metrics.score.beliefs import NO_BELIEFS, Beliefs
from metrics.score.scoring import Score, score_plan
from metrics.whatif.ways import MOST_WAYS, OpenGoal, find_cheapest, find_ways
from tests.factories import catalogue, event, facts, goal, milestone, plan

SEVEN = plan(*(goal(str(n), milestone(f"{n}.1")) for n in range(1, 8)))


def believed(*chances: float, said: int = 0) -> Score:
    """Seven goals of one milestone, the first `said` of them met and the others as likely as given."""
    leaves = {
        f"{n}.1": Outcome.forecast({Fraction(0): 1 - p, Fraction(1): p})
        for n, p in enumerate(chances, said + 1)
    }
    known = facts(*(event(f"{n}.1") for n in range(1, said + 1)))
    return score_plan(SEVEN, known, catalogue(), beliefs=Beliefs(leaves) if chances else NO_BELIEFS)


def brute(goals: list[tuple[int, float]], needed: int) -> list[float]:
    """The costs of all sets that suffice and can spare none, cheapest first."""
    found = []
    for size in range(len(goals) + 1):
        for chosen in itertools.combinations(goals, size):
            gained = sum(gain for gain, _ in chosen)
            if gained >= needed and all(gained - gain < needed for gain, _ in chosen):
                found.append(sum(cost for _, cost in chosen))
    return sorted(found)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 50).map(lambda n: n / 7)), max_size=10),
    st.integers(-5, 200),
)
def test_the_cheapest_ways_are_those_of_a_search_through_every_set(
    goals: list[tuple[int, float]], needed: int
) -> None:
    numbered = {str(n): goal for n, goal in enumerate(goals)}
    found = find_cheapest([OpenGoal(n, *goal) for n, goal in numbered.items()], needed)
    assert [cost for cost, _ in found] == pytest.approx(brute(goals, needed)[:MOST_WAYS])
    sets = [set(chosen) for _, chosen in found]
    assert not any(one < other for one in sets for other in sets)
    assert len({frozenset(one) for one in sets}) == len(sets)
    for chosen in sets:
        assert sum(numbered[n][0] for n in chosen) >= needed


def test_ways_that_cost_nearly_the_same_are_told_apart() -> None:
    goals = [(10 + n % 2, 5 - n / 100) for n in range(8)]
    found = find_cheapest([OpenGoal(str(n), *goal) for n, goal in enumerate(goals)], 30)
    assert [cost for cost, _ in found] == pytest.approx(brute(goals, 30)[:MOST_WAYS], abs=1e-9)


@pytest.mark.parametrize("alike", [True, False])
def test_twenty_open_goals_are_searched_at_once(alike: bool) -> None:
    goals = [
        OpenGoal(str(n), 500 if alike else 500 + 37 * n % 211, 1.0 if alike else 0.1 + n % 7)
        for n in range(20)
    ]
    began = time.process_time()
    assert len(find_cheapest(goals, sum(goal.gain for goal in goals) * 6 // 10)) == MOST_WAYS
    assert time.process_time() - began < 1


def test_the_likeliest_goals_are_the_cheapest() -> None:
    first, *rest = find_ways(believed(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3), Fraction(80))
    assert first.goals == ("1", "2", "3", "4", "5", "6")
    assert first.points == Fraction(600, 7)
    assert first.likelihood == pytest.approx(0.9 * 0.8 * 0.7 * 0.6 * 0.5 * 0.4)
    assert first.cost == pytest.approx(-math.log(first.likelihood or 0))
    assert len(rest) == 6


def test_what_is_secured_needs_no_goal() -> None:
    found = find_ways(believed(0.5, 0.5, 0.5, 0.5, 0.5, said=2), Fraction(200, 7))
    assert [way.goals for way in found] == [()]
    assert found[0].likelihood == 1


def test_a_total_that_is_out_of_reach_has_no_way() -> None:
    assert find_ways(believed(), Fraction("100.01")) == ()
    assert [way.points for way in find_ways(believed(), Fraction(100))] == [100]


def test_a_goal_of_unknown_likelihood_is_needed_last() -> None:
    found = find_ways(believed(0.01, 0.02, 0.03), Fraction(300, 7))
    assert found[0].goals == ("1", "2", "3")
    assert found[1].likelihood is None
    assert find_ways(believed(), Fraction(15))[0].likelihood is None


def test_a_goal_that_cannot_be_met_is_in_no_way() -> None:
    found = find_ways(believed(0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5), Fraction(14))
    assert "1" not in {number for way in found for number in way.goals}


def test_costs_of_ones_own_decide_and_leave_out_what_they_do_not_name() -> None:
    found = find_ways(believed(0.9, 0.8, 0.7), Fraction(20), {"5": 1, "6": 3, "7": 2})
    assert [way.goals for way in found] == [("5", "7"), ("5", "6"), ("6", "7")]
    assert [way.cost for way in found] == [3, 4, 5]
