"""What a total comes to if a goal is met and if it is missed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.plan.criteria import GradePoint, Grading
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from metrics.whatif.pivotal import Pivot, find_pivots
from metrics.whatif.prospects import find_prospects
from metrics.whatif.whatif import Suppositions, suppose
from tests.believing import EARLY, believing, likely, milestones, scored_with, shared
from tests.factories import catalogue, event, facts, goal, milestone, plan

CAUSE = shared({(1, 1, 0): 0.3, (1, 0, 1): 0.2, (0, 0, 1): 0.4, (0, 1, 0): 0.1}, "1.1", "2.1", "3.1")
SHARING = Beliefs({f"{n}.1": likely(0.5) for n in (1, 2, 3, 4)}, (CAUSE,))
WEIGHED = plan(
    *(goal(str(n), milestone(f"{n}.1"), weight=n * 7) for n in (1, 2, 3, 4)), scoring={"weights": "given"}
)
WANTED = Fraction(50)


def by_number(found: tuple[Pivot, ...]) -> dict[str, Pivot]:
    return {pivot.number: pivot for pivot in found}


def test_the_goal_on_which_the_total_hangs_comes_first() -> None:
    of = plan(
        *(goal(str(n), milestone(f"{n}.1"), weight=w) for n, w in enumerate((20, 50, 30), 1)),
        scoring={"weights": "given"},
    )
    found = find_pivots(scored_with(of, believing(0.5, 0.8, 0.4)), Fraction(60))
    assert [pivot.number for pivot in found] == ["2", "1", "3"]
    first = found[0]
    assert first.stake == 50
    assert first.p_met == pytest.approx(0.8)
    assert first.met.reaches == pytest.approx((0.7, 0.7))  # one of the other two
    assert first.missed.reaches == pytest.approx((0.0, 0.0))
    assert first.met.expected == pytest.approx((72, 72))
    assert first.missed.expected == pytest.approx((22, 22))
    assert first.difference == pytest.approx(0.7)


@pytest.mark.parametrize("beliefs", [SHARING, believing(0.9, 0.7, 0.4, 0.2)])
def test_met_and_missed_weighed_by_their_chances_make_the_total(beliefs: Beliefs) -> None:
    known = scored_with(WEIGHED, beliefs)
    whole = find_prospects(known)
    assert whole is not None
    for pivot in find_pivots(known, WANTED):
        assert pivot.p_met is not None
        reached = pivot.p_met * pivot.met.reaches[0] + (1 - pivot.p_met) * pivot.missed.reaches[0]
        mean = pivot.p_met * pivot.met.expected[0] + (1 - pivot.p_met) * pivot.missed.expected[0]
        assert reached == pytest.approx(whole.reaching(WANTED)[0])
        assert mean == pytest.approx(whole.expected)


@pytest.mark.parametrize("rho", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("beliefs", [SHARING, believing(0.9, 0.7, 0.4, 0.2), believing(0.9, None, 0.4, None)])
def test_a_goal_set_in_a_what_if_gives_the_same(beliefs: Beliefs, rho: float) -> None:
    known = facts(as_of=EARLY)
    found = find_pivots(score_plan(WEIGHED, known, catalogue(), beliefs=beliefs), WANTED, rho)
    assert len(found) == 4
    for pivot in found:
        for credit, case in ((Fraction(1), pivot.met), (Fraction(0), pivot.missed)):
            changes = Suppositions(credits={pivot.number: credit}, rho=rho)
            seen = suppose(WEIGHED, known, catalogue(), beliefs, changes).outlook
            assert seen is not None
            assert case.expected == pytest.approx(seen.expected_between())
            assert case.reaches == pytest.approx(seen.reaching(WANTED))


def test_what_a_goal_shares_with_another_follows_from_it() -> None:
    same = Beliefs(
        {"1.1": likely(0.6), "2.1": likely(0.6)}, (shared({(1, 1): 0.6, (0, 0): 0.4}, "1.1", "2.1"),)
    )
    found = by_number(find_pivots(scored_with(milestones(2), same), Fraction(100)))
    assert found["1"].met.reaches == pytest.approx((1, 1))
    assert found["1"].missed.expected == pytest.approx((0, 0))


def test_a_silent_goal_has_points_at_stake_and_no_likelihood() -> None:
    found = by_number(find_pivots(scored_with(milestones(2), believing(0.8, None)), WANTED * 2))
    assert found["2"].p_met is None
    assert found["2"].stake == 50
    assert found["2"].met.reaches == pytest.approx((0.8, 0.8))
    assert found["1"].met.reaches == pytest.approx((0, 1))


def test_a_part_that_is_certain_is_not_at_stake() -> None:
    straight = Grading(
        points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
        linear=True,
    )
    of = plan(
        goal("1", milestone("1.1"), milestone("1.2"), rule="sum", grade=straight), goal("2", milestone("2.1"))
    )
    known = facts(event("1.1", on=EARLY), as_of=EARLY)
    beliefs = Beliefs({"1.2": likely(0.5), "2.1": likely(0.5)})
    found = by_number(find_pivots(score_plan(of, known, catalogue(), beliefs=beliefs), Fraction(75)))
    assert {number: pivot.stake for number, pivot in found.items()} == {"1": 25, "2": 50}
    assert found["1"].missed.expected == pytest.approx((50, 50))
    assert found["1"].missed.reaches == pytest.approx((0.5, 0.5))
    assert found["2"].met.reaches == pytest.approx((1, 1))


def test_nothing_is_pivotal_once_all_is_decided() -> None:
    known = score_plan(
        milestones(1), facts(), catalogue(), {"1": Fraction(1)}, Beliefs({"1.1": Outcome.unknown()})
    )
    assert find_pivots(known, WANTED) == ()
