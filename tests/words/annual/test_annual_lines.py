"""The rows of the annual table in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.annual.annual_table import AnnualTable
from metrics.annual.plan_changes import PlanChange, PlanChangeKind
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Signature
from metrics.plan.terms import Party, SeriesOwner
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    goal,
    indicator,
    milestone,
    plan,
    reads,
    result,
    within,
)
from tests.settled_years import tabled
from words.annual import annual_lines as said
from words.language import Words

DA, EN = Words("da"), Words("en")
JUNE = date(2017, 6, 1)
TWO = plan(goal("1"), goal("2", milestone("2.1"), assessed("2.2")))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def written(table: AnnualTable, words: Words = DA) -> list[said.WrittenRow]:
    return said.write_rows(table, catalogue(), words)


def test_a_row_says_what_was_expected_and_reached_and_how_far_it_is_fulfilled() -> None:
    (row, other) = written(tabled(TWO, result("2016", 87), result("2017", 89)))
    (part,) = row.parts
    assert (row.weight, row.fulfilment, row.points, row.reference) == (
        "50",
        "Ikke opfyldt",
        "0 af 50",
        "Se 1",
    )
    assert [plain(text) for text in (part.expected, part.reached, part.before, part.source)] == [
        "mindst 90 pct.",
        "89,0 pct. (2017)",
        "87,0 pct.",
        "Institutionen",
    ]
    assert other.points == "50 af 50 udestår"
    assert [one.source for one in other.parts] == [
        "Indberettet af institutionen, bekræftet af departementet",
        "Vurderet af departementet",
    ]
    assert [one.before for one in other.parts] == ["–", "–"]


def test_the_source_is_what_was_said_with_the_figure_or_else_who_gives_it() -> None:
    central = indicator().model_copy(update={"owner": SeriesOwner.CENTRAL, "source": "Statistikbanken"})
    journal = (result("2017", 91, source="Journal 4"), "Journal 4")
    for told, source in (journal, (result("2017", 91), "Statistikbanken")):
        table = tabled(plan(), told, indicators=[central])
        (row,) = said.write_rows(table, catalogue(central), DA)
        assert row.parts[0].source == source


def test_what_is_held_against_a_budget_is_told_as_its_deviation() -> None:
    budget = plan(goal("1", within("1.1", "2", "100")))
    (row,) = written(tabled(budget, result("2017", 103)))
    assert plain(row.parts[0].reached) == "103,0 pct. (2017)"


def test_a_goal_that_does_not_count_says_so_and_has_no_points() -> None:
    rows = written(
        tabled(plan(goal("1"), goal("2", compared("2.1", reads()), scored=False)), result("2017", 91))
    )
    assert (rows[1].weight, rows[1].points, rows[1].fulfilment) == ("tæller ikke", "–", "Opfyldt")


def test_provisional_figures_fulfil_provisionally() -> None:
    table = tabled(plan(), result("2017", 91, provisional=True, recorded=date(2018, 1, 10)))
    for words, told in ((DA, "Foreløbigt opfyldt"), (EN, "Provisionally met")):
        (row,) = written(table, words)
        assert (row.fulfilment, row.points) == (told, words.t("annual.points", points="100", whole="100"))
    assert said.write_preliminary_total(table, DA) == "Med de foreløbige tal: 100 point opnået."
    assert said.write_total(table, EN) == "0 of 100 points are secured, and 100 are not decided."


def test_a_goal_decided_met_has_its_points() -> None:
    table = tabled(plan(), result("2017", 89))
    at = datetime(2018, 2, 1, tzinfo=UTC)
    near = Decision("plan-2017", DecisionKind.NEAR_MISS, date(2018, 2, 1), "H", "W", goal="1", recorded_at=at)
    row = replace(table.rows[0], decisions=(near,))
    found = said.write_row(row, table, catalogue(), DA)
    assert (found.fulfilment, found.points) == ("Ikke opfyldt", "100 af 100")


def test_the_total_is_100_only_when_it_is() -> None:
    table = tabled(plan(), result("2017", 91))
    assert said.write_total(table, DA) == "100 af 100 point er opnået."
    almost = Points(Fraction(9999, 100), Fraction(0), Fraction(1, 100))
    assert said.write_total(replace(table, decided=almost), DA) == "99,9 af 100 point er opnået."


def test_computed_and_original_totals_stand_beside_another() -> None:
    table = tabled(plan(), result("2017", 89))
    assert said.write_beside_total(table, DA) == []
    beside = replace(table, decided=Points(Fraction(50), Fraction(0), Fraction(50)), original=table.score)
    assert said.write_beside_total(beside, EN) == [
        "Computed by the plan’s rule: 0 points. The total above follows the decisions.",
        "By the plan as it was first signed: 0 points.",
    ]


def test_a_plan_without_a_total_says_so() -> None:
    table = tabled(plan(scoring={"weights": "none"}), result("2017", 89))
    assert said.write_total(table, DA) == DA.t("plan.no_total")
    assert said.write_preliminary_total(table, DA) == ""


def test_a_change_says_what_when_why_and_who_agreed() -> None:
    both = tuple(Signature(party=party, organisation=party.value, role="chef", on=JUNE) for party in Party)
    amended = PlanChange(PlanChangeKind.AMENDED, date(2017, 7, 1), "Ny opgave.", JUNE, both)
    parties = " og ".join(f"chef, {one.organisation}" for one in both)
    assert (
        said.write_change(amended, DA)
        == f"Tillæg fra 1. juli 2017: Ny opgave. Aftalt 1. juni 2017 af {parties}."
    )
    gone = PlanChange(PlanChangeKind.WITHDRAWN, JUNE, goal="2")
    assert said.write_change(gone, EN) == "Goal 2 was withdrawn on 1 June 2017."


def test_a_verdict_given_is_what_was_reached() -> None:
    (_, other) = written(tabled(TWO, event("2.1"), event("2.2", "not_met", date(2017, 12, 30))))
    assert [part.reached for part in other.parts] == ["Gennemført 30.06.2017", "Ikke opfyldt 30.12.2017"]
