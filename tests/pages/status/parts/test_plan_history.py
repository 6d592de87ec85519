"""What has happened to a plan: its stage, amendments and decisions, and the pay its rule indicates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.access import Role
from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Amendment, Closing, Reopening, Signature
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import Party, Stage
from metrics.score.pay import find_payment
from pages.status.parts import plan_history
from tests.factories import plan
from tests.pages.drawing import DA, plain, rows

PLAN = plan()
OPENED = Reopening(
    on=date(2018, 4, 1),
    reason="Nye tal",
    signatures=(Signature(role="Chef", organisation="Inst", party=Party.INSTITUTION),),
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"stage": Stage.DRAFT}, "Planudkast."),
        ({"closed": Closing(on=date(2018, 3, 1))}, "Planen blev gjort op og afsluttet 1. marts 2018."),
        ({"reopenings": (OPENED,)}, "Planen blev genåbnet 1. april 2018. Nye tal"),
        (
            {"reopenings": (OPENED,), "closed": Closing(on=date(2018, 5, 1))},
            "Planen blev gjort op og afsluttet 1. maj 2018.",
        ),
    ],
)
def test_only_a_plan_that_does_not_simply_run_says_so(changes: dict[str, object], said: str) -> None:
    shown = plain(plan_history.draw_stage(PLAN.model_copy(update=changes), (), DA))
    assert shown.startswith(said)
    assert bool(shown) is bool(said)


def test_a_draft_that_one_party_has_signed_says_who_and_whose_signature_is_missing() -> None:
    on = date(2016, 12, 1)
    own = Signature(party=Party.INSTITUTION, organisation="Inst", signed_as=Role.CHIEF, on=on)
    draft = PLAN.model_copy(update={"stage": Stage.PROPOSED})
    assert plain(plan_history.draw_stage(draft, [own], DA)).endswith(
        "Underskrevet 1. december 2016 af institutionschef, Inst. Mangler: underskrift fra departementet."
    )
    assert plain(plan_history.draw_stage(PLAN, [own], DA)) == ""


def test_an_amendment_says_from_when_it_counts_and_who_signed() -> None:
    signed = Signature(role="Chef", organisation="Inst", on=date(2017, 5, 1), party=Party.INSTITUTION)
    amended = Amendment(
        on=date(2017, 5, 1), valid_from=date(2017, 7, 1), reason="Nye opgaver", signatures=(signed,)
    )
    told = PLAN.model_copy(update={"amendments": (amended,)})
    assert rows(plan_history.draw_amendments(told, DA))[1:] == [
        "01.05.2017 01.07.2017 Nye opgaver Chef, Inst"
    ]
    assert plan_history.draw_amendments(PLAN, DA) == ""


def test_a_decision_says_what_by_whom_and_why() -> None:
    decided = Decision(
        PLAN.id,
        DecisionKind.DEVIATION,
        date(2017, 8, 1),
        "Departementschef",
        "Force majeure",
        goal="1",
        until=date(2017, 12, 31),
        number=4,
    )
    assert rows(plan_history.draw_decisions([decided], PLAN, DA))[1:] == [
        "Nr. 4, 01.08.2017 Afvigelsen på mål 1 er accepteret til 31. december 2017 Departementschef Force majeure"
    ]
    assert plan_history.draw_decisions([], PLAN, DA) == ""


def test_pay_is_the_share_of_the_cap_that_is_fulfilled() -> None:
    """Half of the points are secured and none is open: half of 10 pct."""
    rule = Pay(cap=Decimal(10))
    points = Points(secured=Fraction(50), open=Fraction(0), lost=Fraction(50))
    paid = PLAN.model_copy(update={"pay": rule})
    said = plain(plan_history.draw_pay(paid, find_payment(rule, PLAN.id, {PLAN.id: points}), None, DA))
    assert "Planens regel peger på 5 pct. af lønnen (højst 10 pct.)." in said
