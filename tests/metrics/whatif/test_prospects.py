"""The outlook of a total: by every combination, with what goals share, and with goals nobody speaks of."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.copula import sum_linked
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.plan.model import Plan, Scoring, Suspension, TotalWord
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from metrics.whatif.prospects import (
    Prospects,
    TotalTree,
    find_prospects,
    find_silent_goals,
    find_total_words,
)
from tests.believing import EARLY, ZERO, believing, likely, milestones, scored_with, shared
from tests.factories import catalogue, event, facts, goal, milestone, plan

SEVEN = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]


def found(of: Plan, beliefs: Beliefs, rho: float = 0.0) -> Prospects:
    one = find_prospects(scored_with(of, beliefs), rho)
    assert one is not None
    return one


def test_seven_goals_come_to_what_all_128_outcomes_say() -> None:
    expected = dict.fromkeys([Fraction(100 * n, 7) for n in range(8)], 0.0)
    for held in itertools.product([0, 1], repeat=7):
        p = math.prod(p if one else 1 - p for one, p in zip(held, SEVEN, strict=True))
        expected[Fraction(100 * sum(held), 7)] += p
    seen = found(milestones(7), believing(*SEVEN))
    assert dict(seen.distribution() or ()) == pytest.approx(expected, abs=1e-12)
    assert seen.expected == pytest.approx(sum(SEVEN) * 100 / 7)
    assert seen.reaching(Fraction(300, 7)) == pytest.approx((sum(list(expected.values())[3:]),) * 2)


def test_equal_chances_that_are_fully_linked_leave_all_or_nothing() -> None:
    seen = found(milestones(7), believing(*[0.4] * 7), 1.0)
    assert dict(seen.distribution() or ()) == pytest.approx({ZERO: 0.6, Fraction(100): 0.4})


def test_what_is_certain_is_not_left_to_chance() -> None:
    of = milestones(2)
    said = facts(event("1.1", on=EARLY), as_of=EARLY)
    half = find_prospects(score_plan(of, said, catalogue(), beliefs=believing(None, 0.5)), 0.5)
    assert half is not None
    assert half.reaching(Fraction(50)) == (1, 1)
    assert half.reaching(Fraction(100)) == pytest.approx((0.5, 0.5))
    whole = find_prospects(score_plan(of, facts(event("1.1"), event("2.1")), catalogue()), 0.5)
    assert whole is not None
    assert whole.distribution() == ((Fraction(100), 1.0),)


def test_goals_that_share_are_one_block_and_the_link_is_between_blocks() -> None:
    cause = shared({(1, 1, 0): 0.3, (0, 1, 1): 0.2, (0, 0, 0): 0.5}, "1.1", "2.1", "3.1")
    beliefs = Beliefs({f"{n}.1": likely(0.5) for n in (1, 2, 3, 4)}, (cause,))
    third = Fraction(25)
    block = ((ZERO, 0.5), (2 * third, 0.5))
    for rho in (0.0, 0.3, 1.0):
        seen = found(milestones(4), beliefs, rho).distribution()
        other = ((ZERO, 0.5), (third, 0.5))
        assert dict(seen or ()) == pytest.approx(dict(sum_linked([block, other], rho)))


def test_causes_that_meet_in_a_goal_make_one_block() -> None:
    of = plan(
        goal("1", milestone("1.1")),
        goal("2", milestone("2.1"), milestone("2.2")),
        goal("3", milestone("3.1")),
    )
    one = shared({(1, 1): 0.6, (0, 0): 0.4}, "1.1", "2.1")
    two = shared({(1, 1): 0.7, (0, 0): 0.3}, "2.2", "3.1")
    beliefs = Beliefs({n: likely(0.5) for n in ("1.1", "2.1", "2.2", "3.1")}, (one, two))
    expected = {ZERO: 0.12, Fraction(100, 3): 0.18 + 0.28, Fraction(100): 0.42}
    for rho in (0.0, 0.8):  # nothing is left to link
        assert dict(found(of, beliefs, rho).distribution() or ()) == pytest.approx(expected)


def test_a_silent_goal_leaves_bounds_that_hold_whatever_it_does() -> None:
    seen = found(milestones(3), believing(0.8, 0.5, None), 0.3)
    assert seen.silent == ("3",)
    assert seen.distribution() is None
    assert seen.expected is None
    assert seen.expected_between() == pytest.approx((130 / 3, 230 / 3))
    for said in (0.0, 0.25, 1.0):
        least, most = seen.reaching(Fraction(200, 3))
        told = found(milestones(3), believing(0.8, 0.5, said), 0.3).reaching(Fraction(200, 3))[0]
        assert least - 1e-12 <= told <= most + 1e-12


def test_a_silent_test_is_silent_alone_and_not_its_whole_goal() -> None:
    of = plan(goal("1", milestone("1.1"), milestone("1.2")))
    seen = found(of, Beliefs({"1.1": likely(0.6)}))
    assert seen.reaching(Fraction(100)) == pytest.approx((0.0, 0.6))


def test_a_cause_that_says_nothing_of_a_test_leaves_it_silent() -> None:
    cause = (
        World(0.5, {"1.1": Outcome.unknown(), "2.1": Outcome.settled(1)}),
        World(0.5, {"1.1": Outcome.settled(0), "2.1": Outcome.settled(0)}),
    )
    seen = found(milestones(2), Beliefs({"2.1": likely(0.5)}, (cause,)))
    assert seen.silent == ("1",)
    assert seen.reaching(Fraction(100)) == pytest.approx((0.0, 0.5))


def test_the_words_of_a_plan_have_the_chances_of_their_totals() -> None:
    named = (TotalWord(at=Decimal(90), word="godt"), TotalWord(at=Decimal(50), word="nogenlunde"))
    of = milestones(2, scoring=Scoring(words=named))
    known = scored_with(of, believing(0.8, 0.5))
    seen = find_prospects(known)
    assert seen is not None
    named_chances = find_total_words(seen, known)
    assert [word for word, _ in named_chances] == ["godt", "nogenlunde", None]
    assert [p for _, p in named_chances] == pytest.approx([0.4, 0.5, 0.1])
    silent = scored_with(of, believing(0.8, None))
    unknown = find_prospects(silent)
    assert unknown is not None
    assert find_total_words(unknown, silent) == ()


def test_a_plan_without_a_total_has_no_outlook() -> None:
    gone = milestones(2, suspended=Suspension(since=EARLY, reason="Lov"))
    assert find_prospects(scored_with(gone, believing(0.5, 0.5))) is None


def test_only_open_goals_that_count_can_be_silent() -> None:
    of = plan(*milestones(3).goals, goal("4", milestone("4.1"), scored=False))
    said = facts(event("1.1", on=EARLY), as_of=EARLY)
    score = score_plan(of, said, catalogue(), beliefs=believing(None, 0.5))
    assert find_silent_goals(score) == ("3",)


def test_a_goal_that_is_fixed_decides_what_it_shares_and_no_other() -> None:
    cause = shared({(1, 1): 0.6, (0, 0): 0.4}, "1.1", "2.1")
    beliefs = Beliefs({f"{n}.1": likely(0.6) for n in (1, 2)} | {"3.1": likely(0.3)}, (cause,))
    tree = TotalTree.of(scored_with(milestones(3), beliefs))
    assert [block.goals for block in tree.blocks()] == [("1", "2"), ("3",)]
    fixed = tree.fix_goal("1", Fraction(1))
    assert dict(fixed.block(("1", "2")).chances) == pytest.approx({Fraction(2, 3): 1.0})
    assert dict(fixed.block(("3",)).chances) == pytest.approx({ZERO: 0.7, Fraction(1, 3): 0.3})


def test_silent_tests_are_believed_at_their_best_or_their_worst() -> None:
    tree = TotalTree.of(scored_with(milestones(2), believing(0.8, None)))
    for best, held in ((False, ZERO), (True, Fraction(1, 2))):
        assert dict(tree.fill_silent(best=best).block(("2",)).chances) == {held: 1.0}


def test_the_prospects_of_a_score_are_worked_out_once_and_those_of_another_anew() -> None:
    score = scored_with(milestones(2), Beliefs({}))
    first = find_prospects(score)
    assert find_prospects(score) is first
    other = replace(score, outcome=Outcome.settled(Fraction(1)))
    assert other.kept == {}
    assert find_prospects(other) != first
    linked = find_prospects(score, 1.0)
    assert linked is not first
    assert find_prospects(score) is first
