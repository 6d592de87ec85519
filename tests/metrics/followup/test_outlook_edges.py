"""The status of a goal at the limit of what is likely, and with a mere notice on it; several who ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event

import pytest

from metrics.followup.outlook import Outlook, Outlooks, find_outlook, flag_score
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Foresight, Silence, SilenceReason
from metrics.plan.model import Plan
from metrics.status import Status
from tests.believing import believing, milestones, scored_with
from tests.factories import catalogue, facts, plan


@pytest.mark.parametrize(("likely", "status"), [(50, Status.ON_TRACK), (51, Status.AT_RISK)])
def test_a_goal_as_likely_as_wanted_is_on_track(likely: int, status: Status) -> None:
    beliefs = believing(0.5)
    found = flag_score(
        scored_with(milestones(1), beliefs), Foresight({}, beliefs), Thresholds(likely=Decimal(likely))
    )
    assert found.score.goals[0].status is status


def test_a_notice_puts_no_goal_at_risk() -> None:
    silent = Foresight({"1.1": Silence(SilenceReason.TOO_FEW_MILESTONES)}, believing(None))
    found = flag_score(scored_with(milestones(1), silent.beliefs), silent, USUAL)
    assert [flag.rule for flag in found.of_goal("1")] == [RiskRule.SILENT]
    assert found.risks("1") == ()
    assert found.score.goals[0].status is Status.NOT_DUE


def test_whoever_asks_for_one_plan_waits_for_no_other_and_each_is_worked_out_once() -> None:
    slow, quick = plan(id="slow"), plan(id="quick")
    begun, told = Event(), Event()
    made: list[str] = []

    def work_out(one: Plan) -> Outlook:
        made.append(one.id)
        if one is slow:
            begun.set()
            assert told.wait(30)
        return find_outlook(one, facts(), catalogue(), USUAL)

    outlooks = Outlooks({one.id: one for one in (slow, quick)}, work_out)
    with ThreadPoolExecutor(2) as others:
        waiting = [others.submit(outlooks.__getitem__, "slow")]
        assert begun.wait(30)
        waiting.append(others.submit(outlooks.where(lambda _: True).__getitem__, "slow"))
        assert outlooks["quick"].score.plan is quick
        told.set()
        first, second = (one.result() for one in waiting)
    assert first is second
    assert made == ["slow", "quick"]
