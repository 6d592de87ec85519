"""A moment is judged once for all pages, and only for what somebody looks at."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.periods import find_day_end
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from metrics.plan.versions import PlanVersion
from pages.ui.moments import JudgedMoment
from tests.factories import catalogue, compared, facts, goal, reads
from tests.factories import plan as make_plan
from tests.pages.conftest import Open, record

SPRING = "2017-04-01"


NOW = "2026-11-20"


TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, str]]:
    """The day and the plan of each outlook that is worked out from here on."""
    found: list[tuple[date, str]] = []
    reckon = outlook.find_outlook

    def counted(plan: Plan, facts: Facts, *given: Any, **more: Any) -> Outlook:
        found.append((facts.as_of, plan.id))
        return reckon(plan, facts, *given, **more)

    monkeypatch.setattr(outlook, "find_outlook", counted)
    return found


def test_a_page_reckons_nothing_again_that_has_not_changed(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """A moment and the quarter before it are reckoned once for all pages, however often they are drawn."""
    at = open_page("overview", as_of="2026-11-03")
    open_page("risk", as_of="2026-11-03", owes="head")
    shown = len(reckoned)
    assert shown == len(set(reckoned)) > 10
    for _ in range(3):
        at.run()
    at.selectbox(key="area").select("Social- og Indenrigsministeriet").run()
    open_page("risk", as_of="2026-11-03", owes="head")
    open_page("plan", as_of="2026-11-03", plan="eksempel-tilsyn-2026")
    assert len(reckoned) == shown
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    at.run()
    assert len(reckoned) > shown


def test_a_page_of_one_plan_reckons_no_other(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """Whoever looks at one plan on a day of their own does not wait for all plans of the ministries."""
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    reckoned.clear()
    open_page("goal", as_of="2026-10-07", plan="eksempel-tilsyn-2026", goal="1.2")
    plans = {plan for _, plan in reckoned}
    assert "eksempel-tilsyn-2026" in plans
    assert all(plan.startswith("eksempel-tilsyn") for plan in plans)


MEASURED = make_plan(goal("1", compared(target=reads(institution="state"))))
OF_THE_STATE = make_plan(id="state-2018", institution="state")
SIGNED, LATER = date(2017, 2, 1), date(2018, 2, 1)


def yardsticks(day: date, *plans: Plan) -> frozenset[str]:
    """Who is only measured against on a day, where the plans were recorded a year apart."""
    days = (SIGNED, LATER)
    versions = {
        plan.id: [PlanVersion(1, plan, find_day_end(on))] for plan, on in zip(plans, days, strict=False)
    }
    known = facts(as_of=day, known_at=find_day_end(day))
    none = outlook.foresee_plans((), known, catalogue(), {})
    return JudgedMoment("", catalogue(), known, none, versions).find_yardsticks()


def test_a_yardstick_is_one_from_the_day_on_which_a_signed_plan_measures_against_it() -> None:
    assert yardsticks(date(2017, 1, 31), MEASURED) == set()
    assert yardsticks(SIGNED, MEASURED) == {"state"}
    assert yardsticks(SIGNED, MEASURED.model_copy(update={"stage": Stage.DRAFT})) == set()


def test_whoever_gets_a_plan_later_is_no_yardstick_on_any_day() -> None:
    assert yardsticks(SIGNED, MEASURED, OF_THE_STATE) == set()
