"""Which goals part 2 has, and what the numbers say of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.annual.analysis import (
    CHOSEN,
    YES,
    AnalysisField,
    find_analysed,
    find_chosen,
    is_analysed_by_itself,
    make_line,
    read_texts,
)
from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.terms import Operator
from tests.factories import compared, event, goal, indicator, milestone, number, plan, reads, result, within
from tests.reporting import draft
from tests.settled_years import tabled


def three_goals() -> list[str]:
    """One goal that is met, one that is missed, and one that is open."""
    return ["1", "2", "3"]


THREE = plan(*(goal(key, compared(f"{key}.1", reads(f"s{key}"))) for key in three_goals()))
SERIES = [indicator(f"s{key}") for key in three_goals()]
SAID = (result("2017", 91, key="s1"), result("2017", 89, key="s2"))


def test_goals_that_are_missed_or_open_are_analysed_and_met_ones_when_they_are_chosen() -> None:
    assert [row.number for row in tabled(THREE, *SAID, indicators=SERIES).analysed] == ["2", "3"]
    every = tabled(THREE, *SAID, indicators=SERIES, chosen={"1"})
    assert [row.number for row in every.analysed] == ["1", "2", "3"]
    assert find_analysed(every.score, ()) == ("2", "3")


def test_a_goal_that_is_met_in_part_is_analysed() -> None:
    """89 of 90, where whoever misses keeps half the points."""
    earned = {"0": "0.5", "1": "1"}
    half = Grading(points=tuple(GradePoint(at=Decimal(at), earns=Decimal(e)) for at, e in earned.items()))
    (row,) = tabled(plan(goal("1", grade=half)), result("2017", 89)).rows
    assert row.found.outcome.credit == Fraction(1, 2)
    assert row.analysed


def test_a_goal_that_does_not_count_or_was_withdrawn_need_not_be_analysed() -> None:
    aside = plan(goal("1"), goal("2", scored=False), goal("3", withdrawn=date(2017, 5, 1)))
    table = tabled(aside)
    assert [is_analysed_by_itself(row.found) for row in table.rows] == [True, False, False]


def test_the_shortfall_is_the_distance_to_the_target_on_either_side() -> None:
    at_most = plan(goal("1", compared("1.1", operator=Operator.AT_MOST, target=number(8))))
    for found, said, gap in ((plan(), 88, 2), (at_most, 10, 2)):
        (part,) = tabled(found, result("2017", said)).rows[0].parts
        assert (part.facts.shortfall, part.facts.missed) == (Fraction(gap), True)
    (met,) = tabled(plan(), result("2017", 91)).rows[0].parts
    assert (met.facts.shortfall, met.facts.missed) == (None, False)


def test_of_a_budget_it_is_how_far_outside_of_the_tolerance_the_accounts_are() -> None:
    budget = plan(goal("1", within("1.1", "2", "100")))
    (part,) = tabled(budget, result("2017", 105)).rows[0].parts
    assert part.facts.shortfall == 3


def test_a_milestone_says_how_many_days_late_it_was_done() -> None:
    dated = plan(goal("1", milestone("1.1", due=date(2017, 6, 30))))
    (late,) = tabled(dated, event("1.1", on=date(2017, 7, 14))).rows[0].parts
    (in_time,) = tabled(dated, event("1.1", on=date(2017, 6, 30))).rows[0].parts
    assert (late.facts.days_late, in_time.facts.days_late) == (14, None)


def test_the_year_before_is_told_beside() -> None:
    (part,) = tabled(plan(), result("2016", 87), result("2017", 89)).rows[0].parts
    assert part.facts.before == 87
    (alone,) = tabled(plan(), result("2017", 89)).rows[0].parts
    assert alone.facts.before is None


def test_a_draft_says_which_goals_are_chosen_and_what_is_written() -> None:
    typed = draft(
        {
            make_line("1"): {CHOSEN: YES, AnalysisField.WHY: "  Too few hands. "},
            make_line("2"): {CHOSEN: "", AnalysisField.EVENTS: " "},
        }
    )
    assert find_chosen(typed, ["1", "2"]) == {"1"}
    assert read_texts(typed, ["1", "2"]) == {"1": {AnalysisField.WHY: "Too few hands."}}
