"""Which of an institution's reports are to be done now, and which wait for their receipt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from metrics.periods import Period
from metrics.plan.model import Closing, Suspension
from metrics.report.course import ReportState
from pages.ui.reports.open_reports import AHEAD, UNDER_WAY, OwnReport
from tests.factories import goal, milestone, plan

DUE = date(2017, 7, 14)
RUNNING = plan(goal("1", milestone("1.1")))
STOPPED = RUNNING.model_copy(update={"suspended": Suspension(since=date(2017, 6, 1), reason="Lov")})
CLOSED = RUNNING.model_copy(update={"closed": Closing(on=date(2017, 6, 1), reason="Nedlagt")})


def report(state: ReportState, *, owed: bool = True, of: object = RUNNING) -> OwnReport:
    return OwnReport(of, Period.parse("2017Q2"), state, DUE, owed)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", UNDER_WAY)
def test_what_is_under_way_is_to_be_done_but_of_a_plan_that_nobody_follows_up(state: ReportState) -> None:
    long_before = DUE - timedelta(days=200)
    assert report(state, owed=False).is_to_do(long_before)
    for of in (STOPPED, CLOSED):
        assert not report(state, owed=False, of=of).is_to_do(DUE)


@pytest.mark.parametrize(("days", "near"), [(AHEAD, True), (AHEAD + 1, False), (-10, True)])
def test_what_is_owed_is_to_be_done_from_some_weeks_before_its_deadline_and_after_it(
    days: int, near: bool
) -> None:
    assert report(ReportState.OPEN).is_to_do(DUE - timedelta(days=days)) is near
    assert not report(ReportState.OPEN, owed=False).is_to_do(DUE)


def test_what_is_handed_in_waits_until_it_is_received_or_the_plan_is_closed() -> None:
    assert report(ReportState.APPROVED).awaits_receipt(DUE)
    assert not report(ReportState.RECEIVED).awaits_receipt(DUE)
    assert not report(ReportState.APPROVED, of=CLOSED).awaits_receipt(DUE)
    assert not report(ReportState.APPROVED, owed=False).is_to_do(DUE)
