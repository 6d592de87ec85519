"""Problems and findings in words: what was given, what is allowed, and every rule of the guide in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.algebra.tree import Rule
from metrics.errors import Problem
from metrics.plan.drafting.doubt import Doubt
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal, Plan, Reporting, Signature
from metrics.plan.terms import Addition, GoalKind, Party, Unit
from metrics.report.course import ReportState, StepKind
from metrics.score.plan_check.advice import RULES, find_advice
from metrics.score.plan_check.finding import Finding, FindingFigure
from tests.cases import FOLDER, case
from tests.checked_plans import titled
from tests.factories import (
    assessed,
    catalogue,
    compared,
    facts,
    goal,
    milestone,
    path,
    plan,
    reads,
    result,
    within,
)
from words.language import Words
from words.problems import describe_finding, describe_problem

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


def wordy() -> Plan:
    """A plan whose words and doubts give rise to what the worst one has no room for."""
    december = [milestone(f"2.{n}", date(2017, 12, n)) for n in range(1, 9)]
    open_ended = titled(milestone("4.2", depends_on="4.1"), "Centrale dele efter handleplanen")
    listed = titled(milestone("4.3"), "-", "Bl.a. a, b, c og d. Arbejdet må fortsætte i 2018.")
    gdpr = goal("4", milestone("4.1"), open_ended, listed, rule=Rule.ANY)
    gdpr = gdpr.model_copy(update={"title": "GDPR"})
    share = reads(year=2016, factor=Decimal("0.9"))
    return plan(
        goal("1", titled(compared("1.1"), "Gennemførte besøg"), compared("1.2", operator="<=", target=share)),
        goal("2", *december),
        *(secure(f"3{n}") for n in "123"),
        gdpr,
        goal("5", compared("5.1", target=path(y2016="90", y2017="90", y2019="91"))),
        goal("6", assessed("6.1"), kind=GoalKind.OPERATIONAL),
        strategic_picture="Det hele skal blive bedre.",
        added=(Addition.KIND,),
        doubts=(Doubt(text="To tal."),),
        notes=("Alle dele skal nås.", "Resultatlønnen beregnes af målopfyldelsen."),
        reporting=Reporting(quarters=(2, 4), note="Der afrapporteres hvert kvartal."),
        signatures=(Signature(party=Party.INSTITUTION, organisation="-", role="-", on=date(2016, 12, 20)),),
    )


def secure(number: str) -> Goal:
    """A goal about security with eight tests."""
    found = goal(number, *(within(f"{number}.{n}") for n in range(1, 9)))
    return found.model_copy(update={"title": "IT-sikkerhed"})


def said() -> list[Finding]:
    """What is said of the two plans, on results of several kinds and on none."""
    results: list[list[tuple[int, str]]] = [
        [],
        [(2016, "97.25")],
        [(2014, "95"), (2015, "96"), (2016, "97")],
        [(year, "50") for year in range(2012, 2017)],
        [(2014, "50"), (2015, "50")],
        [(2015, "100"), (2016, "50")],
        [(2016, "0.1")],
    ]
    known = [facts(*(result(f"{year}", value) for year, value in each)) for each in results]
    ours = wordy().model_copy(update={"added": (Addition.PICTURE,)})
    plans = (worst(), wordy(), ours)
    return [one for each in known for checked in plans for one in find_advice(checked, each, catalogue())]


def test_the_worst_plans_break_every_rule() -> None:
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
    assert "departementet og institutionen" in describe_finding(missing, Words("da"))


@pytest.mark.parametrize("number", MECHANICS)
def test_every_mechanic_that_plans_use_can_be_checked(number: str) -> None:
    found = case(number)
    for finding in find_advice(found.plan, found.facts(), found.catalogue):
        assert describe_finding(finding, Words("da"))


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (1234, "1.234", "1,234"),
        (Decimal("0.5"), "0,5", "0.5"),
        (date(2017, 6, 30), "30. juni 2017", "30 June 2017"),
        (True, "ja", "yes"),
        (None, "", ""),
        (["a", 2, date(2017, 6, 30)], "a, 2, 30. juni 2017", "a, 2, 30 June 2017"),
        (
            list(range(1, 14)),
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …",
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …",
        ),
        ("x" * 200, "x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "…", "x" * 200 + "…"),
        (Decimal("1E+999999999"), "1E+999999999", "1E+999999999"),
    ],
)
def test_what_was_given_is_written_as_in_each_country(value: object, danish: str, english: str) -> None:
    problem = Problem("not_allowed", params={"value": value, "allowed": "x"})
    assert describe_problem(problem, Words("da")) == f"“{danish}” kan ikke bruges her. Vælg mellem: x."
    assert describe_problem(problem, Words("en")).startswith(f"“{english}”")


@pytest.mark.parametrize(
    ("allowed", "danish", "english"),
    [
        (["a", "b", "c"], "a, b eller c", "a, b or c"),
        ("draft, signed", "draft eller signed", "draft or signed"),
        (["a"], "a", "a"),
        ([], "(ingen)", "(none)"),
        ("", "(ingen)", "(none)"),
        (
            list(range(1, 14)),
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …",
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …",
        ),
    ],
)
def test_what_is_allowed_is_written_as_a_choice(allowed: object, danish: str, english: str) -> None:
    problem = Problem("one_of", params={"allowed": allowed})
    assert describe_problem(problem, Words("da")) == f"Der skal stå netop én af: {danish}."
    assert describe_problem(problem, Words("en")) == f"There must be exactly one of: {english}."


def test_a_problem_begins_with_its_place() -> None:
    problem = Problem("between", "points", {"least": 0, "most": 100})
    assert describe_problem(problem, Words("da")) == "points: Skal være fra 0 til 100."


@pytest.mark.parametrize("line", [None, 7])
def test_a_place_that_somebody_typed_is_shortened_as_what_they_typed_is(line: int | None) -> None:
    problem = Problem("key_unknown", "x" * 201, {"allowed": ["a"]}, line)
    assert "x" * 200 + "…" in describe_problem(problem, Words("da"))
    assert "x" * 201 not in describe_problem(problem, Words("da"))


def test_a_step_and_a_state_of_a_report_are_named_in_words() -> None:
    refused = Problem("step_not_now", "2026Q3", {"step": StepKind.SENT, "state": ReportState.RECEIVED})
    said = "2026Q3: “Send til godkendelse” er ikke muligt, når indberetningen er modtaget."
    assert describe_problem(refused, Words("da")) == said
