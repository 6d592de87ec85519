"""Wholes and their parts, figures for days and the year to date, and percentages that cannot be pooled."""

from __future__ import annotations

from fractions import Fraction

from metrics.facts.schema import Result
from metrics.periods import Frequency
from metrics.plan.formula import Pooled
from metrics.plan.terms import Over
from metrics.score.chosen_parts import (
    OwedValue,
    choose_parts,
    find_left_out,
    find_owed,
    find_uncounted,
)
from metrics.status import Status
from tests.factories import (
    actual,
    compared,
    goal,
    indicator,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
)
from tests.quarters import KEY, Q1, Q2, Q3, Q4, chosen, over_quarters, seen, texts


def scored_quarter(how: str, *rows: Result, target: str = "0") -> Fraction | None:
    p = plan(goal("1", compared(value=over(how), target=number(target))))
    return actual(scored(p, *rows, indicators=[quarterly()]))


def test_months_of_cases_make_the_last_quarter_and_each_quarter_of_a_mean() -> None:
    """1 of 10, 1 of 10 and 10 of 10 are 12 of 30; and (60 + 60 + 60 + 2) / 4 is 45.5."""
    months = [result(f"2017-{10 + n}", of=of) for n, of in enumerate(((1, 10), (1, 10), (10, 10)))]
    assert scored_quarter("last", *months) == 40
    quarters = [result(f"2017Q{n}", of=(6, 10)) for n in (1, 2, 3)]
    bad = [result(f"2017-{10 + n}", of=of) for n, of in enumerate(((1, 1), (1, 1), (0, 98)))]
    assert scored_quarter("mean", *quarters, *bad) == Fraction("45.5")


def test_a_quarter_of_its_own_is_not_replaced_by_its_last_month() -> None:
    assert scored_quarter("last", result("2017Q4", 90), result("2017-12", 96)) == 90
    assert scored_quarter("last", result("2017-10", 80), result("2017-11", 85), result("2017-12", 96)) == 96


def test_what_happened_on_a_day_is_no_part_of_a_sum() -> None:
    days = [result("2017-05-03", 600), result("2017-05-04", 600)]
    assert chosen(Over.SUM, *days, result("2017Q1", 100)) == (["2017Q1"], False)
    assert texts(find_left_out(over_quarters(Over.SUM), seen(*days), [])) == ["2017-05-03", "2017-05-04"]


def test_of_figures_for_the_year_to_date_the_farthest_counts_also_where_it_is_provisional() -> None:
    to_date = over_quarters(Over.SUM)._replace(to_date=True)
    rows = seen(result("2017-01/2017-03", 300), result("2017-01/2017-09", 900, provisional=True))
    found = choose_parts(to_date, rows)
    assert texts(found.parts) == ["2017-01/2017-09"]
    assert found.missing == (Q4,)
    assert [owed.start for owed in find_owed(to_date, rows)] == [Q2[0], Q3[0], Q4[0]]


def test_a_provisional_part_of_a_final_quarter_keeps_no_highest_value_open() -> None:
    rows = [*(result(f"2017Q{n}", 20) for n in (1, 2, 3, 4)), result("2017-10", 25, provisional=True)]
    p = plan(goal("1", compared(value=over("max"), operator="<=", target=number(30))))
    found = scored(p, *rows, indicators=[quarterly()])
    assert found.points.secured == 100
    amount = the_trace(found.goals[0]).actual
    assert amount
    assert texts(amount.left_out) == ["2017-10"]


def test_of_a_final_and_a_provisional_level_of_the_same_day_the_final_one_counts() -> None:
    p = plan(goal("1", compared(value=reads(period="2017-12-31"))))
    rows = [result("2017-12", 95), result("2017-12-31", 89, provisional=True)]
    assert scored(p, *rows, indicators=[indicator(frequency=Frequency.MONTH)]).points.secured == 100


def test_percentages_alone_are_not_pooled_and_their_cases_are_owed() -> None:
    quarters = [result(f"2017Q{n}", 96) for n in (1, 2, 3, 4)]
    p = plan(goal("1", compared(value=over("pooled"))))
    found = scored(p, *quarters, indicators=[quarterly()])
    assert found.goals[0].status is Status.OVERDUE_DATA
    assert len(the_trace(found.goals[0]).due) == 4
    mixed = scored(
        p, quarters[0], *(result(f"2017Q{n}", of=(9, 10)) for n in (2, 3, 4)), indicators=[quarterly()]
    )
    assert [due.owed.end for due in the_trace(mixed.goals[0]).due if due.owed] == [Q1[1]]
    assert [*find_uncounted(KEY, seen(quarters[0]))] == [OwedValue(*KEY, *Q1)]
    assert scored(p, result("2017", 96), indicators=[quarterly()]).points.secured == 100


def test_a_series_known_as_a_percentage_owes_its_cases_to_one_ratio() -> None:
    p = plan(goal("1", compared(value=Pooled(pooled=(reads(), reads("other"))))))
    rows = [result("2017", of=(9, 10)), result("2017", 95, key="other")]
    found = scored(p, *rows, indicators=[indicator(), indicator("other")])
    assert found.goals[0].status is Status.OVERDUE_DATA
    assert [due.owed.indicator for due in the_trace(found.goals[0]).due if due.owed] == ["other"]
