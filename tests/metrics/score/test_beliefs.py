"""Beliefs reach the total through the plan's own tree, and never settle anything."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Node, Rule, World
from metrics.score.beliefs import Beliefs, condition_on_credit, merge_worlds
from metrics.score.scoring import score_plan
from metrics.status import Status
from tests.factories import catalogue, event, goal, milestone, plan, scored

ONE, HALF = Fraction(1), Fraction(1, 2)
TWO_GOALS = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")))


def likely(p: float) -> Outcome:
    return Outcome.forecast({Fraction(0): 1 - p, ONE: p})


def test_what_is_believed_of_open_tests_gives_the_chances_of_the_total() -> None:
    known = scored(TWO_GOALS)
    beliefs = Beliefs({"1.1": likely(0.8), "2.1": likely(0.5)})
    found = score_plan(known.plan, known.facts, catalogue(), beliefs=beliefs)
    assert dict(found.outcome.chances or ()) == pytest.approx({Fraction(0): 0.1, HALF: 0.5, ONE: 0.4})
    assert found.points == known.points


def test_no_belief_however_strong_settles_a_goal() -> None:
    known = scored(TWO_GOALS)
    found = score_plan(known.plan, known.facts, catalogue(), beliefs=Beliefs({"1.1": likely(1.0)}))
    assert found.goals[0].outcome.credit is None
    assert found.goals[0].status is known.goals[0].status


def test_a_belief_of_a_settled_test_changes_nothing() -> None:
    known = scored(TWO_GOALS, event("1.1"))
    found = score_plan(known.plan, known.facts, catalogue(), beliefs=Beliefs({"1.1": likely(0.1)}))
    assert found.goals[0].status is Status.MET
    assert found.points == known.points


def test_tests_that_share_a_cause_are_never_independent() -> None:
    known = scored(TWO_GOALS)
    fails, holds = (
        World(p, {"1.1": Outcome.settled(c), "2.1": Outcome.settled(c)}) for p, c in [(0.3, 0), (0.7, 1)]
    )
    beliefs = Beliefs({"1.1": likely(0.7), "2.1": likely(0.7)}, ((fails, holds),))
    found = score_plan(known.plan, known.facts, catalogue(), beliefs=beliefs)
    assert dict(found.outcome.chances or ()) == pytest.approx({Fraction(0): 0.3, ONE: 0.7})


def test_worlds_that_come_to_the_same_are_one() -> None:
    cause = [
        World(p, {"1.1": Outcome.settled(c), "2.1": Outcome.settled(c)}) for p, c in [(0.2, 0), (0.3, 1)] * 2
    ]
    (found,) = merge_worlds([cause])
    assert {world.leaves["2.1"].least: world.probability for world in found} == pytest.approx(
        {0: 0.4, 1: 0.6}
    )


def test_what_a_node_earned_says_which_worlds_are_left() -> None:
    cause = tuple(
        World(0.5, {"a": Outcome.settled(1), "b": Outcome.settled(c), "c": Outcome.settled(c)})
        for c in (0, 1)
    )
    both = Node("both", Rule.ALL, (Node("a"), Node("b")))
    open_ = {"a": Outcome.unknown(), "b": Outcome.unknown()}
    ((left,),) = condition_on_credit(both, ONE, open_, [cause])
    assert left.probability == 1
    assert left.leaves["c"].least == 1
    assert condition_on_credit(both, ONE, open_ | {"a": Outcome.settled(0)}, [cause]) == [cause]
    assert condition_on_credit(both, HALF, open_, [cause]) == [cause]
    assert condition_on_credit(Node("z"), ONE, {"z": Outcome.unknown()}, [cause]) == [cause]
