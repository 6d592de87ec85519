"""What one party has proposed of a plan, on the plan's page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.plan.drafting.proposals import Proposal, ProposalKind, ProposedChange
from metrics.plan.model import Signature
from metrics.plan.terms import Party
from pages.status.parts import waiting_sheet
from tests.factories import goal, plan
from words.language import Words

OWN = Signature(party=Party.INSTITUTION, organisation="Nævnet", signed_as=Role.CHIEF, on=date(2017, 6, 1))


def drawn(*signatures: Signature) -> str:
    change = ProposedChange(ProposalKind.REOPENING, "Et tal var forkert")
    proposal = Proposal(1, "p", 1, change, datetime(2017, 6, 1, tzinfo=UTC), signatures)
    html = waiting_sheet.draw_proposed(proposal, plan(goal("1")), Words("da"))
    return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")


def test_what_one_party_has_agreed_to_awaits_the_other_and_before_that_nothing_is_said() -> None:
    assert drawn() == ""
    assert drawn(OWN) == (
        "Det er foreslået at genåbne planen. Begrundelse: Et tal var forkert"
        " Tiltrådt 1. juni 2017 af institutionschef, Nævnet."
        " Afventer departementets tiltrædelse. Planen er uændret indtil da."
    )
