"""Closing a plan: by those who sign for one of its parties, and with a reason where a goal is open."""

from __future__ import annotations

from datetime import date

from metrics.plan.terms import Stage
from tests.pages.admin.conftest import named, newest, plain, press
from tests.pages.conftest import Open

PLAN = "cpr-2021"


def test_a_plan_is_closed_with_what_is_missing_told_first(open_page: Open, database: str) -> None:
    at = press(open_page("plans", plan=PLAN, role="chief"), "Luk planen")
    assert "Lukkes pr.: Skal udfyldes." in plain(at)
    named(at.date_input, "Lukkes pr.").set_value(date(2022, 2, 15))
    at = press(at, "Luk planen")
    assert "fejl. Intet er gemt" in plain(at)
    assert newest(database, PLAN)[1].closed is None
    reason = "Begrundelse, hvis et mål ikke er opgjort, eller en part ikke har godkendt"
    named(at.text_area, reason).set_value("Målet opgøres ikke.")
    at = press(at, "Luk planen")
    assert "Planen er gjort op og afsluttet" in plain(at)
    plan = newest(database, PLAN)[1]
    assert plan.life is Stage.CLOSED
    assert plan.closed
    assert (plan.closed.on, plan.closed.reason) == (date(2022, 2, 15), "Målet opgøres ikke.")


def test_somebody_who_may_not_close_it_reads_who_may(open_page: Open) -> None:
    at = open_page("plans", plan=PLAN, role="controller")
    assert "Planen lukkes af institutionschefen eller en chef i departementet." in plain(at)
    assert "Luk planen" not in [button.label for button in at.button]
