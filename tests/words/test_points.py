"""Points and pay in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Event, Result
from metrics.plan.model import Closing
from metrics.plan.pay_rule import Pay, PayPlan
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.pay import find_payment
from metrics.score.scoring import Score, score_plan
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    plan,
    result,
    scored,
)
from tests.settlements import add_settlements, close, settle
from words.language import Words
from words.points import (
    write_later_facts,
    write_other_totals,
    write_paid_periods,
    write_payment,
    write_points_span,
    write_settlement,
)

DA, EN = Words("da"), Words("en")
INDICATIVE = "Tallet er vejledende. Finansministeriet fraråder, at løn følger målopfyldelsen én til én"


ON = date(2018, 3, 1)
KNOWN = catalogue(indicator())


def settled(*later: Result | Event, reason: str | None = None, afterwards: bool = False) -> Score:
    """A plan settled on 95 and an open milestone, of which something else is known now."""
    closed = close(plan(goal("1", compared("1.1")), goal("2", milestone("2.1"))), ON)
    kept = settle(score_plan(closed, facts(result("2017", 95), as_of=ON, known_at=ON), KNOWN))
    told = closed.model_copy(update={"closed": Closing(on=ON, reason=reason)})
    known = add_settlements(facts(*later, as_of=ON), replace(kept, afterwards=afterwards))
    return score_plan(told, known, KNOWN)


def test_a_settlement_says_what_it_rests_on_and_what_became_known_after_it() -> None:
    lines = write_settlement(settled(result("2017", 5), event("2.1"), reason="Lukket"), KNOWN, EN)
    assert lines == [
        "The settlement rests on what was known on 1 March 2018, and stands.",
        "The plan was closed with goals that were not decided: Lukket",
        "Known after the settlement: 50 secured, 0 open, 50 lost. The settlement does not change.",
        "Known after the settlement: 1.1 1.1: 5.0% (2017), not met. Settled on: 95.0% (2017), met.",
        "Known after the settlement: 2.1 2.1: Done 30 Jun 2017, met."
        " Settled on: Nothing reported yet, final settlement missing.",
    ]
    assert write_later_facts(settled(event("2.1")), "2", KNOWN, EN) == lines[4:]


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ((), "Planen blev afsluttet med mål, der ikke var afgjort: Årsrapporten er godkendt"),
        ((event("2.1"),), "Planen blev afsluttet med denne begrundelse: Årsrapporten er godkendt"),
    ],
)
def test_goals_that_were_not_decided_are_told_of_only_where_there_are_any(
    reached: tuple[Event, ...], said: str
) -> None:
    closed = close(plan(goal("1", compared("1.1")), goal("2", milestone("2.1"))), ON)
    told = closed.model_copy(update={"closed": Closing(on=ON, reason="Årsrapporten er godkendt")})
    known = facts(result("2017", 95), *reached, as_of=ON)
    kept = settle(score_plan(told, known, KNOWN))
    assert write_settlement(score_plan(told, add_settlements(known, kept), KNOWN), KNOWN, DA)[1:] == [said]


def test_a_closed_plan_that_is_not_settled_says_so_from_its_closing_day_on() -> None:
    closed = close(plan(goal("1", compared("1.1"))), ON)
    said = ["Planen blev afsluttet 1. marts 2018 og er endnu ikke gjort op. Tallene kan stadig ændre sig."]
    for day, lines in ((ON, said), (date(2018, 2, 28), [])):
        assert write_settlement(score_plan(closed, facts(as_of=day), KNOWN), KNOWN, DA) == lines


def test_a_settlement_made_afterwards_says_so_and_another_plan_has_none() -> None:
    (said,) = write_settlement(settled(result("2017", 95), afterwards=True), KNOWN, DA)
    assert said.endswith("Den er gemt senere, fordi planen blev afsluttet, før opgørelser blev gemt.")
    assert write_settlement(scored(plan()), KNOWN, DA) == []
    assert write_later_facts(scored(plan()), "1", KNOWN, DA) == []


def half(secured: int, open_: int) -> Points:
    """Points out of a hundred."""
    return Points(Fraction(secured), Fraction(open_), Fraction(100 - secured - open_))


@pytest.mark.parametrize(
    ("least", "most", "danish", "english"),
    [
        (Fraction(8), Fraction(8), "8", "8"),
        (Fraction(15, 2), Fraction(10), "7,5 til 10", "7.5 to 10"),
        (None, Fraction(10), "ukendt", "unknown"),
        (Fraction(8), None, "ukendt", "unknown"),
    ],
)
def test_a_span_is_one_number_or_two(
    least: Fraction | None, most: Fraction | None, danish: str, english: str
) -> None:
    assert (write_points_span(least, most, DA), write_points_span(least, most, EN)) == (danish, english)


def test_other_totals_are_told_only_where_they_differ() -> None:
    computed = scored(plan(goal("1", milestone("1.1")), goal("2", milestone("2.1"))))
    decided = ScoreAfterDecisions((), computed, half(85, 0))
    assert write_other_totals(computed, None, None, DA) == []
    assert write_other_totals(computed, None, replace(decided, points=computed.points), DA) == []
    assert write_other_totals(computed, computed, decided, DA) == [
        "Efter den oprindelige plan: 0 opnået, 100 udestår, 0 tabt.",
        "Efter beslutninger: 85 opnået, 0 udestår, 15 tabt.",
    ]
    assert (
        write_other_totals(computed, computed, decided, EN)[1]
        == "After decisions: 85 secured, 0 open, 15 lost."
    )


def test_pay_of_one_plan_is_its_fulfilment_of_the_cap() -> None:
    rule = Pay(cap=Decimal(10))
    lines = write_payment(rule, find_payment(rule, "a", {"a": half(80, 20)}), None, DA)
    assert lines[:2] == [
        "Planens regel peger på 8 til 10 pct. af lønnen (højst 10 pct.).",
        "Målopfyldelsen er 80 til 100 pct.",
    ]
    assert len(lines) == 3
    assert lines[2].startswith(INDICATIVE)


def test_pay_of_several_plans_names_each_and_those_that_cannot_be_counted() -> None:
    rule = Pay(
        cap=Decimal(10),
        minimum=Decimal(50),
        weight=Decimal(3),
        plans=(PayPlan(plan="b", weight=Decimal(1)), PayPlan(plan="c", weight=Decimal(1))),
        note="Aftalt.",
    )
    decided = Decision("a", DecisionKind.PAY, date(2018, 2, 1), "Chef", "Aftalt", points=Decimal("7.5"))
    found = find_payment(rule, "a", {"a": half(80, 0), "b": half(60, 0)})
    # Least: (3 * 80 + 60 + 0) / 5 = 60; most: (3 * 80 + 60 + 100) / 5 = 80; pay is a tenth of either.
    assert write_payment(rule, found, decided, DA)[:-1] == [
        "Planens regel peger på 6 til 8 pct. af lønnen (højst 10 pct.).",
        "Målopfyldelsen er 60 til 80 pct.",
        "a: 80 pct., vægt 3.",
        "b: 60 pct., vægt 1.",
        "Kan ikke opgøres: c. Det regnes som mellem 0 og 100 pct.",
        "Under 50 pct. giver reglen intet.",
        "Besluttet: 7,5 pct. af lønnen. Chef, 1. februar 2018: Aftalt",
        "Aftalt.",
    ]


def test_pay_in_kroner_is_written_as_such() -> None:
    rule = Pay(amount=Decimal(40_000))
    reached, open_ = (find_payment(rule, "a", {"a": points}) for points in (half(75, 0), half(75, 25)))
    decision = Decision("a", DecisionKind.PAY, date(2018, 2, 1), "Chefen", "Aftalt", points=Decimal(25_000))
    said = write_payment(rule, reached, decision, DA)
    assert said[0] == "Planens regel peger på 30.000 kr. (højst 40.000 kr.)."
    assert "Besluttet: 25.000 kr. Chefen, 1. februar 2018: Aftalt" in said
    assert write_payment(rule, open_, None, EN)[0] == (
        "The plan’s rule points to DKK 30,000 to 40,000 (at most 40,000)."
    )


def test_each_chief_s_part_of_the_year_is_told_where_the_chief_changed() -> None:
    """80 points of 10 pct. are 8 pct.: 243 of 365 days of it are 5,3, and 122 are 2,7."""
    rule = Pay(cap=Decimal(10), changes=(date(2017, 9, 1),))
    found = find_payment(rule, "plan-2017", {"plan-2017": Points(Fraction(80), Fraction(0), Fraction(20))})
    first, second = (
        line.replace("\u00a0", " ") for line in write_paid_periods(plan(pay=rule), found, Words("da"))
    )
    assert first == "1. januar 2017 - 31. august 2017 (243 af 365 dage): 5,3 pct. af lønnen"
    assert second == "1. september 2017 - 31. december 2017 (122 af 365 dage): 2,7 pct. af lønnen"
    assert write_paid_periods(plan(pay=Pay(cap=Decimal(10))), found, Words("da")) == []
