"""Performance pay: MECHANICS 43-46 by hand, and the laws any rule must keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.algebra.outcome import Points
from metrics.plan.pay_rule import Pay, PayPlan, PayPoint
from metrics.score.pay import find_payment, split_year

TABLE = tuple(
    PayPoint(at=Decimal(at), share=Decimal(share)) for at, share in ((50, "0.25"), (80, "0.6"), (95, 1))
)


def settled(points: str | int | Fraction, possible: int = 100) -> Points:
    reached = Fraction(points)
    return Points(reached, Fraction(0), possible - reached)


def rule(**changes: object) -> Pay:
    return Pay.model_validate({"cap": Decimal(10), **changes})


@pytest.mark.parametrize(
    ("points", "linear", "paid"),
    [
        (100, False, 10),
        (95, False, 10),
        ("94.9", False, 6),
        (80, False, 6),
        (50, False, "2.5"),
        ("49.9", False, 0),
        ("87.5", True, 8),  # half way from 0.6 to 1
        (65, True, "4.25"),
        (100, True, 10),
    ],
)
def test_the_table_gives_its_share_of_the_cap(points: str | int, linear: bool, paid: str | int) -> None:
    found = find_payment(rule(table=TABLE, linear=linear), "a", {"a": settled(points)})
    assert found.pay_least == found.pay_most == Fraction(paid)


def test_without_a_table_the_pay_follows_the_fulfilment_from_the_minimum_on() -> None:
    minimum = rule(minimum=Decimal(50))
    assert find_payment(minimum, "a", {"a": settled("85.7")}).pay_most == Fraction("8.57")
    assert find_payment(minimum, "a", {"a": settled(50)}).pay_most == 5
    assert find_payment(minimum, "a", {"a": settled("49.99")}).pay_most == 0


def test_points_out_of_another_number_are_taken_in_percent() -> None:
    assert find_payment(rule(), "a", {"a": settled(60, possible=80)}).pay_most == Fraction("7.5")


def test_two_plans_weigh_as_the_rule_says() -> None:
    totals = {"a": settled(Fraction(500, 7)), "b": settled(100)}
    equal = find_payment(rule(plans=(PayPlan(plan="b"),)), "a", totals)
    assert equal.least == Fraction(600, 7)  # 85.7
    heavier = find_payment(rule(plans=(PayPlan(plan="b", weight=Decimal(3)),)), "a", totals)
    assert heavier.least == (Fraction(500, 7) + 300) / 4


def test_what_is_open_and_what_is_missing_leaves_a_span() -> None:
    totals = {"a": Points(Fraction(40), Fraction(30), Fraction(30))}
    found = find_payment(rule(plans=(PayPlan(plan="b"),)), "a", totals)
    assert [found.least, found.most] == [20, 85]
    assert [found.pay_least, found.pay_most] == [2, Fraction("8.5")]
    assert found.missing == ("b",)


@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=2),
    st.booleans(),
    st.integers(0, 100),
    st.booleans(),
)
def test_more_points_never_give_less_pay_and_never_more_than_the_cap(
    points: list[int], linear: bool, minimum: int, tabled: bool
) -> None:
    table = {"table": TABLE, "linear": linear} if tabled else {}
    own = rule(minimum=Decimal(minimum), **table)
    low, high = (find_payment(own, "a", {"a": settled(p)}).pay_most for p in sorted(points))
    assert 0 <= low <= high <= 10


def test_a_year_of_two_chiefs_is_split_by_days_and_one_of_one_is_not() -> None:
    """243 days from January to August and 122 from September on."""
    spans = split_year(rule(changes=(date(2017, 9, 1),)), date(2017, 1, 1), date(2017, 12, 31))
    assert [(one.start, one.end, one.share) for one in spans] == [
        (date(2017, 1, 1), date(2017, 8, 31), Fraction(243, 365)),
        (date(2017, 9, 1), date(2017, 12, 31), Fraction(122, 365)),
    ]
    assert split_year(rule(), date(2017, 1, 1), date(2017, 12, 31)) == ()
