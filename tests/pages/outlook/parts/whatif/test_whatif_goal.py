"""What of the page goes by what is supposed of a goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_goal

HALF, ALL = Fraction(1, 2), Fraction(1)
BEFORE = Suppositions({"1": HALF}, {"2": 0.5}, {"3.1": Decimal(91)}, {"4.1": date(2017, 6, 1)}, 0.1)


@pytest.mark.parametrize(
    "after",
    [
        replace(BEFORE, credits={"1": Fraction(1, 4)}),
        replace(BEFORE, likelihoods={"2": 0.0}),
        replace(BEFORE, values={"3.1": Decimal(0)}),
        replace(BEFORE, days={"4.1": date(2017, 7, 1)}),
        replace(BEFORE, rho=1.0),
    ],
)
def test_another_figure_is_shown_by_its_own_control(after: Suppositions) -> None:
    assert whatif_goal.is_only_moved(BEFORE, after)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        replace(BEFORE, credits={"1": ALL}),
        replace(BEFORE, credits={}),
        replace(BEFORE, credits={"1": HALF, "5": ALL}),
        replace(BEFORE, likelihoods={}),
        replace(BEFORE, values={"3.1": Decimal(91), "3.2": Decimal(91)}),
        replace(BEFORE, values={"3.2": Decimal(91)}),
        replace(BEFORE, days={}),
        replace(BEFORE, rho=0.0),
    ],
)
def test_what_is_supposed_in_another_way_is_shown_by_other_controls(after: Suppositions) -> None:
    assert not whatif_goal.is_only_moved(BEFORE, after)
    assert not whatif_goal.is_only_moved(after, BEFORE)
