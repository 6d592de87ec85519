"""The page of the journal is reached from a plan and from its institution."""

from __future__ import annotations

from tests.pages.conftest import Open, text


def test_a_plan_and_an_institution_lead_to_their_journal(open_page: Open) -> None:
    assert "/journal?plan=cpr-2017" in text(open_page("plan", plan="cpr-2017"))
    assert "/journal?institution=cpr" in text(open_page("institution", institution="cpr"))
