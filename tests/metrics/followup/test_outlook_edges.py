"""The status of a goal at the limit of what is likely, and with a mere notice on it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.followup.outlook import flag_score
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Foresight, Silence, SilenceReason
from metrics.status import Status
from tests.believing import believing, milestones, scored_with


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
