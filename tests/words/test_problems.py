"""Findings about a plan in words: every rule in both languages, with its figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.plan.formula import Path, Step
from metrics.plan.model import Plan, Reporting, Signature
from metrics.plan.terms import GoalKind, Party, Unit
from metrics.score.advice import RULES, Finding, FindingFigure, find_advice
from tests.cases import FOLDER, case
from tests.factories import catalogue, compared, facts, goal, milestone, plan, result
from words.language import Words
from words.problems import describe_finding

LAST = date(2017, 12, 31)
REFUSED = "39"  # units differ: no plan at all
MECHANICS = sorted({path.name[:2] for path in FOLDER.glob("*.toml")} - {REFUSED})


def worst() -> Plan:
    """A plan that everything can be said of."""
    steps = (
        Step(year=2016, number=Decimal(95)),
        Step(year=2017, number=Decimal(90), provisional=True),
    )
    late = Signature(party=Party.INSTITUTION, organisation="-", role="-", on=date(2017, 3, 1))
    return plan(
        goal("1", compared("1.1", target=Path(by_year=steps)), kind=GoalKind.INTERNAL),
        goal("2", *(milestone(f"2.{n}", LAST) for n in range(1, 5)), kind=GoalKind.OPERATIONAL),
        goal("3", compared("3.1"), kind=GoalKind.INTERNAL),
        *(goal(n, compared(f"{n}.1"), kind=GoalKind.INTERNAL) for n in "456789"),
        *(goal(n, compared(f"{n}.1")) for n in ("10", "11")),
        signatures=(late,),
        reporting=Reporting(quarters=(4,)),
    )


def said() -> list[Finding]:
    """What is said of the worst plan, with and without a result of the year before."""
    known = find_advice(worst(), facts(result("2016", "97.25")), catalogue())
    return [*known, *find_advice(worst(), facts(), catalogue())]


def test_the_worst_plan_breaks_every_rule() -> None:
    assert {finding.rule for finding in said()} == set(RULES)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_rule_is_told_in_plain_sentences(lang: str) -> None:
    texts = {describe_finding(finding, Words(lang)) for finding in said()}
    assert [text for text in texts if not text.endswith(".") or ".." in text or "{" in text] == []
    assert [text for text in texts if any(mark in text for mark in ("None", "Party", "Measure", "["))] == []


def test_figures_have_their_unit_and_a_year_is_no_amount() -> None:
    reached = next(finding for finding in said() if finding.rule == "target_reached")
    assert isinstance(reached.params["target"], FindingFigure)
    assert reached.params["target"].unit is Unit.PERCENT
    text = describe_finding(reached, Words("da")).replace("\u00a0", " ")
    assert text.startswith("Resultatet for 2016 var 97,3 pct., så måltallet på 90 pct. er nået på forhånd.")


def test_the_parties_that_did_not_sign_are_named() -> None:
    missing = Finding("unsigned", params={"parties": list(Party)})
    assert "departementet, institutionen" in describe_finding(missing, Words("da"))


@pytest.mark.parametrize("number", MECHANICS)
def test_every_mechanic_that_plans_use_can_be_checked(number: str) -> None:
    found = case(number)
    for finding in find_advice(found.plan, found.facts(), found.catalogue):
        assert describe_finding(finding, Words("da"))
