"""One criterion across years and plans: results, targets, and which target a year is judged by."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from metrics.facts.schema import Result
from metrics.periods import Frequency, add_years
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path as TargetPath
from metrics.plan.formula import Quantity, Reading, Step
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Operator, Over, Reports, Unit
from metrics.score.trend import TargetPoint, Trend, find_ruling_target, find_trend
from tests.factories import (
    assessed,
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    milestone,
    number,
    over,
    path,
    plan,
    quarterly,
    reads,
    result,
)


def yearly(year: int, *criteria: Criterion, **changes: object) -> Plan:
    """A plan for a calendar year, signed in the December before."""
    return plan(
        goal("1", *criteria),
        **{
            "id": f"plan-{year}",
            "start": date(year, 1, 1),
            "end": date(year, 12, 31),
            "document_date": date(year - 1, 12, 15),
            **changes,
        },
    )


def aims(year: int, **by_year: str) -> Plan:
    """A plan with targets by year, as `aims(2017, y2017="90")`."""
    return yearly(year, compared(target=path(**by_year)))


def of(
    mine: Plan, *others: Plan, said: tuple[Result, ...] = (), indicators: tuple[Indicator, ...] = ()
) -> Trend:
    (leaf,) = mine.goals[0].leaves()
    found = find_trend(mine, leaf, (mine, *others), facts(*said), catalogue(*indicators))
    assert found
    return found


def shown(targets: tuple[TargetPoint, ...]) -> list[tuple[int, str, int | None, bool]]:
    """Year, plan, number and whether it was revised."""
    values = [(t.year, t.plan.id, t.amount.value, t.revised) for t in targets]
    return [(year, key, None if v is None else int(v), revised) for year, key, v, revised in values]


def verdicts(found: Trend) -> list[tuple[int, bool | None]]:
    return [(point.year, point.holds) for point in found.results]


def amounts(found: Trend) -> list[tuple[int, str]]:
    return [(point.year, str(point.amount.value)) for point in found.results]


# --- Targets ------------------------------------------------------------------------------------------------------


def test_a_target_that_is_repeated_unchanged_is_shown_once() -> None:
    found = of(aims(2017, y2017="90", y2018="92"), aims(2018, y2018="92"))
    assert shown(found.targets) == [(2017, "plan-2017", 90, False), (2018, "plan-2018", 92, False)]


def test_a_target_that_was_changed_is_kept_and_marked_as_revised() -> None:
    found = of(aims(2017, y2017="90", y2018="92"), aims(2018, y2018="95"))
    assert shown(found.targets) == [
        (2017, "plan-2017", 90, False),
        (2018, "plan-2017", 92, True),
        (2018, "plan-2018", 95, False),
    ]


def test_the_same_number_with_another_operator_is_another_target() -> None:
    newer = yearly(2018, compared(target=path(y2018="92"), operator=">"))
    found = of(aims(2017, y2017="90", y2018="92"), newer)
    assert [(t.operator, t.revised) for t in found.targets if t.year == 2018] == [
        (Operator.AT_LEAST, True),
        (Operator.ABOVE, False),
    ]


def test_two_targets_that_are_not_known_are_not_the_same() -> None:
    """Both are ten percent better than a year that nobody has reported."""
    step = Step(year=2018, reading=reads(year=2016, factor=Decimal("1.1")))
    first = TargetPath(by_year=(Step(year=2017, number=Decimal(90)), step))
    found = of(
        yearly(2017, compared(target=first)), yearly(2018, compared(target=TargetPath(by_year=(step,))))
    )
    assert [(t.plan.id, t.amount.value) for t in found.targets if t.year == 2018] == [
        ("plan-2017", None),
        ("plan-2018", None),
    ]
    known = of(
        yearly(2017, compared(target=first)),
        yearly(2018, compared(target=TargetPath(by_year=(step,)))),
        said=(result("2016", 80),),
    )
    assert [t.plan.id for t in known.targets if t.year == 2018] == ["plan-2018"]


def test_a_plan_s_own_target_for_its_own_year_is_never_dropped_nor_revised() -> None:
    """A later plan may look back: what was agreed for the year still is what the year is judged by."""
    back = aims(2018, y2017="90", y2018="92")
    assert (2017, "plan-2017", 90, False) in shown(of(aims(2017, y2017="90"), back).targets)
    other = of(aims(2017, y2017="88"), aims(2018, y2017="90", y2018="92"), said=(result("2017", 89),))
    assert (2017, "plan-2017", 88, False) in shown(other.targets)
    assert verdicts(other) == [(2017, True)]


def test_a_year_without_a_plan_of_its_own_is_judged_by_the_newest_that_speaks_of_it() -> None:
    plans = (aims(2017, y2017="90", y2019="96"), aims(2018, y2018="92", y2019="94"))
    found = of(*plans, said=(result("2019", 95),))
    aim = find_ruling_target(found.targets, 2019)
    assert aim
    assert aim.plan.id == "plan-2018"
    assert verdicts(found) == [(2019, True)]
    assert find_ruling_target(found.targets, 2025) is None


def test_plans_of_others_and_criteria_on_other_series_do_not_join_in() -> None:
    elsewhere = yearly(2018, compared(value=reads("count"), target=number(1)))
    other = aims(2018, y2018="92").model_copy(update={"institution": "other"})
    found = of(
        aims(2017, y2017="90"),
        elsewhere,
        other,
        indicators=(indicator(), indicator("count"), indicator(owner="other")),
    )
    assert shown(found.targets) == [(2017, "plan-2017", 90, False)]


# --- Results ------------------------------------------------------------------------------------------------------


def test_each_year_is_judged_by_its_own_plan() -> None:
    plans = [aims(2017, y2017="90"), aims(2018, y2018="95"), aims(2019, y2019="97")]
    said = (result("2016", 99), result("2017", 90), result("2018", 94), result("2019", 97))
    for mine in plans:
        others = [p for p in plans if p is not mine]
        found = of(mine, *others, said=said)
        assert verdicts(found) == [(2016, None), (2017, True), (2018, False), (2019, True)]


def test_a_year_with_two_targets_of_one_plan_has_a_verdict_only_where_they_agree() -> None:
    both = yearly(2017, compared("1.1", target=number(90)), compared("1.2", target=number(95)))
    for value, verdict in ((89, False), (92, None), (95, True)):
        seen_later = of(aims(2018, y2018="96"), both, said=(result("2017", value),))
        assert verdicts(seen_later) == [(2017, verdict)]
    first = both.goals[0].criteria[0]
    own = find_trend(both, first, [both], facts(result("2017", 92)), catalogue())
    assert own
    assert verdicts(own) == [(2017, True)]  # in its own plan each of the two is followed by itself


def test_the_values_of_an_august_plan_are_found() -> None:
    school = yearly(
        2017,
        compared(value=over("sum"), target=number(12)),
        start=date(2017, 8, 1),
        end=date(2018, 7, 31),
    )
    quarters = ("2017-08/2017-10", "2017-11/2018-01", "2018-02/2018-04", "2018-05/2018-07")
    counted = quarterly(unit=Unit.COUNT)
    found = of(school, said=tuple(result(q, 3) for q in quarters), indicators=(counted,))
    assert amounts(found) == [(2017, "12")]
    assert verdicts(found) == [(2017, True)]
    spring = of(school, said=(result("2018-02/2018-04", 3),), indicators=(counted,))
    assert amounts(spring) == [(2017, "3")]


def test_a_rolling_year_to_the_third_quarter_belongs_to_the_year_it_ends_in() -> None:
    rolling = compared(value=reads(shift=-1), operator="<=")
    said = [result("2014-10/2015-09", 12), result("2015-10/2016-09", 7)]
    found = of(yearly(2017, rolling), said=tuple(said))
    assert amounts(found) == [(2015, "12"), (2016, "7")]


def test_a_partial_sum_is_shown_and_has_no_verdict() -> None:
    visits = yearly(2017, compared(value=over("sum"), target=number(100)))
    counted = quarterly(unit=Unit.COUNT)
    three = tuple(result(f"2017Q{n}", 30) for n in (1, 2, 3))
    found = of(visits, said=three, indicators=(counted,))
    assert [point.amount.value for point in found.results] == [90]
    assert verdicts(found) == [(2017, None)]
    assert found.over is Over.SUM
    whole = of(visits, said=(*three, result("2017Q4", 10)), indicators=(counted,))
    assert verdicts(whole) == [(2017, True)]


def test_a_value_named_by_its_day_belongs_to_its_own_year_alone() -> None:
    monthly = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)

    def stock(year: int) -> Plan:
        value = reads(period=f"{year}-12-31")
        return yearly(year, compared(value=value, operator="<=", target=number(150)))

    said = (result("2017-11-30", 310), result("2017-12-31", 148), result("2018-12-31", 151))
    found = of(stock(2017), said=said, indicators=(monthly,))
    assert amounts(found) == [(2017, "148")]
    both = of(stock(2017), stock(2018), said=said, indicators=(monthly,))
    assert verdicts(both) == [(2017, True), (2018, False)]


def test_all_that_was_recorded_of_the_series_is_there_to_be_drawn() -> None:
    rows = tuple(result(f"2017Q{n}", 90 + n) for n in (1, 2, 3))
    found = of(aims(2017, y2017="90"), said=rows, indicators=(quarterly(),))
    assert [str(given.observation.period.text) for given in found.readings] == ["2017Q1", "2017Q2", "2017Q3"]


@pytest.mark.parametrize("value", [number(5), path(y2017="5")])
def test_only_what_reads_a_series_has_a_trend(value: Quantity) -> None:
    for leaf in (milestone(), assessed(), compared(value=value)):
        p = yearly(2017, leaf)
        assert find_trend(p, leaf, [p], facts(), catalogue()) is None


def test_the_target_of_the_plan_in_its_own_year_is_its_own() -> None:
    older = aims(2017, y2016="85", y2017="90", y2018="92")
    found = of(older, aims(2018, y2018="95"))
    assert found.own
    assert (found.own.year, found.own.plan.id) == (2017, "plan-2017")
    assert [int(limit) for limit in found.own.limits] == [90]


@pytest.mark.parametrize(
    ("reports", "start", "month"),
    [
        (Reports.EACH, date(2017, 1, 1), 1),
        (Reports.EACH, date(2017, 8, 1), 8),
        (Reports.YEAR_TO_DATE, date(2017, 8, 1), 1),
    ],
)
def test_a_year_of_sums_begins_with_the_plan_and_that_of_figures_to_date_in_january(
    reports: Reports, start: date, month: int
) -> None:
    mine = yearly(2017, compared(value=over("sum")), start=start, end=add_years(start, 1) - timedelta(days=1))
    found = of(mine, indicators=(quarterly(reports=reports),))
    assert (found.first_month, found.adds_up) == (month, True)


def test_a_series_of_another_institution_is_followed_there() -> None:
    value = Reading(indicator="share", institution="state")
    found = of(
        yearly(2017, compared(value=value)),
        said=(result("2017", 95, owner="state"), result("2017", 5)),
        indicators=(indicator(), indicator(owner="state")),
    )
    assert found.institution == "state"
    assert [point.amount.value for point in found.results] == [95]


def test_the_same_days_written_in_two_ways_are_one_period_and_the_later_row_counts() -> None:
    counted = quarterly(unit=Unit.COUNT)
    said = (
        result("2017Q1", 40, recorded=date(2017, 4, 10)),
        result("2017-01/2017-03", 45, recorded=date(2017, 5, 2)),
    )
    found = of(
        yearly(2017, compared(value=over("sum"), target=number(100))), said=said, indicators=(counted,)
    )
    assert [point.amount.value for point in found.results] == [45]


def test_a_figure_that_gives_way_to_others_is_not_drawn_beside_them() -> None:
    quarters = [result(f"2017Q{n}", 3) for n in (1, 2, 3, 4)]
    told_early = result("2017", 9, recorded=date(2017, 10, 10))
    counted = quarterly(unit=Unit.COUNT)
    found = of(yearly(2017, compared(value=over("sum"))), said=(*quarters, told_early), indicators=(counted,))
    assert [given.observation.period.text for given in found.readings] == [
        "2017Q1",
        "2017Q2",
        "2017Q3",
        "2017Q4",
    ]


def test_figures_for_the_year_to_date_are_all_drawn_and_none_is_said_to_be_left_out() -> None:
    so_far = [result(f"2017-01/2017-0{3 * n}", value) for n, value in ((1, 3), (2, 5), (3, 9))]
    series = quarterly(unit=Unit.COUNT, reports=Reports.YEAR_TO_DATE)
    found = of(yearly(2017, compared(value=over("sum"))), said=tuple(so_far), indicators=(series,))
    assert len(found.readings) == 3
    assert found.results[0].amount.left_out == ()
    assert found.results[0].amount.value == 9
