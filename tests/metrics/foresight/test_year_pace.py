"""What the rest of a year must give against what the year has given, worked out by hand for each kind of reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.foresight.forecast import Silence, YearPace
from metrics.plan.criteria import Criterion
from metrics.plan.terms import Over, Unit
from tests.factories import compared, indicator, number, quarterly, reads, result
from tests.foreseeing import foreseen

AFTER_Q3, AFTER_Q2, AFTER_Q1 = date(2017, 10, 15), date(2017, 7, 15), date(2017, 4, 15)
COUNT = quarterly(unit=Unit.COUNT)


def find_pace(
    rows: Sequence[Result], leaf: Criterion, as_of: date = AFTER_Q3, unit: Unit = Unit.COUNT
) -> YearPace | None:
    found = foreseen(rows, leaf, as_of=as_of, indicators=(quarterly(unit=unit),)).tests["1.1"]
    assert isinstance(found, Silence)
    return found.pace


def quarters(*values: float) -> list[Result]:
    return [result(f"2017Q{quarter}", str(value)) for quarter, value in enumerate(values, 1)]


def ask(over: Over, target: float, operator: str = ">=") -> Criterion:
    return compared("1.1", reads(over=over), operator, number(str(target)))


@pytest.mark.parametrize(
    ("over", "target", "needed", "behind"),
    [
        # 10 + 12 + 11 are 33, 11 a quarter.
        (Over.SUM, 45, 12, True),
        (Over.SUM, 44, 11, False),
        # A mean of 11.1 over four quarters is a sum of 44.4.
        (Over.MEAN, 11.1, 11.4, True),
        (Over.MEAN, 11, 11, False),
    ],
)
def test_the_rest_of_a_sum_and_of_a_mean(over: Over, target: float, needed: float, behind: bool) -> None:
    found = find_pace(quarters(10, 12, 11), ask(over, target))
    assert found is not None
    assert (found.needed, found.seen, found.newest) == pytest.approx((needed, 11, 11))
    assert found.behind is behind


@pytest.mark.parametrize("over", [Over.MEAN, Over.SUM])
def test_the_year_goes_as_midway_between_all_of_it_and_its_newest_quarter(over: Over) -> None:
    """14, 12 and 10 are 12 in the mean and lately 10: 11 is what a further quarter is held against."""
    for values, operator, needed, behind in (
        ((14, 12, 10), ">=", 11, False),
        ((14, 12, 10), ">=", 11.5, True),
        ((10, 12, 14), "<=", 13, False),
        ((10, 12, 14), "<=", 12.5, True),
    ):
        whole = 36 + needed
        found = find_pace(quarters(*values), ask(over, whole / 4 if over is Over.MEAN else whole, operator))
        assert found is not None
        assert (found.needed, found.seen, found.newest) == pytest.approx((needed, 12, values[-1]))
        assert found.behind is behind


def test_the_share_of_the_cases_that_remain_if_as_many_come() -> None:
    """238 of 300 are 79.3 pct.; 82.4 of 400 are 329.6, so that 91.6 of the last hundred are needed."""
    rows = [result(f"2017Q{quarter}", of=(top, 100)) for quarter, top in enumerate((78, 80, 80), 1)]
    found = find_pace(rows, ask(Over.POOLED, 82.4), unit=Unit.PERCENT)
    assert found is not None
    assert (found.needed, found.seen, found.newest) == pytest.approx((91.6, 79.333, 80), abs=0.001)
    assert found.behind


def on_last_days(*values: float) -> list[Result]:
    """What there was on the last day of each quarter."""
    return [
        result(f"2017-{day}", str(value))
        for day, value in zip(("03-31", "06-30", "09-30"), values, strict=True)
    ]


def test_the_change_of_a_stock_in_a_week() -> None:
    """From 31 March to 30 September are 183 days; a quarter is half of that, and one quarter is left."""
    found = find_pace(on_last_days(1300, 1280, 1254), ask(Over.LAST, 200, "<="))
    assert found is not None
    assert found.seen == pytest.approx(-46 / (183 / 7))
    assert found.newest == pytest.approx(-26 / (183 / 14))
    assert found.needed == pytest.approx(-1054 / (183 / 14))
    assert found.behind
    drifting = find_pace(on_last_days(100, 150, 190), ask(Over.LAST, 200, "<="))
    assert drifting is not None
    assert drifting.seen > drifting.needed > 0
    assert not drifting.behind
    rising = find_pace(on_last_days(100, 120, 150), ask(Over.LAST, 200, "<="))
    assert rising is not None
    assert not rising.behind


@pytest.mark.parametrize(
    ("months", "operator", "target", "behind"),
    [
        # The newest quarter is 12 in the mean and the newest month 9: midway is 10.5.
        ((20, 20, 20, 15, 12, 9), "<=", 10.5, False),
        ((20, 20, 20, 15, 12, 9), "<=", 10, True),
        # A month that is no better than its target alone is not believed to be so.
        ((10, 10, 10, 8, 8, 11), ">=", 10.5, True),
        ((10, 10, 10, 8, 8, 11), ">=", 10, False),
    ],
)
def test_a_last_month_is_held_against_midway_between_the_newest_quarter_and_the_newest_month(
    months: tuple[float, ...], operator: str, target: float, behind: bool
) -> None:
    rows = [result(f"2017-{month:02d}", str(value)) for month, value in enumerate(months, 1)]
    monthly = indicator(unit=Unit.COUNT, frequency="month")
    found = foreseen(rows, ask(Over.LAST, target, operator), as_of=AFTER_Q2, indicators=(monthly,)).tests[
        "1.1"
    ]
    assert isinstance(found, Silence)
    assert found.pace is not None
    assert (found.pace.needed, found.pace.seen, found.pace.newest) == (
        target,
        sum(months[-3:]) / 3,
        months[-1],
    )
    assert found.pace.behind is behind


def test_a_last_quarter_is_held_against_the_newest_quarter() -> None:
    """However far it has fallen: what a quarter had is no level that goes on moving."""
    for target, behind in ((110, False), (109, True)):
        found = find_pace(quarters(150, 130, 110), ask(Over.LAST, target, "<="))
        assert found is not None
        assert (found.needed, found.seen, found.newest, found.behind) == (target, 110, 110, behind)


def test_under_half_of_the_year_nothing_is_said_nor_where_nothing_is_left() -> None:
    assert find_pace(quarters(10), ask(Over.SUM, 100), AFTER_Q1) is None
    assert find_pace(quarters(10, 10), ask(Over.SUM, 100), AFTER_Q2) is not None
    assert find_pace([result("2017Q2", "10")], ask(Over.SUM, 100), AFTER_Q2) is None


@pytest.mark.parametrize("leaf", [ask(Over.MAX, 100), ask(Over.SUM, 100, "=")])
def test_what_adds_nothing_up_and_what_must_be_exact_has_no_pace(leaf: Criterion) -> None:
    assert find_pace(quarters(10, 10, 10), leaf) is None


def test_months_have_a_newest_quarter_of_three() -> None:
    rows = [result(f"2017-{month:02d}", str(value)) for month, value in enumerate((4, 4, 4, 2, 2, 2), 1)]
    monthly = indicator(unit=Unit.COUNT, frequency="month")
    found = foreseen(rows, ask(Over.SUM, 36), as_of=AFTER_Q2, indicators=(monthly,)).tests["1.1"]
    assert isinstance(found, Silence)
    assert found.pace is not None
    assert (found.pace.needed, found.pace.seen, found.pace.newest) == (3, 3, 2)
    assert found.pace.behind
