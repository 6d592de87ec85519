"""What a report is made up on: the plan in force on the day, and the same score whoever reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.errors import InvalidInput
from metrics.facts.fact_history import FactHistory
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from metrics.plan.versions import PlanVersion
from metrics.report.report_ground import ReportGround, build_ground
from tests import factories

NOW = datetime(2017, 7, 10, 9, tzinfo=UTC)
PLAN = factories.plan(factories.goal("1", factories.milestone("1.1", date(2017, 6, 30))))


def built(*plans: Plan, quarter: str = "2017Q2") -> ReportGround:
    versions = [PlanVersion(n, one, datetime(2017, n, 1, tzinfo=UTC)) for n, one in enumerate(plans, 1)]
    history = FactHistory.of(factories.observation_frame([]), factories.event_frame([]))
    known = factories.catalogue()
    return build_ground(versions, quarter, history, known, NOW, plans=[plans[-1]], settings=[])


def test_it_is_made_up_on_the_newest_version_in_force_as_of_the_day_within_the_time_of_the_report() -> None:
    found = built(PLAN, PLAN.model_copy(update={"title": "Ændret"}))
    assert (found.plan.title, found.plan_version) == ("Ændret", 2)
    assert found.score.facts.as_of == date(2017, 7, 10)
    assert found.period.text == "2017Q2"


def test_a_plan_that_is_not_signed_has_no_reports() -> None:
    with pytest.raises(InvalidInput) as refused:
        built(PLAN.model_copy(update={"stage": Stage.DRAFT}))
    assert [problem.code for problem in refused.value.problems] == ["before_signing"]
