"""What stands at the top of a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.plan.model import Closing, Suspension
from pages.cycle.parts import report_head
from tests.db.reports.played import CONTROLLER, REPORTER, look
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, plain

PLAN, QUARTER = "eksempel-ankenaevn-2026", "2026Q4"


def test_a_report_is_named_by_its_institution_and_quarter_with_its_state(open_page: Open) -> None:
    html = text(open_page("report", plan=PLAN, quarter=QUARTER, role="reporter"))
    assert "Ankenævnet for Borgersager, 4. kvartal 2026" in html
    assert "ikke begyndt" in html.lower()


def test_the_report_of_a_plan_that_is_suspended_or_closed_says_why_nothing_is_owed(handed_in: str) -> None:
    closed = Closing(on=date(2017, 7, 9), reason="Nedlagt")
    for by in (REPORTER, CONTROLLER):
        report = look(handed_in, by, "2017Q3")
        assert report_head.draw_lapse(report, DA) == ""
        stopped = Suspension(since=date(2017, 7, 1), reason="Opgaven er flyttet")
        said = replace(report, plan=report.plan.model_copy(update={"suspended": stopped}))
        assert (
            "Planen er suspenderet fra 1. juli 2017: Opgaven er flyttet. Indberetninger med frist den dag"
            in plain(report_head.draw_lapse(said, DA))
        )
        said = replace(report, plan=report.plan.model_copy(update={"closed": closed}))
        assert "Planen er afsluttet 9. juli 2017" in plain(report_head.draw_lapse(said, DA))
    handed = look(handed_in, CONTROLLER)
    said = replace(handed, plan=handed.plan.model_copy(update={"closed": closed}))
    assert report_head.draw_lapse(said, DA) == ""
