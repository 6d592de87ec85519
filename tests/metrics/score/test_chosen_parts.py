"""Which figures make up a value, which are left out, and which are owed."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.periods import Days, Frequency, count_months, split_into_spans
from metrics.plan.terms import Over, Unit
from metrics.score.chosen_parts import (
    ChosenParts,
    OwedValue,
    choose_parts,
    find_disagreements,
    find_left_out,
    find_owed,
    find_unweighed,
    get_days,
    is_closing,
    place_days,
    select_inside,
)
from metrics.score.reads import SeriesReads
from metrics.status import Status
from tests.factories import (
    OWNER,
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
from tests.quarters import KEY, Q1, Q2, Q3, Q4, QUARTERS, YEAR, chosen, over_quarters, seen, texts

WEIGHT = (OWNER, "cases")


def test_a_quarter_that_ends_with_the_year_does_not_settle_a_yearly_indicator() -> None:
    """Only a figure for the year, or for its last day, says what the year came to."""
    for period, points in (("2017Q4", 0), ("2017-12", 0), ("2017-12-31", 100), ("2017", 100)):
        found = scored(plan(), result(period, 91))
        assert actual(found) == 91
        assert found.points.secured == points
        assert found.points.open == 100 - points
    assert scored(plan(), result("2017Q4", 91), indicators=[quarterly()]).points.secured == 100
    assert scored(plan(), result("2017-12", 91), indicators=[quarterly()]).points.secured == 100


def test_a_final_figure_for_the_year_stands_before_its_quarters() -> None:
    rows = [result("2017", 89), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    for how in ("sum", "mean", "last"):
        found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
        assert actual(found) == 89
        assert found.points.lost == 100


def test_a_provisional_figure_for_the_year_gives_way_to_its_quarters() -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 99
    assert found.points.secured == 100


@pytest.mark.parametrize("how", ["mean", "last"])
def test_a_provisional_figure_for_the_year_does_not_pay_for_the_last_quarter(how: str) -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3))]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_month_does_not_pay_for_its_quarter() -> None:
    rows = [result("2017-03", 9), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    trace = the_trace(found.goals[0])
    assert [(due.owed.start, due.owed.end) for due in trace.due if due.owed] == [
        (date(2017, 1, 1), date(2017, 3, 31))
    ]
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_stock_is_judged_on_the_day_and_not_a_month_before() -> None:
    p = plan(goal("1", compared(operator="<=", target=number(150))))
    cases = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    november = result("2017-11-30", 310)
    assert scored(p, november, indicators=[cases], as_of=date(2017, 12, 30)).points.open == 100
    assert scored(p, november, result("2017-12-31", 148), indicators=[cases]).points.secured == 100


def test_the_last_reading_is_the_one_that_ends_last() -> None:
    rows = [result("2017-11", 10), result("2017Q4", 95)]
    found = scored(plan(), *rows, indicators=[quarterly()])
    assert actual(found) == 95
    assert found.points.secured == 100


def test_what_reaches_out_of_a_span_is_not_inside_it() -> None:
    rows = (result("2016Q4", 1), result("2017Q1", 2), result("2017-12/2018-02", 3), result("2017-12-31", 4))
    assert texts(select_inside(seen(*rows), over_quarters(Over.SUM))) == ["2017Q1", "2017-12-31"]
    assert select_inside((), over_quarters(Over.SUM)) == []


def test_a_level_on_a_day_is_read_on_that_day_or_from_what_ends_with_it() -> None:
    day = SeriesReads(KEY, Over.LAST, ((date(2017, 12, 31), date(2017, 12, 31)),), months=3)
    rows = (result("2017", 1), result("2017Q4", 2), result("2017-12", 3), result("2017-12-31", 4))
    assert texts(select_inside(seen(*rows), day)) == ["2017Q4", "2017-12", "2017-12-31"]
    assert texts(choose_parts(day, select_inside(seen(*rows), day)).parts) == ["2017-12-31"]
    assert texts(choose_parts(day, select_inside(seen(*rows[:3]), day)).parts) == ["2017-12"]
    assert choose_parts(day, ()) == ChosenParts((), day.slots)


def test_a_level_in_the_middle_of_a_month_is_not_that_of_its_end() -> None:
    """91 on 15 December and 96 at the end of December."""
    p = plan(goal("1", compared(value=reads(period="2017-12-15"), target=number(91))))
    monthly = indicator(frequency=Frequency.MONTH)
    december = [result("2017-12", 96), result("2017-12-31", 96)]
    assert scored(p, *december, indicators=[monthly]).points.open == 100
    found = scored(p, result("2017-12-15", 91), *december, indicators=[monthly])
    assert actual(found) == 91
    assert found.points.secured == 100


def test_a_final_figure_for_the_whole_is_the_value_except_of_the_highest_and_the_lowest() -> None:
    rows = [result("2017", 5), *(result(f"2017Q{n}", n) for n in (1, 2, 3, 4))]
    for how in (Over.SUM, Over.MEAN, Over.POOLED, Over.LAST):
        assert chosen(how, *rows) == (["2017"], True)
    for how in (Over.MIN, Over.MAX):
        assert chosen(how, *rows) == (["2017Q1", "2017Q2", "2017Q3", "2017Q4"], True)


def test_a_provisional_figure_for_the_whole_counts_only_where_there_are_no_parts() -> None:
    whole = result("2017", 5, provisional=True)
    assert chosen(Over.SUM, whole) == (["2017"], True)
    assert chosen(Over.SUM, whole, result("2017Q1", 1)) == (["2017Q1"], False)
    assert chosen(Over.SUM, whole, result("2017Q1", 1, provisional=True)) == (["2017Q1"], False)


@pytest.mark.parametrize("how", [Over.SUM, Over.MEAN, Over.POOLED, Over.MIN, Over.MAX])
def test_months_fill_their_quarter_once_all_three_are_there(how: Over) -> None:
    rows = [result(f"2017-0{n}", of=(n, 10)) for n in (1, 2, 3)]
    rest = [result(f"2017Q{n}", of=(n, 10)) for n in (2, 3, 4)]
    assert chosen(how, *rows, *rest)[1] is True
    assert chosen(how, *rows[:2], *rest)[1] is False
    assert [*find_owed(over_quarters(how), seen(*rows, *rest))] == []
    assert [*find_owed(over_quarters(how), seen(*rows[:2], *rest))] == [OwedValue(*KEY, *Q1)]


def test_a_quarter_stands_for_its_months() -> None:
    months = SeriesReads(KEY, Over.SUM, split_into_spans(YEAR.start, YEAR.end, Frequency.MONTH))
    rows = seen(*(result(f"2017Q{n}", n) for n in (1, 2, 3)), result("2017-10", 1))
    assert texts(choose_parts(months, rows).parts) == ["2017Q1", "2017Q2", "2017Q3", "2017-10"]
    assert [(o.start, o.provisional) for o in find_owed(months, rows)] == [
        (date(2017, 11, 1), False),
        (date(2017, 12, 1), False),
    ]


def test_figures_for_the_year_to_date_take_the_place_of_one_another() -> None:
    """20 of 30 by the end of September, and nothing is owed for the quarter that was not told by itself."""
    rows = [
        result("2017-01/2017-03", of=(10, 10)),
        result("2017-01/2017-09", of=(20, 30)),
    ]
    assert chosen(Over.POOLED, *rows) == (["2017-01/2017-09"], False)
    assert list(find_owed(over_quarters(Over.POOLED), seen(*rows))) == [OwedValue(*KEY, *Q4)]


def test_a_mean_counts_a_quarter_as_three_months() -> None:
    """(3 x 10 + 20 + 30 + 40 + 2 x 3 x 20) / 12, of shares known as values."""
    months = [result(f"2017-0{n}", value) for n, value in ((4, 20), (5, 30), (6, 40))]
    rows = [result("2017Q1", 10), *months, result("2017Q3", 20), result("2017Q4", 20)]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 20


def test_the_highest_value_is_of_every_figure_whatever_its_length() -> None:
    rows = [*(result(f"2017Q{n}", 4) for n in (1, 2, 3, 4)), result("2017-05", 9), result("2017-08-17", 7)]
    assert chosen(Over.MAX, *rows) == (
        ["2017Q1", "2017Q2", "2017-05", "2017Q3", "2017-08-17", "2017Q4"],
        True,
    )


def test_a_figure_of_the_year_says_nothing_of_the_highest_quarter_which_stays_owed() -> None:
    assert chosen(Over.MAX, result("2017", 9)) == ([], False)
    assert len([*find_owed(over_quarters(Over.MAX), seen(result("2017", 9)))]) == 4


def test_the_last_reading_completes_the_year_only_if_it_ends_with_it() -> None:
    for period, complete in (("2017Q3", False), ("2017Q4", True), ("2017-12-31", True), ("2017-12", True)):
        assert chosen(Over.LAST, result(period, 1)) == ([period], complete)
    assert chosen(Over.LAST) == ([], False)


def test_cases_of_the_quarters_make_a_yearly_share_and_values_do_not() -> None:
    cases = [result(f"2017Q{n}", of=(n, 10)) for n in (1, 2, 3, 4)]
    assert actual(scored(plan(), *cases)) == 25
    assert scored(plan(), *cases).points.lost == 100
    assert scored(plan(), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))).points.open == 100


def test_of_a_quarter_and_its_last_day_the_quarter_counts() -> None:
    rows = [*(result(f"2017Q{n}", 10) for n in (1, 2, 3, 4)), result("2017-09-30", 50)]
    for how in (Over.SUM, Over.MEAN):
        found = scored(plan(goal("1", compared(value=over(how.value)))), *rows, indicators=[quarterly()])
        assert actual(found) == (40 if how is Over.SUM else 10)


def test_a_stock_on_its_last_day_stands_for_a_quarter_and_a_flow_of_one_day_does_not() -> None:
    days = [result(day, 1) for day in ("2017-03-31", "2017-06-30", "2017-09-29", "2017-12-31")]
    assert list(find_owed(over_quarters(Over.LAST), seen(*days))) == [OwedValue(*KEY, *Q3)]
    assert len([*find_owed(over_quarters(Over.SUM), seen(*days))]) == 4
    placed = place_days(seen(*days), over_quarters(Over.MEAN))
    assert [get_days(one) for one in placed] == [Q1, Q2, (date(2017, 9, 29), date(2017, 9, 29)), Q4]
    assert texts(placed) == texts(seen(*days))


@pytest.mark.parametrize(
    ("days", "length", "closing"),
    [
        ((date(2017, 12, 31), date(2017, 12, 31)), 0, True),
        ((date(2017, 12, 1), date(2017, 12, 31)), 1, True),
        (Q4, 3, True),
        ((date(2017, 1, 1), date(2017, 12, 31)), 12, False),
        ((date(2017, 1, 2), date(2017, 1, 31)), 0, False),
    ],
)
def test_months_of_a_span_and_whether_it_tells_a_level(days: Days, length: int, closing: bool) -> None:
    """Of a quarterly series; a year tells the level at its end of a yearly one."""
    assert (count_months(days), is_closing(days, 3)) == (length, closing)
    assert is_closing(days, 12) is (closing or length == 12)


def test_a_yearly_figure_pays_for_its_quarters() -> None:
    assert list(find_owed(over_quarters(Over.SUM), seen(result("2017", 5)))) == []
    owed = list(find_owed(over_quarters(Over.SUM), seen(result("2017Q2", 5))))
    assert owed == [OwedValue(*KEY, *days) for days in (Q1, Q3, Q4)]


def test_after_a_provisional_figure_the_final_one_is_owed() -> None:
    whole = seen(result("2017", 5, provisional=True))
    assert list(find_owed(over_quarters(Over.SUM), whole)) == [OwedValue(*KEY, *days) for days in QUARTERS]
    part = seen(*(result(f"2017Q{n}", n, provisional=n == 2) for n in (1, 2, 3, 4)))
    assert list(find_owed(over_quarters(Over.SUM), part)) == [OwedValue(*KEY, *Q2, provisional=True)]


def test_a_figure_told_before_its_quarter_ended_is_owed_with_the_others() -> None:
    early = seen(result("2017Q2", 5, recorded=date(2017, 6, 30)), result("2017Q3", 5))
    assert list(find_owed(over_quarters(Over.SUM), early)) == [
        OwedValue(*KEY, *days) for days in (Q1, Q2, Q4)
    ]


def test_a_single_value_needs_no_weight_and_several_need_one_each() -> None:
    parts = seen(*(result(f"2017Q{n}", n) for n in (1, 2, 3)))
    weights = seen(result("2017Q1", 10, key="cases"), result("2017Q2", 10, key="cases", provisional=True))
    assert list(find_unweighed(WEIGHT, parts[:1], ())) == []
    assert list(find_unweighed(WEIGHT, parts, weights)) == [
        OwedValue(*WEIGHT, *Q2, provisional=True),
        OwedValue(*WEIGHT, *Q3),
    ]


def test_a_year_told_before_it_ended_gives_way_to_its_quarters_and_is_shown_to_differ() -> None:
    """Three quarters of 300 and a year of 900 told in October; then the fourth quarter."""
    quarters = [result(f"2017Q{n}", 300) for n in (1, 2, 3, 4)]
    year = result("2017", 900, recorded=date(2017, 10, 10))
    p = plan(goal("1", compared(value=over("sum"), target=number(1000))))
    found = scored(p, *quarters, year, indicators=[quarterly(unit=Unit.COUNT)])
    assert actual(found) == 1200
    assert found.points.secured == 100
    amount = the_trace(found.goals[0]).actual
    assert amount
    (one,) = amount.disagreements
    assert one.whole.value == 900
    assert one.value == 1200
    assert texts(one.parts) == ["2017Q1", "2017Q2", "2017Q3", "2017Q4"]


@pytest.mark.parametrize(("year", "count"), [(1200, 0), (1201, 1)])
def test_a_final_year_that_its_quarters_add_up_to_is_no_disagreement(year: int, count: int) -> None:
    rows = [*(result(f"2017Q{n}", 300) for n in (1, 2, 3, 4)), result("2017", year)]
    p = plan(goal("1", compared(value=over("sum"), target=number(1000))))
    amount = the_trace(scored(p, *rows, indicators=[quarterly(unit=Unit.COUNT)]).goals[0]).actual
    assert amount
    assert amount.value == year
    assert len(amount.disagreements) == count


def test_parts_that_do_not_fill_a_whole_are_not_held_against_it() -> None:
    rows = seen(result("2017", 5), result("2017Q1", 1), result("2017Q3", 1))
    assert list(find_disagreements(rows, rows[:1])) == []
    assert list(find_disagreements(rows[1:], rows[1:])) == []


def test_the_days_of_a_value_are_those_of_its_period() -> None:
    assert get_days(seen(result("2017Q2", 1))[0]) == Q2


def test_figures_that_others_take_the_place_of_are_named() -> None:
    quarter, year, month = seen(result("2017Q1", 1), result("2017", 5), result("2017-08", 1))
    rows, whole = (quarter, year, month), over_quarters(Over.SUM)
    assert texts(find_left_out(whole, rows, [year])) == ["2017Q1", "2017-08"]
    assert find_left_out(whole, rows, rows) == ()
    last = over_quarters(Over.LAST)
    assert find_left_out(last, [quarter, month], [month]) == ()
    assert texts(find_left_out(last, [year, *rows[2:]], [year])) == []
