"""Decisions in words: every kind in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Reopening, Signature
from metrics.plan.terms import Party
from tests.factories import plan
from words.decision import write_decision, write_what
from words.language import Words

DA, EN = Words("da"), Words("en")
DAY = date(2018, 2, 1)
SAID = {
    DecisionKind.NEAR_MISS: ("Mål 2.1 er accepteret som opfyldt", "Goal 2.1 is accepted as met"),
    DecisionKind.DEVIATION: (
        "Afvigelsen på mål 2.1 er accepteret til 31. marts 2018",
        "The deviation on goal 2.1 is accepted until 31 March 2018",
    ),
    DecisionKind.TOTAL: (
        "Målopfyldelsen er besluttet til 85,5 point",
        "The fulfilment is decided at 85.5 points",
    ),
    DecisionKind.PAY: (
        "Resultatlønnen er besluttet til 85,5 pct. af lønnen",
        "The performance pay is decided at 85.5% of the salary",
    ),
    DecisionKind.REVOKED: ("Beslutningen er taget tilbage", "The decision is taken back"),
}


def decision(kind: DecisionKind) -> Decision:
    """A decision with everything a sentence can need."""
    return Decision(
        "plan-2017", kind, DAY, "Chef", "Én dag", goal="2.1", points=Decimal("85.5"), until=date(2018, 3, 31)
    )


@pytest.mark.parametrize("kind", DecisionKind)
def test_every_kind_has_its_sentence(kind: DecisionKind) -> None:
    found = decision(kind)
    assert (write_what(found, plan(), DA), write_what(found, plan(), EN)) == SAID[kind]


def test_a_line_has_what_who_when_and_why() -> None:
    assert write_decision(decision(DecisionKind.NEAR_MISS), plan(), DA) == (
        "Mål 2.1 er accepteret som opfyldt. Chef, 1. februar 2018: Én dag"
    )


def test_a_decided_total_is_never_written_as_the_whole_plan_when_it_is_not() -> None:
    found = Decision("plan-2017", DecisionKind.TOTAL, DAY, "Chef", "-", points=Decimal("99.999"))
    assert write_what(found, plan(), DA) == "Målopfyldelsen er besluttet til 99,9 point"


def test_a_total_or_pay_of_before_the_plan_was_opened_again_says_that_it_counts_no_more() -> None:
    signed = (Signature(party=Party.INSTITUTION, organisation="O", role="R", on=DAY),)
    again = plan(reopenings=(Reopening(on=date(2018, 2, 2), reason="R", signatures=signed),))
    for kind, (danish, _) in SAID.items():
        lapsed = kind in {DecisionKind.TOTAL, DecisionKind.PAY}
        more = ", hvilket ikke gælder, efter at planen blev genåbnet 2. februar 2018" if lapsed else ""
        assert write_what(decision(kind), again, DA) == danish + more
