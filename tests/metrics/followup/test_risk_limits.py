"""Risk at the limit of what is likely, and the order of flags that are alike in all else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.followup.risk import RiskRule, find_flags
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Forecast, Foresight, Method, RunRate
from metrics.plan.model import Closing, Suspension
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from tests.believing import EARLY, believing, likely, milestones, scored_with
from tests.factories import catalogue, event, facts, goal, indicator, milestone, plan


def test_flags_alike_in_points_and_day_come_in_the_order_of_the_rules() -> None:
    of, beliefs = milestones(1), believing(0.5)
    known = facts(event("1.1", "in_doubt", on=date(2017, 2, 1)), as_of=EARLY)
    forecast = Forecast(Method.MILESTONE, (), 0.5, likely(0.5).chances or (), 5, 0)
    score = score_plan(of, known, catalogue(), beliefs=beliefs)
    found = find_flags(score, Foresight({"1.1": forecast}, beliefs), USUAL)
    assert len({(flag.points, flag.due) for flag in found}) == 1
    assert [flag.rule for flag in found] == [RiskRule.UNLIKELY, RiskRule.OWN_DOUBT]


@pytest.mark.parametrize(("limit", "flagged"), [(50, []), (51, [RiskRule.RUN_RATE, RiskRule.UNLIKELY])])
def test_a_goal_exactly_as_likely_as_wanted_is_no_risk(limit: int, flagged: list[RiskRule]) -> None:
    rate = RunRate(needed=10, spans=1, upward=True, season=5, indicator=indicator())
    forecast = Forecast(Method.SUM, (), 0.5, likely(0.5).chances or (), 4, 1, needed=rate)
    beliefs = believing(0.5)
    found = find_flags(
        scored_with(milestones(1), beliefs),
        Foresight({"1.1": forecast}, beliefs),
        Thresholds(likely=Decimal(limit)),
    )
    assert [flag.rule for flag in found] == flagged


def test_a_part_exactly_as_likely_as_wanted_is_not_what_makes_a_goal_unlikely() -> None:
    """Two milestones of a half each are met together in a quarter of all cases."""
    of = plan(goal("1", milestone("1.1"), milestone("1.2")))
    beliefs = Beliefs({number: likely(0.5) for number in ("1.1", "1.2")})
    forecast = Forecast(Method.MILESTONE, (), 0.5, likely(0.5).chances or (), 5, 0)
    found = find_flags(
        scored_with(of, beliefs),
        Foresight({"1.1": forecast, "1.2": forecast}, beliefs),
        Thresholds(likely=Decimal(50)),
    )
    assert [(flag.rule, flag.criterion) for flag in found] == [(RiskRule.UNLIKELY, None)]


@pytest.mark.parametrize(
    "ended",
    [{"suspended": Suspension(since=date(2017, 7, 1), reason="R")}, {"closed": Closing(on=date(2017, 7, 1))}],
)
def test_nothing_of_a_plan_that_nobody_follows_up_is_flagged(ended: dict[str, Any]) -> None:
    known, given = facts(as_of=date(2017, 7, 20)), plan(goal("1", milestone("1.1")))
    of = [score_plan(each, known, catalogue()) for each in (given, given.model_copy(update=ended))]
    found = [find_flags(score, Foresight({}, Beliefs()), USUAL) for score in of]
    assert [flag.rule for flag in found[0] if flag.goal] == [RiskRule.OVERDUE]
    assert found[1] == ()
