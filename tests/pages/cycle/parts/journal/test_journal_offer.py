"""What is asked for stands in the address, and an extract is of the plan that is chosen."""

from __future__ import annotations

from tests.pages.conftest import Open
from tests.pages.cycle.parts.journal.filed import OWNER, PLAN, see, show, titles


def test_a_plan_a_period_and_what_has_no_number_are_asked_for(open_page: Open) -> None:
    signed = "Underskrevet resultatplan"
    amended = "Tillæg til resultatplanen (planversion 2)"
    assert titles(show(open_page, "controller", plan=PLAN)) == ["Accepteret afvigelse", amended, signed]
    of_year = {"plan": PLAN, "from": "2026-06-18", "to": "2026-06-18"}
    assert titles(show(open_page, "controller", **of_year)) == [amended]
    missing = show(open_page, "controller", plan=PLAN, missing="department")
    assert titles(missing) == ["Accepteret afvigelse", amended]
    assert "2 dokumenter er sendt eller endelige. 2 mangler departementets journalnummer." in see(missing)
    assert signed in titles(show(open_page, "chief", institution=OWNER))


def test_an_extract_is_offered_of_a_plan_and_not_before_one_is_chosen(open_page: Open) -> None:
    assert "Vælg en plan ovenfor" in see(show(open_page, "reader"))
    chosen = show(open_page, "reader", plan=PLAN, format="json")
    assert len(chosen.get("download_button")) == 1
    assert "Vælg en plan ovenfor" not in see(chosen)


def test_what_is_not_there_is_told(open_page: Open) -> None:
    assert "none" in see(show(open_page, "controller", plan="none"))
