"""Rules about targets and the years before, each by figures worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.facts.schema import Result
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Quantity
from metrics.plan.terms import Unit
from metrics.score.plan_check.finding import FindingFigure, YearFigure
from tests.checked_plans import measured, of
from tests.factories import compared, number, path, reads, result, within


def years(**values: str) -> list[Result]:
    return [result(year[1:], value) for year, value in values.items()]


def figures(**values: str) -> list[YearFigure]:
    shown = {int(year[1:]): FindingFigure(Fraction(value), Unit.PERCENT, 1) for year, value in values.items()}
    return [YearFigure(year, figure) for year, figure in shown.items()]


def fires(rule: str, criterion: Criterion, **values: str) -> bool:
    return bool(of(rule, measured(criterion), *years(**values)))


def test_three_years_that_reach_the_target_are_told_with_their_figures_instead_of_the_last_one() -> None:
    reached = {"y2014": "91", "y2015": "90", "y2016": "92.5"}
    (said,) = of("met_for_years", measured(compared()), *years(**reached))
    assert said == (
        "1.1",
        {"target": FindingFigure(Fraction(90), Unit.PERCENT), "results": figures(**reached)},
    )
    assert not fires("target_reached", compared(), **reached)


@pytest.mark.parametrize("missed", [{"y2015": "89.9"}, {"y2014": "89.9"}])
def test_two_years_are_not_three(missed: dict[str, str]) -> None:
    known = {"y2014": "91", "y2015": "91", "y2016": "91", **missed}
    assert not fires("met_for_years", compared(), **known)
    assert fires("target_reached", compared(), **known)
    assert not fires("met_for_years", compared(), y2015="91", y2016="91")


def test_five_years_below_the_target_are_told_unless_a_step_as_before_would_do() -> None:
    five = {"y2012": "80", "y2013": "81", "y2014": "80", "y2015": "82", "y2016": "84"}
    (said,) = of("never_met", measured(compared()), *years(**five))
    assert said[1]["results"] == figures(**five)
    # 84 to 90 is 6; the year from 78 to 84 brought as much.
    assert not fires("never_met", compared(), **{**five, "y2015": "78"})
    assert not fires("never_met", compared(), **{**five, "y2013": "90"})
    assert not fires("never_met", compared(), **{k: v for k, v in five.items() if k != "y2012"})


@pytest.mark.parametrize(
    ("known", "far"),
    [
        ({"y2015": "78.9", "y2016": "75.8"}, True),
        ({"y2015": "81", "y2016": "82"}, False),  # 8 is less than a tenth of 82
        ({"y2015": "70", "y2016": "75"}, True),  # 15 is more than twice 5
        ({"y2015": "67", "y2016": "75"}, False),  # 15 is less than twice 8
        ({"y2016": "50"}, False),
        ({"y2015": "80", "y2016": "95"}, False),
    ],
)
def test_a_target_is_far_when_it_asks_for_more_than_twice_the_best_year(
    known: dict[str, str], far: bool
) -> None:
    assert fires("target_far", compared(), **known) is far


@pytest.mark.parametrize(
    ("known", "wide"),
    [
        ({"y2015": "0.4"}, True),
        ({"y2015": "-0.9", "y2016": "0.4"}, True),
        ({"y2016": "1"}, False),
        ({"y2015": "1.1", "y2016": "0.1"}, False),
        ({}, False),
    ],
)
def test_a_tolerance_is_wide_when_every_deviation_is_less_than_half_of_it(
    known: dict[str, str], wide: bool
) -> None:
    assert fires("tolerance_wide", within(tolerance="2"), **known) is wide
    assert not fires("tolerance_wide", within(tolerance="2", relative=True, reference="5"), **known)


@pytest.mark.parametrize(
    ("target", "known", "unsteady"),
    [
        (reads(offset=-1, factor=number("0.9").number), {"y2015": "12.7", "y2016": "7.2"}, True),
        (reads(year=2016, factor=number("0.9").number), {"y2015": "12.7", "y2016": "7.2"}, True),
        (reads(offset=-1, factor=number("0.9").number), {"y2015": "9.6", "y2016": "7.2"}, False),
        (number("7"), {"y2015": "12.7", "y2016": "7.2"}, False),
        (reads(offset=-1), {"y2015": "12.7", "y2016": "7.2"}, False),
    ],
)
def test_a_part_of_a_year_that_moved_by_more_than_a_quarter_is_no_firm_ground(
    target: Quantity, known: dict[str, str], unsteady: bool
) -> None:
    assert fires("unsteady_baseline", compared(operator="<=", target=target), **known) is unsteady


def test_a_year_with_a_target_and_no_result_is_missed_where_earlier_ones_have_one() -> None:
    both = compared(target=path(y2016="85", y2017="90"))
    assert of("result_missing", measured(both), *years(y2015="80")) == [
        ("1.1", {"year": 2016, "newest": "2015"})
    ]
    assert not fires("result_missing", both, y2015="80", y2016="81")
    assert not fires("result_missing", compared(target=path(y2017="90")), y2015="80")
    assert not fires("result_missing", both)
