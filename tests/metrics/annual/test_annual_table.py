"""The annual table: goals, points, and what was decided beside the computed verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.annual.annual_table import AnnualTable, build_annual_table
from metrics.annual.stages import AnnualStage
from metrics.facts.decisions import Decision, DecisionKind
from metrics.score.scoring import score_plan
from tests.factories import catalogue, compared, facts, goal, indicator, plan, reads, result, scored
from tests.settled_years import FEBRUARY, tabled

SEVEN = plan(*(goal(str(key), compared(f"{key}.1", reads(f"s{key}"))) for key in range(1, 8)))
SERIES = [indicator(f"s{key}") for key in range(1, 8)]
SIX_MET = [result("2017", 89 if key == 3 else 91, key=f"s{key}") for key in range(1, 8)]


def decided(*decisions: Decision) -> AnnualTable:
    """The table of the seven goals after decisions."""
    known = replace(facts(*SIX_MET, as_of=FEBRUARY, known_at=FEBRUARY), decisions={"plan-2017": decisions})
    score = score_plan(SEVEN, known, catalogue(*SERIES))
    return build_annual_table(score, [SEVEN], known, catalogue(*SERIES))


def decision(kind: DecisionKind, **changes: object) -> Decision:
    at = datetime(2018, 2, 1, tzinfo=UTC)
    return Decision("plan-2017", kind, date(2018, 2, 1), "Head", "W", recorded_at=at, number=1, **changes)  # type: ignore[arg-type]


def test_six_of_seven_goals_give_85_and_five_sevenths() -> None:
    table = tabled(SEVEN, *SIX_MET, indicators=SERIES)
    assert (table.stage, table.reached) == (AnnualStage.FINAL, Fraction(600, 7))
    assert [row.found.outcome.credit for row in table.rows] == [1, 1, 0, 1, 1, 1, 1]
    assert [row.number for row in table.analysed] == ["3"]
    assert (table.decided, table.decisions, table.original) == (None, (), None)


def test_a_near_miss_that_is_decided_met_stands_beside_the_computed_verdict() -> None:
    table = decided(decision(DecisionKind.NEAR_MISS, goal="3"))
    row = table.find_row("3")
    assert row
    assert (row.accepted, row.found.outcome.credit, row.analysed) == (True, Fraction(0), True)
    assert (table.reached, table.score.points.secured) == (Fraction(100), Fraction(600, 7))


def test_a_decided_total_is_what_was_reached() -> None:
    table = decided(decision(DecisionKind.TOTAL, points=Decimal(90)))
    assert table.reached == 90
    assert [one.kind for one in table.decisions] == [DecisionKind.TOTAL]


def test_pay_stands_nowhere_in_it() -> None:
    table = decided(decision(DecisionKind.PAY, points=Decimal(5)))
    assert (table.decisions, table.decided) == ((), None)


def test_a_provisional_figure_decides_the_preliminary_row_alone() -> None:
    told = result("2017", 91, provisional=True, recorded=date(2018, 1, 10))
    (row,) = tabled(plan(), told).rows
    assert (row.is_preliminary, row.found.outcome.credit, row.preliminary.outcome.credit) == (
        True,
        None,
        Fraction(1),
    )


def test_of_a_year_that_is_under_way_nothing_is_analysed() -> None:
    table = tabled(plan(), as_of=date(2017, 12, 31))
    assert (table.stage, table.analysed, table.waiting) == (AnnualStage.TO_COME, (), ())


def test_the_original_stands_beside_only_where_it_gives_another_total() -> None:
    score = scored(SEVEN, *SIX_MET, indicators=SERIES, as_of=FEBRUARY)
    other = scored(SEVEN, *SIX_MET[1:], indicators=SERIES, as_of=FEBRUARY)
    for first, shown in ((score, None), (other, other)):
        table = build_annual_table(score, [SEVEN], score.facts, catalogue(*SERIES), original=first)
        assert table.original is shown


def test_an_unknown_goal_has_no_row() -> None:
    assert tabled(plan()).find_row("9") is None


@pytest.mark.parametrize("early", [87, None])
def test_each_test_has_its_trend_for_the_results_of_the_years_before(early: int | None) -> None:
    before = [result("2016", early)] if early else []
    (part,) = tabled(plan(), *before, result("2017", 91)).rows[0].parts
    assert part.trend
    assert [point.year for point in part.trend.results] == ([2016, 2017] if early else [2017])
