"""Which settlement a plan stands by on a day, given what was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from metrics.facts.settlement import PartKind, SettledPart, Settlement, find_standing_settlements
from metrics.periods import find_day_end, find_day_start

ON = date(2018, 3, 1)
DAY = timedelta(days=1)
WHOLE = SettledPart(PartKind.TOTAL, "", Fraction(1, 3), Fraction(1), secured=Fraction(10), open=Fraction(20))
FIRST = Settlement("plan-2017", 2, ON, find_day_end(ON), find_day_start(ON), (WHOLE,))
LATER = replace(FIRST, version=4, on=date(2018, 6, 1), recorded_at=find_day_start(date(2018, 6, 1)))


@pytest.mark.parametrize(
    ("as_of", "known", "version"),
    [
        (ON - DAY, ON, None),
        (ON, ON - DAY, None),
        (ON, ON, 2),
        (date(2018, 5, 31), date(2018, 6, 1), 2),
        (date(2018, 6, 1), date(2018, 5, 31), 2),
        (date(2018, 6, 1), date(2018, 6, 1), 4),
    ],
)
def test_the_newest_that_was_made_by_the_day_and_known_stands(
    as_of: date, known: date, version: int | None
) -> None:
    found = find_standing_settlements([FIRST, LATER], as_of=as_of, known_at=find_day_end(known))
    assert (found["plan-2017"].version if found else None) == version


def test_a_part_is_found_by_its_kind_and_number_and_its_points_add_up() -> None:
    assert FIRST.find_part(PartKind.TOTAL) is WHOLE
    assert [WHOLE.points.lost, WHOLE.points.possible] == [0, 30]
    with pytest.raises(KeyError):
        FIRST.find_part(PartKind.GOAL, "1")
