"""Across a new definition nothing is compared that need not be, and what the plan's rule compares says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.breaks import Break, find_break_problems, find_breaks_between, find_standing_breaks
from metrics.facts.facts import Facts
from metrics.facts.schema import Result
from metrics.foresight.forecast import Forecast, Method, Silence, SilenceReason
from metrics.foresight.forecasting import foresee_plan
from metrics.periods import Frequency
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Growth, Median, Path, Pooled, Quantity, Step
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit
from metrics.score.comparability import find_crossed_breaks
from metrics.score.scoring import score_plan
from metrics.score.trend import find_trend
from tests.factories import (
    ALWAYS_KNOWN,
    INDICATOR,
    OWNER,
    broken,
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
)

JULY, NEW_YEAR, BEFORE = date(2017, 7, 1), date(2017, 1, 1), date(2016, 1, 1)
AFTER_Q3 = date(2017, 10, 15)
QUARTERS = [f"{year}Q{quarter}" for year in range(2014, 2018) for quarter in range(1, 5)][:-1]
POINTS = quarterly(unit=Unit.PERCENTAGE_POINTS)
BROKEN_2016 = QUARTERS.index("2016Q1")


def levels(*values: str | int) -> list[Result]:
    """The newest quarters, the last of them the third of 2017."""
    return [result(quarter, value) for quarter, value in zip(QUARTERS[-len(values) :], values, strict=True)]


def cases(*counted: tuple[int, int]) -> list[Result]:
    return [result(q, of=of) for q, of in zip(QUARTERS[-len(counted) :], counted, strict=True)]


def leaf(value: Quantity, target: Quantity | None = None, operator: str = ">=") -> Criterion:
    return compared("1.1", value, operator, target or number(50))


def foreseen(
    said: Iterable[Result | Break],
    value: Quantity,
    *,
    of: Sequence[Indicator] = (),
    known_at: date = AFTER_Q3,
) -> Forecast | Silence:
    """What is foreseen of a test that nothing but a highest or lowest reading decides early."""
    known = facts(*said, as_of=AFTER_Q3, known_at=known_at)
    return foresee_plan(plan(goal("1", leaf(value))), known, catalogue(*(of or [POINTS]))).tests["1.1"]


def silent(found: Forecast | Silence) -> Silence:
    """A silence without what is needed of the rest of the year and what it gave, which are told beside it."""
    assert isinstance(found, Silence)
    return replace(found, needed=None, pace=None)


# --- Which breaks stand -------------------------------------------------------------------------------------------


def test_of_a_day_what_was_recorded_last_counts_and_a_later_record_alters_no_older_view() -> None:
    recorded = [
        broken(JULY, "First", recorded=date(2017, 8, 1)),
        broken(NEW_YEAR, "Other day", recorded=date(2017, 8, 2)),
        broken(JULY, "Better said", recorded=date(2017, 8, 3)),
        broken(JULY, "Was none", recorded=date(2017, 8, 4), retracted=True),
        broken(JULY, "Was one", recorded=date(2017, 8, 5)),
    ]

    def said(day: int) -> list[str]:
        moment = recorded[0].recorded_at + timedelta(days=day)
        return [one.note for one in find_standing_breaks(recorded, moment).get((OWNER, INDICATOR), ())]

    assert [said(day) for day in range(-1, 5)] == [
        [],
        ["First"],
        ["Other day", "First"],
        ["Other day", "Better said"],
        ["Other day"],
        ["Other day", "Was one"],
    ]


def test_a_break_parts_the_day_before_from_its_own() -> None:
    breaks = [broken(NEW_YEAR), broken(JULY)]
    assert find_breaks_between(breaks, NEW_YEAR, date(2017, 6, 30)) == []
    assert find_breaks_between(breaks, date(2016, 12, 31), NEW_YEAR) == breaks[:1]
    assert find_breaks_between(breaks, NEW_YEAR, JULY) == breaks[1:]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (broken(JULY), []),
        (broken(JULY, " "), ["text_empty"]),
        (broken(JULY, indicator="other"), ["indicator_unknown"]),
        (broken(JULY, "", institution="nobody"), ["text_empty", "indicator_unknown"]),
        (broken(NEW_YEAR, retracted=True), []),
        (broken(JULY, retracted=True), ["break_unknown"]),
    ],
)
def test_what_forbids_a_break(wanted: Break, codes: list[str]) -> None:
    stands = {(OWNER, INDICATOR): (broken(NEW_YEAR),)}
    assert [p.code for p in find_break_problems(wanted, {(OWNER, INDICATOR)}, stands)] == codes


# --- Forecasts ----------------------------------------------------------------------------------------------------


def test_only_the_present_definition_is_learnt_from() -> None:
    """Four quarters of 100 after eight of 10: without the break the mean of the year would be foreseen far lower."""
    rows = levels(*[10] * 8, *[100] * 7)
    with_break = foreseen([*rows, broken(BEFORE)], over("mean"))
    assert isinstance(with_break, Forecast)
    assert (with_break.points, with_break.years) == (7, 2)
    assert with_break.inputs[0].period.start == BEFORE
    assert with_break.quantiles[0] > 99
    without = foreseen(rows, over("mean"))
    assert isinstance(without, Forecast)
    assert without.quantiles[0] < 99


@pytest.mark.parametrize(
    ("rows", "value", "of", "said"),
    [
        (levels(*[10] * 15), over("mean"), quarterly(), (SilenceReason.TOO_FEW_VALUES, Method.MEAN, 3, 4)),
        (levels(*[10] * 15), over("last"), quarterly(), (SilenceReason.TOO_FEW_VALUES, Method.STOCK, 3, 4)),
        (
            cases(*[(9, 10)] * 15),
            over("pooled"),
            quarterly(),
            (SilenceReason.TOO_FEW_VALUES, Method.SHARE, 3, 4),
        ),
        (
            [result(f"201{year}", 10) for year in range(7)],
            reads(),
            indicator(),
            (SilenceReason.TOO_FEW_YEARS, Method.YEARS, 0, 4),
        ),
    ],
)
def test_the_values_needed_are_counted_since_the_break(
    rows: list[Result], value: Quantity, of: Indicator, said: tuple[SilenceReason, Method, int, int]
) -> None:
    found = foreseen([*rows, broken(NEW_YEAR)], value, of=[of])
    assert silent(found) == Silence(*said, since=NEW_YEAR)


def test_a_share_is_silent_until_a_year_of_the_present_definition_shows_its_volume() -> None:
    months = [result(f"{year}-{month:02d}", of=(9, 10)) for year in (2015, 2016) for month in range(1, 13)]
    this_year = [result(f"2017-{month:02d}", of=(9, 10)) for month in range(1, 10)]
    of = [indicator(frequency=Frequency.MONTH)]
    found = foreseen([*months, *this_year, broken(NEW_YEAR)], over("pooled"), of=of)
    assert silent(found) == Silence(SilenceReason.NO_VOLUME, Method.SHARE, since=NEW_YEAR)
    assert isinstance(foreseen([*months, *this_year, broken(BEFORE)], over("pooled"), of=of), Forecast)


@pytest.mark.parametrize("read", [over for over in Over if over not in {Over.LAST, Over.WEIGHTED}])
def test_a_year_that_is_counted_in_two_ways_is_not_foreseen_and_has_no_run_rate(read: Over) -> None:
    rows = levels(*[60 if read is Over.MIN else 10] * 15)
    found = foreseen([*rows, broken(JULY)], over(read))
    assert found == Silence(SilenceReason.DEFINITION_CHANGED, since=JULY)
    assert foreseen([*rows, broken(NEW_YEAR)], over("sum")).needed
    pooled = Pooled(pooled=(over("pooled"), reads("other", over=Over.POOLED)))
    both = [*cases(*[(9, 10)] * 15), *[result(q, of=(9, 10), key="other") for q in QUARTERS]]
    of = [quarterly(), quarterly("other")]
    assert foreseen([*both, broken(JULY, indicator="other")], pooled, of=of) == found


def test_one_share_over_several_series_begins_where_the_last_of_them_was_counted_anew() -> None:
    pooled = Pooled(pooled=(over("pooled"), reads("other", over=Over.POOLED)))
    rows = [*cases(*[(9, 10)] * 15), *[result(q, of=(9, 10), key="other") for q in QUARTERS]]
    breaks = [broken(NEW_YEAR), broken(BEFORE, indicator="other")]
    found = foreseen([*rows, *breaks], pooled, of=[quarterly(), quarterly("other")])
    assert found == Silence(SilenceReason.TOO_FEW_VALUES, Method.SHARE, 3, 4, since=NEW_YEAR)


def test_weights_of_another_definition_weigh_nothing() -> None:
    """The fourth quarter of 2016 would stand for that of 2017."""
    rows = [*levels(*[10] * 15), *[result(q, 5, key="weights") for q in QUARTERS]]
    value = reads(over=Over.WEIGHTED, weight="weights")
    of = [POINTS, quarterly("weights")]
    assert isinstance(foreseen(rows, value, of=of), Forecast)
    found = foreseen([*rows, broken(NEW_YEAR, indicator="weights")], value, of=of)
    assert found == Silence(SilenceReason.NO_VOLUME, since=NEW_YEAR)


def test_a_stock_is_foreseen_by_what_it_was_since_a_break_within_the_year() -> None:
    months = [result(f"2016-{month:02d}", 10) for month in range(1, 13)]
    months += [result(f"2017-{month:02d}", 100) for month in range(1, 10)]
    of = [indicator(frequency=Frequency.MONTH, unit=Unit.COUNT)]
    found = foreseen([*months, broken(date(2017, 5, 1))], over("last"), of=of)
    assert found == Silence(SilenceReason.TOO_FEW_VALUES, Method.STOCK, 5, 12, since=date(2017, 5, 1))


def test_a_value_that_spans_the_break_is_of_neither_definition() -> None:
    """The third quarter of 2016 was counted partly in the old way."""
    found = foreseen([*levels(*[10] * 15), broken(date(2016, 8, 1))], over("last"))
    assert isinstance(found, Forecast)
    assert found.inputs[0].period.text == "2016Q4"


def test_a_year_is_foreseen_by_its_own_definition_whatever_came_after_it() -> None:
    """The result of 2016 is late; what was counted in 2017 in another way does not silence it."""
    known = facts(*[result(f"{year}", 10) for year in range(2010, 2016)], broken(NEW_YEAR), as_of=AFTER_Q3)
    target = reads(year=2016)
    found = foresee_plan(plan(goal("1", leaf(number(5), target, "<="))), known, catalogue(indicator()))
    assert isinstance(found.tests["1.1"], Forecast)


def test_a_break_too_old_to_be_looked_back_to_is_not_blamed() -> None:
    found = foreseen([*levels(10, 10), broken(date(2000, 1, 1))], over("mean"))
    assert silent(found) == Silence(SilenceReason.TOO_FEW_VALUES, Method.MEAN, 2, 4)


def test_a_break_recorded_later_leaves_an_older_forecast_as_it_was() -> None:
    rows = levels(*[10] * 15)
    later = broken(NEW_YEAR, recorded=date(2017, 10, 16))
    assert foreseen([*rows, later], over("mean")) == foreseen(rows, over("mean"))
    assert foreseen([*rows, later], over("mean"), known_at=date(2017, 10, 17)) != foreseen(rows, over("mean"))


def test_the_best_ever_is_of_the_present_definition() -> None:
    """118 a quarter was reached in the old way, 10 in the present."""
    rows: list[Result | Break] = [*levels(*[118] * 8, *[10] * 7), broken(BEFORE)]
    needed = foreseen(rows, over("sum")).needed
    assert needed
    assert (needed.season, needed.ever) == (10, 10)


def test_how_accounts_missed_the_budget_in_another_way_is_not_learnt_from() -> None:
    years = [*range(2012, 2017)]
    rows = [result(f"{year}", 100, key="budget", recorded=date(year, 1, 2)) for year in [*years, 2017]]
    rows += [result(f"{year}", 101, key="accounts") for year in years]
    test = {"value": reads("accounts"), "reference": reads("budget"), "tolerance": number(2)}
    near = Criterion.model_validate({"number": "1.1", "title": "x", "within": test})
    of = catalogue(indicator("budget", unit=Unit.COUNT), indicator("accounts", unit=Unit.COUNT))

    def found(*breaks: Break) -> Forecast | Silence:
        known = facts(*rows, *breaks, as_of=AFTER_Q3)
        return foresee_plan(plan(goal("1", near)), known, of).tests["1.1"]

    assert isinstance(found(), Forecast)
    for series in ("budget", "accounts"):
        changed = broken(date(2015, 1, 1), indicator=series)
        assert found(changed) == Silence(SilenceReason.TOO_FEW_YEARS, Method.BUDGET, 2, 3, since=changed.on)


READ = st.sampled_from([Over.SUM, Over.MEAN, Over.LAST, Over.MAX, Over.MIN])
OLD = st.lists(st.integers(0, 500), min_size=BROKEN_2016, max_size=BROKEN_2016)
NEW = st.lists(st.integers(0, 500), min_size=7, max_size=7)


@settings(max_examples=60)
@given(READ, OLD, OLD, NEW, st.integers(0, 900))
def test_no_value_from_before_a_break_alters_a_forecast(
    read: Over, before: list[int], instead: list[int], after: list[int], target: int
) -> None:
    def found(older: list[int]) -> Forecast | Silence | None:
        known = facts(*levels(*older, *after), broken(BEFORE), as_of=AFTER_Q3)
        test = leaf(over(read), number(target))
        return foresee_plan(plan(goal("1", test)), known, catalogue(POINTS)).tests.get("1.1")

    assert found(before) == found(instead)


COUNTED = st.integers(1, 200).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@settings(max_examples=40)
@given(
    st.lists(COUNTED, min_size=BROKEN_2016, max_size=BROKEN_2016),
    st.lists(COUNTED, min_size=BROKEN_2016, max_size=BROKEN_2016),
    st.lists(COUNTED, min_size=7, max_size=7),
)
def test_no_case_from_before_a_break_alters_the_forecast_of_a_share(
    before: list[tuple[int, int]], instead: list[tuple[int, int]], after: list[tuple[int, int]]
) -> None:
    found, other = (
        foreseen([*cases(*older, *after), broken(BEFORE)], over("pooled"), of=[quarterly()])
        for older in (before, instead)
    )
    assert found == other


# --- What the plan's own rule compares ------------------------------------------------------------------------------


def last_year(factor: str = "1") -> Quantity:
    return reads(offset=-1, factor=Decimal(factor))


def weighted(**changes: int) -> Quantity:
    return reads("other", over=Over.WEIGHTED, weight=INDICATOR, **changes)


@pytest.mark.parametrize(
    ("value", "target", "on", "crossing"),
    [
        (reads(), number(90), NEW_YEAR, False),
        (reads(), number(90), JULY, True),
        (reads(), last_year("0.95"), NEW_YEAR, True),
        (reads(), last_year("0.95"), BEFORE, False),
        (reads(), last_year("0.95"), date(2016, 2, 1), True),
        (reads(), last_year("0.95"), date(2018, 1, 1), False),
        (reads(), Path(by_year=(Step(year=2017, reading=reads(offset=-1)),)), NEW_YEAR, True),
        (reads(), Path(by_year=(Step(year=2016, reading=reads(offset=-1)),)), NEW_YEAR, False),
        (reads(), Growth(baseline=reads(), since=2015, rate=Decimal(1)), BEFORE, True),
        (reads(), Median(median_of=(number(1), last_year())), NEW_YEAR, True),
        (Pooled(pooled=(reads(), last_year())), number(1), NEW_YEAR, True),
        (reads("other"), reads("other", year=2016), NEW_YEAR, False),
        (weighted(), weighted(year=2016), NEW_YEAR, True),
        (reads(), reads(institution="other", year=2016), NEW_YEAR, False),
    ],
)
def test_a_test_crosses_the_breaks_within_all_that_it_reads_of_a_series(
    value: Quantity, target: Quantity, on: date, crossing: bool
) -> None:
    found = find_crossed_breaks(leaf(value, target), plan(), facts(broken(on), as_of=AFTER_Q3))
    assert found == ([broken(on)] if crossing else [])


def test_a_break_alters_no_score() -> None:
    test = leaf(reads(), last_year("0.95"), "<=")
    rows = [result("2016", 100), result("2017", 95)]
    scores = [
        score_plan(plan(goal("1", test)), known, catalogue()).points
        for known in (facts(*rows), facts(*rows, broken(NEW_YEAR)))
    ]
    assert scores[0] == scores[1]
    assert scores[0].secured == 100


# --- Trends ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "parted"),
    [
        (NEW_YEAR, [False, True, False]),
        (JULY, [False, True, True]),
        (date(2014, 1, 1), [False, False, False]),
        (date(2019, 1, 1), [False, False, False]),
    ],
)
def test_a_trend_is_parted_at_a_break_and_around_a_year_that_has_both(on: date, parted: list[bool]) -> None:
    known: Facts = facts(*[result(f"{year}", 90) for year in range(2015, 2019)], broken(on))
    found = find_trend(plan(), leaf(reads()), [plan()], known, catalogue())
    assert found
    assert found.breaks == (broken(on),)
    pairs = zip(found.results, found.results[1:], strict=False)
    assert [found.is_parted(one.amount.inputs, other.amount.inputs) for one, other in pairs] == parted


def test_the_breaks_of_another_series_are_not_its_own() -> None:
    other = broken(NEW_YEAR, indicator="other")
    assert other.recorded_at == ALWAYS_KNOWN
    found = find_trend(plan(), leaf(reads()), [plan()], facts(result("2017", 90), other), catalogue())
    assert found
    assert found.breaks == ()
