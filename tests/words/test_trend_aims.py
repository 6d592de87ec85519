"""Targets of a trend in words: what they will be, and the arithmetic of a share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.plan.criteria import Criterion
from metrics.plan.formula import Quantity
from metrics.score.trend import Trend, find_trend
from tests.factories import catalogue, compared, facts, goal, indicator, number, plan, reads, result
from words import trend_aims
from words.language import Words

DA, EN = Words("da"), Words("en")
KNOWN = catalogue(indicator(), indicator(owner="state"))


def drawn(leaf: Criterion) -> Trend:
    p = plan(goal("1", leaf))
    found = find_trend(p, leaf, [p], facts(result("2016", "7.2")), KNOWN)
    assert found
    return found


@pytest.mark.parametrize(
    ("target", "danish"),
    [
        (reads(institution="state"), "højst State, ikke opgjort"),
        (reads(institution="state", factor=Decimal("0.9")), "højst 90 pct. af State, ikke opgjort"),
        (reads(institution="state", offset=-1), "højst State i 2016, ikke opgjort"),
        (reads(institution="state", year=2015), "højst State i 2015, ikke opgjort"),
        (reads(offset=-1), "højst resultatet året før, ikke opgjort"),
        (reads(offset=-1, factor=Decimal("0.95")), "højst 95 pct. af resultatet året før, ikke opgjort"),
        (reads(year=2014, factor=Decimal("0.95")), "højst 95 pct. af resultatet for 2014, ikke opgjort"),
    ],
)
def test_a_target_without_a_number_says_what_it_is_going_to_be(target: Quantity, danish: str) -> None:
    p = plan(goal("1", compared(operator="<=", target=target)))
    found = find_trend(p, p.goals[0].criteria[0], [p], facts(), KNOWN)
    assert found
    assert found.own
    assert found.own.limits == ()
    assert trend_aims.write_unknown(found.own, found, DA, KNOWN) == danish


def test_a_share_shows_what_it_is_a_share_of() -> None:
    own = drawn(compared(operator="<=", target=reads(offset=-1, factor=Decimal("0.9")))).own
    assert own
    assert trend_aims.write_product(own.amount, DA).replace("\u00a0", " ") == "7,2 × 90 pct. = 6,48"
    assert trend_aims.write_product(own.amount, EN) == "7.2 × 90% = 6.48"


@pytest.mark.parametrize("target", [number(90), reads(offset=-1)])
def test_what_is_no_share_has_no_arithmetic(target: Quantity) -> None:
    own = drawn(compared(target=target)).own
    assert own
    assert trend_aims.write_product(own.amount, DA) == ""
