"""The rule for performance pay as a plan writes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from metrics.plan.pay_rule import Pay, PayPlan, PayPoint


def test_a_rule_needs_no_more_than_the_highest_pay() -> None:
    rule = Pay(cap=Decimal(25))
    assert [rule.minimum, rule.weight] == [0, 1]
    assert not any([rule.plans, rule.table, rule.linear])


@pytest.mark.parametrize(
    "wrong",
    [
        {"cap": Decimal(0)},
        {"cap": Decimal("100.1")},
        {"minimum": Decimal(-1)},
        {"weight": Decimal(0)},
        {"plans": ({"plan": "other-2017", "weight": Decimal(0)},)},
        {"table": ({"at": Decimal(80), "share": Decimal("1.1")},)},
        {"table": ({"at": Decimal(-1), "share": Decimal(1)},)},
    ],
)
def test_a_number_out_of_its_range_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Pay(**{"cap": Decimal(25), **wrong})


def test_the_ends_of_the_ranges_are_within() -> None:
    table = (PayPoint(at=Decimal(0), share=Decimal(0)), PayPoint(at=Decimal(100), share=Decimal(1)))
    rule = Pay(cap=Decimal(100), plans=(PayPlan(plan="other-2017"),), table=table)
    assert [rule.cap, rule.plans[0].weight, rule.table[-1].share] == [100, 1, 1]
