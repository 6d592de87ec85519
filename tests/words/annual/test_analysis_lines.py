"""The facts of part 2 in words."""

from __future__ import annotations

from datetime import date

from tests.factories import catalogue, event, goal, indicator, milestone, plan, result, within
from tests.settled_years import tabled
from words.annual.analysis_lines import write_goal_facts, write_part_facts
from words.language import Words

DA, EN = Words("da"), Words("en")


def facts(*said: object, of: object = None, words: Words = DA, known: object = None) -> list[str]:
    table = tabled(of or plan(), *said)  # type: ignore[arg-type]
    row = table.rows[0]
    found = [write_goal_facts(row, table, words), *write_part_facts(row, table, known or catalogue(), words)]  # type: ignore[arg-type]
    return [line.replace("\u00a0", " ") for line in found]


def test_a_missed_target_says_how_far_and_what_the_year_before_was() -> None:
    said = (result("2016", 87), result("2017", 89))
    assert facts(*said) == [
        "Ikke opfyldt. Det koster 100 point.",
        "1.1 1.1: 89 < 90: ikke opfyldt. Afstand til måltallet: 1,0 procentpoint. Året før: 87,0 pct.",
    ]
    assert facts(*said, words=EN) == [
        "Not met. It costs 100 points.",
        "1.1 1.1: 89 < 90: not met. Distance to the target: 1.0 percentage points. The year before: 87.0%.",
    ]


def test_a_late_milestone_says_how_late() -> None:
    dated = plan(goal("1", milestone("1.1")))
    late = facts(event("1.1", on=date(2017, 7, 14)), of=dated)
    assert late[1].endswith("14 dage efter fristen.")
    assert facts(event("1.1", on=date(2017, 7, 1)), of=dated)[1].endswith("1 dag efter fristen.")


def test_a_budget_says_how_far_outside_of_its_tolerance_and_nothing_of_another_budget() -> None:
    budget = plan(goal("1", within("1.1", "2", "100")))
    said = facts(result("2016", 100), result("2017", 103), of=budget)
    assert "Afstand til måltallet: 1,0 procentpoint." in said[1]
    assert "Året før" not in said[1]


def test_a_goal_that_was_met_costs_nothing() -> None:
    assert facts(result("2017", 91))[0] == "Opfyldt."


def test_a_number_has_the_unit_of_its_series() -> None:
    counted = indicator().model_copy(update={"unit": "mio_dkk"})
    table = tabled(plan(), result("2017", 89), indicators=[counted])
    (line,) = write_part_facts(table.rows[0], table, catalogue(counted), DA)
    assert "Afstand til måltallet: 1,0 mio. kr." in line.replace("\u00a0", " ")
