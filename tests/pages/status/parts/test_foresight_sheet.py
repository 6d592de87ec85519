"""What a goal's page says of its tests ahead of their day."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.terms import Unit
from pages.status.parts.foresight_sheet import draw_lost
from tests.factories import catalogue, compared, facts, goal, number, over, plan, quarterly, result
from tests.pages.drawing import writer


@pytest.mark.parametrize(
    ("quarters", "said"),
    [((8, 9, 1), "1.1: Kan ikke nås siden 30. juni 2017"), ((8, 8, 0), "")],
)
def test_a_lost_test_tells_since_when_and_one_that_can_be_met_tells_nothing(
    quarters: tuple[int, ...], said: str
) -> None:
    errors = compared("1.1", over("sum"), "<=", number(16))
    rows = [result(f"2017Q{quarter}", count) for quarter, count in enumerate(quarters, 1)]
    known, series = facts(*rows, as_of=date(2017, 10, 15)), catalogue(quarterly(unit=Unit.COUNT))
    found = find_outlook(plan(goal("1", errors)), known, series, USUAL)
    shown = draw_lost(found, found.score.goal("1"), writer(series))
    assert said in shown.replace("\u00a0", " ")
    assert bool(shown) is bool(said)
