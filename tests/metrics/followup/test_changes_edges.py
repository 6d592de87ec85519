"""What has moved between two days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.followup.changes import find_quarter_before, find_status_changes
from metrics.followup.outlook import Outlook
from metrics.foresight.forecast import Foresight
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from metrics.status import Status
from tests.believing import EARLY, milestones
from tests.factories import catalogue, facts


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2017, 1, 1), date(2016, 12, 31)),
        (date(2017, 3, 31), date(2016, 12, 31)),
        (date(2017, 4, 1), date(2017, 3, 31)),
        (date(2017, 12, 31), date(2017, 9, 30)),
    ],
)
def test_the_quarter_before_ends_the_day_before_the_one_a_day_is_in(day: date, last: date) -> None:
    assert find_quarter_before(day) == last


def outlook(goals: int, met: bool = False) -> Outlook:
    """A plan of so many goals, of which the first is met or not."""
    beliefs = Beliefs({"1.1": Outcome.unknown()})
    settled = {"1": Fraction(1)} if met else {}
    score = score_plan(milestones(goals), facts(as_of=EARLY), catalogue(), settled)
    return Outlook(score, Foresight({}, beliefs), ())


def test_a_goal_has_changed_where_its_status_has_and_not_where_it_is_new() -> None:
    changes = list(find_status_changes(outlook(1), outlook(2, met=True)))
    assert [(c.goal.goal.number, c.before, c.goal.status) for c in changes] == [
        ("1", Status.NOT_DUE, Status.MET)
    ]
