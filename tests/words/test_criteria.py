"""Cells of a table of criteria: what was asked for and what was reached."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metrics.facts.facts import Statement
from metrics.facts.schema import Event, EventKind, Result
from metrics.plan.criteria import Compare, Criterion, Level
from metrics.plan.model import Plan
from metrics.plan.terms import Operator
from metrics.score.scoring import CriterionScore, Score
from metrics.score.trend import find_trend
from metrics.status import Status
from tests.factories import (
    broken,
    catalogue,
    compared,
    event,
    facts,
    goal,
    milestone,
    number,
    path,
    plan,
    quarterly,
    reads,
    result,
    scored,
    within,
)
from words import criteria
from words.language import Words
from words.verdict import write_verdict

DA, EN = Words("da"), Words("en")
DURING = date(2017, 8, 1)


def score(criterion: Criterion, *said: Result | Event, as_of: date = date(2030, 1, 1)) -> Score:
    """The score of a plan with one criterion."""
    return scored(plan(goal("1", criterion)), *said, as_of=as_of)


def leaf(found: Score) -> CriterionScore:
    """The only criterion of a score."""
    return found.goals[0].criteria[0]


def cells(found: Score, words: Words = DA) -> tuple[str, str]:
    """Target and result, with plain spaces."""
    target = criteria.write_target(leaf(found), found.plan, catalogue(), words)
    reached = criteria.write_result(leaf(found), found.plan, catalogue(), words)
    return target.replace("\u00a0", " "), reached.replace("\u00a0", " ")


def test_a_measured_criterion_has_its_limit_and_its_value() -> None:
    found = score(compared(), result("2017", "91.5"))
    assert cells(found) == ("mindst 90 pct.", "91,5 pct. (2017)")
    assert cells(found, EN) == ("at least 90%", "91.5% (2017)")


def test_what_is_earned_below_the_target_stands_after_it() -> None:
    steps = (Level(target=number(0), operator=Operator.ABOVE, earns=Decimal("0.5")),)
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(100), steps=steps)
    found = score(Criterion(number="1.1", title="A", compare=test), result("2017", "94"))
    assert cells(found)[0] == "mindst 100 pct.; over 0 pct.: 50 pct. af pointene"
    assert cells(found, EN)[0] == "at least 100%; above 0%: 50% of the points"


def test_no_cases_count_as_the_plan_says() -> None:
    test = Compare(
        value=reads(), operator=Operator.AT_LEAST, target=number(100), without_cases=Status.NOT_MET
    )
    found = leaf(score(Criterion(number="1.1", title="A", compare=test), result("2017", of=(0, 0))))
    assert found.status is Status.NOT_MET
    said = write_verdict(found, DA)
    assert said == "ingen sager i perioden; det tæller efter planen som ikke opfyldt"


def test_a_value_is_not_written_like_the_target_it_missed() -> None:
    assert cells(score(compared(), result("2017", "89.96")))[1] == "89,96 pct. (2017)"


def test_a_value_not_there_yet_is_no_result() -> None:
    assert cells(score(compared())) == ("mindst 90 pct.", "Intet resultat")
    assert cells(score(compared()), EN)[1] == "No result"


def test_a_provisional_value_says_so() -> None:
    assert (
        cells(score(compared(), result("2017", "91", provisional=True)))[1] == "91,0 pct. (2017, foreløbigt)"
    )


def test_part_of_the_year_says_how_far() -> None:
    known = catalogue(quarterly())
    found = scored(
        plan(goal("1", compared())),
        result("2017Q1", 80),
        result("2017Q2", 95),
        indicators=[quarterly()],
        as_of=DURING,
    )
    said = criteria.write_result(leaf(found), found.plan, known, DA)
    assert said.replace("\u00a0", " ") == "95,0 pct. (til og med 2. kvartal 2017)"


@pytest.mark.parametrize(
    ("tolerance", "relative", "danish", "english"),
    [
        ("2", False, "inden for ±2 pct.", "within ±2%"),
        ("5", True, "inden for ±5 pct. af det, der måles mod", "within ±5% of what it is measured against"),
    ],
)
def test_a_tolerance_is_a_limit_on_either_side(
    tolerance: str, relative: bool, danish: str, english: str
) -> None:
    found = score(within(tolerance=tolerance, reference="10", relative=relative), result("2017", 11))
    assert (cells(found)[0], cells(found, EN)[0]) == (danish, english)


def test_a_milestone_has_its_day_and_what_was_said() -> None:
    assert cells(score(milestone("1.1"))) == ("senest 30.06.2017", "Endnu intet indberettet")
    met = score(milestone("1.1"), event("1.1", "met", date(2017, 6, 28)))
    assert cells(met, EN) == ("by 30 Jun 2017", "Done 28 Jun 2017")


STATEMENTS = {
    EventKind.CLAIMED: ("Indberettet som gennemført 28.06.2017", "Reported done 28 Jun 2017"),
    EventKind.MET: ("Gennemført 28.06.2017", "Done 28 Jun 2017"),
    EventKind.NOT_MET: ("Ikke opfyldt 28.06.2017", "Not met 28 Jun 2017"),
    EventKind.WORD: ("Godt, 28.06.2017", "Godt, 28 Jun 2017"),
    EventKind.EXPECTED_MET: ("Forventes opfyldt, 28.06.2017", "Expected to be met, 28 Jun 2017"),
    EventKind.IN_DOUBT: ("Usikker, 28.06.2017", "In doubt, 28 Jun 2017"),
    EventKind.EXPECTED_NOT_MET: ("Forventes ikke opfyldt, 28.06.2017", "Not expected to be met, 28 Jun 2017"),
}


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.EXPECTED_NUMBER])
def test_every_statement_has_its_words(kind: EventKind) -> None:
    said = Statement(kind, date(2017, 6, 28), None, None, datetime(2017, 7, 1, tzinfo=UTC), word="Godt")
    assert (criteria.write_statement(said, DA), criteria.write_statement(said, EN)) == STATEMENTS[kind]


def test_a_group_asks_for_nothing_itself() -> None:
    group = Criterion(number="1.1", title="1.1", criteria=(milestone("1.1.1"), milestone("1.1.2")))
    assert cells(score(group)) == ("–", "–")


def test_goals_are_counted_by_status_in_the_order_of_the_words() -> None:
    three = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")), goal("3", milestone("3.1")))
    found = scored(three, event("1.1"), event("2.1", "not_met"), event("3.1"))
    assert criteria.write_counts(found, DA) == "2 opfyldt og 1 ikke opfyldt"
    assert criteria.write_counts(found, EN) == "2 met and 1 not met"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [(date(2017, 1, 1), date(2017, 12, 31), "2017"), (date(2025, 8, 1), date(2026, 7, 31), "2025/26")],
)
def test_a_plan_year_is_written_in_short(start: date, end: date, shown: str) -> None:
    assert criteria.write_plan_years(plan(start=start, end=end)) == shown


def last_year(p: Plan, *said: Result | Event, breaks: bool = False, words: Words = DA) -> tuple[str, str]:
    """Target and result of the year before the plan's."""
    known = facts(*said, *([broken(date(2017, 1, 1))] if breaks else []))
    trend = find_trend(p, p.goals[0].criteria[0], [p], known, catalogue())
    found = criteria.write_last_year(trend, p, words, catalogue())
    return found[0].replace("\u00a0", " "), found[1].replace("\u00a0", " ")


def test_the_year_before_stands_beside_the_plans_own() -> None:
    p = plan(goal("1", compared(target=path(y2016="85", y2017="90"))))
    assert last_year(p, result("2016", "86")) == ("85 pct.", "86,0 pct.")
    assert last_year(p, result("2016", "86", provisional=True))[1] == "86,0 pct. (foreløbigt)"
    assert last_year(p, result("2016", "86"), breaks=True) == ("85 pct.", "86,0 pct. (før ny definition)")
    assert last_year(p, result("2016", "86"), breaks=True, words=EN)[1] == "86.0% (before a new definition)"
    assert last_year(p) == ("85 pct.", "–")


def test_a_milestone_has_no_year_before() -> None:
    assert criteria.write_last_year(None, plan(), DA, catalogue()) == ("–", "–")


def test_only_a_criterion_that_reads_one_series_has_one() -> None:
    assert criteria.find_indicator(compared(), "inst", catalogue()) == catalogue().indicators["inst", "share"]
    assert criteria.find_indicator(milestone(), "inst", catalogue()) is None
    assert criteria.find_indicator(compared(value=number(3)), "inst", catalogue()) is None


def test_a_number_that_is_told_stands_with_its_unit_and_the_decimals_told() -> None:
    known, test = catalogue(quarterly()), compared("1.1", reads())
    said = [
        criteria.write_told_number(Decimal(told), test, "inst", known, words).replace("\u00a0", " ")
        for told, words in (("87.50", DA), ("87", EN))
    ]
    assert said == ["87,5 pct.", "87%"]
