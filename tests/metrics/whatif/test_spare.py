"""Goals to spare: by hand, and against every set of goals."""

from __future__ import annotations

import itertools
import time
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from metrics.whatif.spare import MOST_LISTED, SpareGoals, find_spare, spare_goals
from metrics.whatif.ways import find_ways
from tests.believing import believing, milestones, scored_with

WANTED = Fraction(80)


def spare(wanted: int, *stakes: int | str) -> SpareGoals:
    """The goals a, b, c and so on with these stakes, of which all but `wanted` may be lost."""
    named = {chr(ord("a") + place): Fraction(stake) for place, stake in enumerate(stakes)}
    return spare_goals(named, sum(named.values(), Fraction(0)) - wanted, Fraction(wanted))


def test_one_goal_may_fail_and_those_that_may_are_named() -> None:
    found = spare(80, 15, 20, 25, 40)
    assert (found.count, found.safe, found.sets) == (1, 0, (("a",), ("b",)))


def test_two_goals_may_fail_and_the_pairs_stand_in_the_plans_order() -> None:
    found = spare(75, 20, 10, 15, 30, 25)
    assert (found.count, found.safe, found.sets) == (2, 0, (("b", "c"),))
    assert spare(70, 20, 10, 15, 30, 25).sets == (("a", "b"), ("b", "c"))


def test_no_goal_may_fail_where_the_least_of_them_is_too_much() -> None:
    found = spare(96, 5, 10, 85)
    assert (found.count, found.safe, found.sets, found.is_secured) == (0, 0, (), False)


def test_any_of_them_may_fail_where_all_weigh_alike_and_exactly_so() -> None:
    sixths = ["50/3"] * 6
    found = spare(80, *sixths)
    assert (found.count, found.safe, found.sets) == (1, 1, ())
    assert spare(100, *sixths).count == 0


def test_a_limit_that_is_just_reached_is_reached() -> None:
    assert spare(80, 20, 80).count == 1
    assert spare_goals({"a": Fraction(20)}, Fraction(20), WANTED).is_secured
    assert spare_goals({"a": Fraction(20)}, Fraction(59, 3), WANTED).count == 0


def test_what_is_out_of_reach_spares_none_and_what_is_secured_spares_all() -> None:
    assert spare_goals({"a": Fraction(10)}, Fraction(-1), WANTED).count is None
    assert spare(0, 10, 20).is_secured
    assert spare_goals({}, Fraction(0), WANTED).is_secured


def test_more_sets_than_are_listed_are_left_out_and_the_count_stands() -> None:
    found = spare(60, 5, 5, 5, 5, 10, 10, 60)
    assert found.count == 6
    found = spare(75, 10, 11, 12, 13, 10, 11, 33)
    assert (found.count, found.safe, found.sets) == (2, 0, ())
    found = spare(70, 10, 11, 12, 13, 10, 11, 33)
    assert (found.count, found.safe) == (2, 0)
    found = spare(60, 10, 15, 20, 25, 30)
    assert (found.count, found.safe, found.sets) == (
        2,
        1,
        (("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("b", "c"), ("b", "d")),
    )


def test_many_goals_take_no_time() -> None:
    began = time.perf_counter()
    found = spare_goals({str(n): Fraction(100 + n, 7) for n in range(60)}, Fraction(450), WANTED)
    assert found.count == 27
    assert time.perf_counter() - began < 0.5


STAKES = st.lists(st.fractions(Fraction(1, 9), 40, max_denominator=9), max_size=7)


@given(STAKES, st.fractions(-5, 200, max_denominator=9))
def test_what_may_be_spared_is_what_a_look_at_every_set_gives(
    stakes: list[Fraction], slack: Fraction
) -> None:
    named = {str(place): stake for place, stake in enumerate(stakes)}
    found = spare_goals(named, slack, WANTED)
    within = [
        chosen
        for size in range(len(named) + 1)
        for chosen in itertools.combinations(named, size)
        if sum(named[name] for name in chosen) <= slack
    ]
    if not within:
        assert found.count is None
        return
    count = max(len(chosen) for chosen in within)
    largest = [chosen for chosen in within if len(chosen) == count]
    every = list(itertools.combinations(named, count))
    assert found.count == count
    assert found.safe == max(
        size
        for size in range(len(named) + 1)
        if all(chosen in within for chosen in itertools.combinations(named, size))
    )
    assert (found.safe == count) == (largest == every)
    listed = largest != every and len(largest) <= MOST_LISTED
    assert found.sets == (tuple(largest) if listed else ())
    among = [name for name in named if any(name in chosen for chosen in largest)]
    same = largest == list(itertools.combinations(among, count)) and count > 0
    assert found.among == (tuple(among) if same else ())
    assert found.needed == tuple(name for name in named if (name,) not in within)
    beside = [name for name in named if name not in among and name not in found.needed]
    assert found.dear == (tuple(beside) if count else ())


def test_the_goals_of_a_score_and_its_ways_say_the_same() -> None:
    score = scored_with(milestones(6), believing(0.9, 0.8, 0.7, 0.6, 0.5, 0.4))
    found = find_spare(score, WANTED)
    assert (found.count, found.safe, found.open) == (1, 1, ("1", "2", "3", "4", "5", "6"))
    assert {len(way.goals) for way in find_ways(score, WANTED)} == {5}
    assert find_spare(score, Fraction(101)).count is None
