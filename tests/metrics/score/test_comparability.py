"""Which new definitions a test reads across."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.criteria import Criterion
from metrics.score.comparability import find_crossed_breaks, find_parting_breaks
from tests.factories import INDICATOR, OWNER, broken, compared, facts, goal, milestone, plan, reads

FIRST, MIDDLE, NEXT = date(2017, 1, 1), date(2017, 7, 1), date(2018, 1, 1)
ONE_YEAR = compared()
TWO_YEARS = compared(target=reads(offset=-1))


@pytest.mark.parametrize(
    ("leaf", "on", "crossed"),
    [
        (ONE_YEAR, FIRST, False),  # the whole year is counted in the new way
        (ONE_YEAR, MIDDLE, True),
        (ONE_YEAR, NEXT, False),
        (TWO_YEARS, FIRST, True),
        (TWO_YEARS, date(2016, 1, 1), False),
        (milestone(), MIDDLE, False),
    ],
)
def test_a_test_crosses_a_break_within_a_year_or_between_its_years(
    leaf: Criterion, on: date, crossed: bool
) -> None:
    found = find_crossed_breaks(leaf, plan(goal("1", leaf)), facts(broken(on)))
    assert [one.on for one in found] == [on] * crossed


def test_each_series_is_parted_by_its_own_breaks_alone_and_the_oldest_is_first() -> None:
    known = facts(
        broken(NEXT),
        broken(date(2016, 6, 1)),
        broken(MIDDLE, indicator="other"),
        broken(NEXT, indicator="third"),
    )
    read = [
        ((OWNER, INDICATOR), date(2018, 1, 1), date(2018, 12, 31)),
        ((OWNER, "other"), date(2017, 1, 1), date(2017, 12, 31)),
        ((OWNER, INDICATOR), date(2016, 1, 1), date(2016, 12, 31)),
        ((OWNER, "third"), date(2017, 1, 1), date(2017, 12, 31)),
    ]
    found = find_parting_breaks(read, known)
    assert [(one.indicator, one.on) for one in found] == [
        (INDICATOR, date(2016, 6, 1)),
        ("other", MIDDLE),
        (INDICATOR, NEXT),
    ]
