"""Why a report is not owed."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.model import Closing, Plan, Suspension
from metrics.plan.terms import Stage
from metrics.report.report_lapse import ReportLapse, find_lapse
from tests.factories import goal, milestone, plan

DUE = date(2017, 7, 14)
ASKED = plan(goal("1", milestone("1.1")))


def stopped(since: date) -> Plan:
    return ASKED.model_copy(update={"suspended": Suspension(since=since, reason="Lov")})


def closed(on: date) -> Plan:
    return ASKED.model_copy(update={"closed": Closing(on=on, reason="Nedlagt")})


@pytest.mark.parametrize(
    ("of", "day", "found"),
    [
        (ASKED, DUE, None),
        (stopped(DUE), DUE, ReportLapse(Stage.SUSPENDED, DUE, "Lov")),
        (stopped(date(2017, 7, 15)), date(2017, 8, 1), None),  # it was due before
        (stopped(DUE), date(2017, 7, 13), None),  # not yet
        (closed(date(2017, 8, 1)), date(2017, 8, 1), ReportLapse(Stage.CLOSED, date(2017, 8, 1), "Nedlagt")),
        (closed(date(2017, 8, 2)), date(2017, 8, 1), None),
    ],
)
def test_a_report_of_a_plan_that_is_suspended_or_closed_by_then_is_not_owed(
    of: Plan, day: date, found: ReportLapse | None
) -> None:
    assert find_lapse(of, DUE, day) == found


def test_one_without_a_deadline_is_not_owed_of_a_suspended_plan() -> None:
    assert find_lapse(stopped(DUE), None, DUE) is not None
    assert find_lapse(ASKED, None, DUE) is None
