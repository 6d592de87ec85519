"""A moment is judged once for all pages, and only for what somebody looks at."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.plan.model import Plan
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
