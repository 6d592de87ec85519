"""What has moved between two days."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.followup.changes import find_moved_goals, find_moves
from metrics.followup.outlook import Outlook
from metrics.foresight.forecast import Foresight
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from metrics.status import Status
from metrics.whatif.headline import find_likely_total
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, facts


def outlook(goals: int, met: bool = False) -> Outlook:
    """A plan of so many goals, of which the first is met or not."""
    beliefs = Beliefs({"1.1": Outcome.unknown()})
    settled = {"1": Fraction(1)} if met else {}
    score = score_plan(milestones(goals), facts(as_of=EARLY), catalogue(), settled)
    return Outlook(score, Foresight({}, beliefs), ())


def test_a_goal_has_changed_where_its_status_has_and_not_where_it_is_new() -> None:
    changes = list(find_moves(outlook(1), outlook(2, met=True)))
    assert [(c.goal.goal.number, c.before, c.goal.status) for c in changes] == [
        ("1", Status.NOT_DUE, Status.MET)
    ]


def foreseen(*chances: float | None) -> Outlook:
    """A plan of goals that each are as likely to be met as given; None is silent."""
    score = scored_with(milestones(len(chances)), believing(*chances))
    return Outlook(score, Foresight({}, Beliefs({})), ())


def test_a_goal_of_which_a_point_more_or_less_is_expected_has_moved_though_its_status_stands() -> None:
    """Four goals of 25 points: 0.04 of likelihood is one point, 0.039 is less."""
    moves = list(find_moves(foreseen(0.50, 0.50, 0.5, None), foreseen(0.54, 0.25, 0.539, None)))
    assert [m.goal.goal.number for m in moves] == ["1", "2"]
    assert [float(m.points or 0) for m in moves] == pytest.approx([1, -6.25])
    assert all(m.before is m.goal.status for m in moves)


def test_how_far_a_goal_has_moved_is_not_known_where_it_was_or_is_not_foreseen() -> None:
    assert list(find_moves(foreseen(None, 0.5), foreseen(0.5, None))) == []


def test_the_longest_moves_come_first() -> None:
    now, before = foreseen(0.6, 0.1, 0.9), foreseen(0.5, 0.5, 0.7)
    moves = find_moved_goals([now], {now.score.plan.id: before})
    assert [move.goal.goal.number for _, move in moves] == ["2", "3", "1"]


def test_moves_of_plans_with_other_totals_are_ranked_by_their_share() -> None:
    """Two of 10 points weigh more than ten of 100."""
    tens = milestones(1, id="tens", scoring={"possible": 10})
    now, before = (
        Outlook(scored_with(tens, believing(p)), Foresight({}, Beliefs({})), ()) for p in (0.7, 0.5)
    )
    others = foreseen(0.6), foreseen(0.5)
    earlier = {outlook.score.plan.id: outlook for outlook in (before, others[1])}
    moves = find_moved_goals([others[0], now], earlier)
    assert [float(move.points or 0) for _, move in moves] == pytest.approx([2, 10])


def test_the_moves_of_all_goals_are_the_move_of_the_total() -> None:
    before, now = foreseen(0.1, 0.5, 0.9, 0.3), foreseen(0.7, 0.3, 0.8, 0.35)
    total = sum(float(move.points or 0) for move in find_moves(before, now))
    earlier, later = (find_likely_total(outlook.score) for outlook in (before, now))
    assert earlier is not None
    assert later is not None
    assert total == pytest.approx(float(later.mean - earlier.mean))
