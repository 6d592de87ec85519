"""Laws of what is read: every figure that is taken is used, or named as not used, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import Problem
from metrics.facts.import_answer import PeriodUse
from metrics.facts.schema import Result
from metrics.periods import Frequency, Period
from metrics.plan.formula import Reading
from metrics.plan.terms import Over
from metrics.plan.window import Window
from metrics.score import quantities
from metrics.score.accepted_periods import AcceptedPeriods
from metrics.score.quantities import Amount, read_amount
from tests.factories import (
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    plan,
    reads,
    result,
    scored,
    the_trace,
)

YEARS = (2016, 2017, 2018)
MONTHS = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
QUARTERS = [f"{year}Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4)]
LONGER = [
    *map(str, YEARS),
    *("2017-01/2017-06", "2017-01/2017-09", "2017-07/2017-12", "2016-10/2017-09", "2017-02/2017-04"),
]
DAYS = ["2017-03-31", "2017-05-10", "2017-12-15", "2017-12-31", "2018-01-31", "2016-06-30"]
WAYS = [over for over in Over if over is not Over.WEIGHTED]
READINGS = st.builds(
    reads,
    over=st.sampled_from(WAYS),
    shift=st.sampled_from([0, 0, -1]),
    offset=st.sampled_from([0, 0, -1]),
) | st.builds(
    reads,
    over=st.sampled_from(WAYS),
    period=st.sampled_from(["2017-12-15", "2017Q3", "2017-09/2017-12", "2018-01-31"]),
)


@st.composite
def told(draw: st.DrawFn) -> list[Result]:
    """Some figures of one series, of any length, each for a period of its own."""
    periods = st.sampled_from([*MONTHS, *QUARTERS, *LONGER, *DAYS])
    chosen = draw(st.lists(periods, max_size=9, unique=True))
    found = []
    for period in chosen:
        whole = draw(st.integers(1, 20))
        top = draw(st.integers(0, whole))
        counted, provisional = draw(st.booleans()), draw(st.integers(0, 4)) == 0
        said = {"of": (top, whole)} if counted else {"value": top}
        found.append(result(period, provisional=provisional, **said))
    return found


def read(reading: Reading, frequency: Frequency, rows: list[Result]) -> Amount:
    made = plan(goal("1", compared(value=reading)))
    found = the_trace(scored(made, *rows, indicators=[indicator(frequency=frequency)]).goals[0]).actual
    assert found
    return found


def accept(reading: Reading, frequency: Frequency, rows: list[Result]) -> list[tuple[Result, PeriodUse]]:
    """The figures that the intake takes, as it keeps them, and what it says of each."""
    plans, known = [plan(goal("1", compared(value=reading)))], catalogue(indicator(frequency=frequency))
    accepted = AcceptedPeriods.of(plans, known)
    fitted = {made.period: made for made in map(accepted.fit, rows) if not isinstance(made, Problem)}
    return [(made, accepted.find_use(made).kind) for made in fitted.values()]


def days(text: str) -> tuple[date, date]:
    period = Period.parse(text)
    return period.start, period.end


def named(amount: Amount) -> set[str]:
    """The periods that a trace names: those used, and those left out."""
    return {i.observation.period.text for i in amount.inputs} | {o.period.text for o in amount.left_out}


@settings(max_examples=300)
@given(READINGS, st.sampled_from(Frequency), told())
def test_a_figure_that_is_taken_is_used_or_named_unless_the_intake_said_so(
    reading: Reading, frequency: Frequency, rows: list[Result]
) -> None:
    kept = accept(reading, frequency, rows)
    amount = read(reading, frequency, [made for made, _ in kept])
    last = max((i.observation.period.end for i in amount.inputs), default=date.min)
    for made, use in kept:
        before_last = reading.over is Over.LAST and days(made.period)[1] < last
        if use is PeriodUse.READ:
            assert made.period in named(amount) or before_last
        else:
            assert made.period not in named(amount)


@settings(max_examples=300)
@given(READINGS, st.sampled_from(Frequency), told(), st.integers(0, 8))
def test_changing_a_figure_that_is_read_changes_the_trace(
    reading: Reading, frequency: Frequency, rows: list[Result], place: int
) -> None:
    kept = [made for made, use in accept(reading, frequency, rows) if use is PeriodUse.READ]
    if not kept:
        return
    before = read(reading, frequency, kept)
    changed = kept[place % len(kept)]
    if changed.period not in named(before):
        return
    other = replace(changed, note="counted again", value=None if changed.value is None else changed.value + 1)
    after = read(reading, frequency, [other if row is changed else row for row in kept])
    assert (after.inputs, after.left_out) != (before.inputs, before.left_out)


@settings(max_examples=300)
@given(READINGS, st.sampled_from(Frequency), told())
def test_what_the_parts_say_is_what_is_used_and_no_day_counts_twice(
    reading: Reading, frequency: Frequency, rows: list[Result]
) -> None:
    amount = read(reading, frequency, [made for made, _ in accept(reading, frequency, rows)])
    seen = [given.observation for given in amount.inputs]
    if reading.over not in {Over.MIN, Over.MAX}:
        spans = sorted((o.period.start, o.period.end) for o in seen)
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
    values = [o.amount(indicator(frequency=frequency)) for o in seen]
    if amount.value is None or None in values:
        return
    exact = [value for value in values if value is not None]
    if reading.over is Over.SUM:
        assert amount.value == sum(exact, Fraction(0))
    elif reading.over in {Over.MIN, Over.MAX}:
        assert amount.value == (min if reading.over is Over.MIN else max)(exact)
    elif reading.over is not Over.MEAN and all(o.numerator is not None for o in seen):
        top, whole = sum(o.numerator or 0 for o in seen), sum(o.whole for o in seen)
        assert amount.value == Fraction(top) / Fraction(whole) * 100


SERIES = {
    "share": indicator(frequency=Frequency.QUARTER),
    "other": indicator("other", frequency=Frequency.MONTH),
}
SEVERAL = st.lists(
    st.builds(
        lambda of, over, shift: reads(of, over=over, shift=shift),
        st.sampled_from([*SERIES]),
        st.sampled_from(WAYS),
        st.sampled_from([0, -1]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=200)
@given(SEVERAL, told(), told())
def test_in_a_plan_with_several_goals_every_figure_is_used_named_or_said_to_be_unused(
    readings: list[Reading], first: list[Result], second: list[Result]
) -> None:
    """The value of a sum is that of what its slots read, whatever else the plan reads of the same series."""
    leaves = [compared(f"{place}.1", reading) for place, reading in enumerate(readings, 1)]
    made = plan(*(goal(leaf.number.partition(".")[0], leaf) for leaf in leaves))
    accepted = AcceptedPeriods.of([made], catalogue(*SERIES.values()))
    rows = [*first, *(replace(row, indicator="other") for row in second)]
    kept = {(r.indicator, r.period): r for r in map(accepted.fit, rows) if not isinstance(r, Problem)}
    score = scored(made, *kept.values(), indicators=[*SERIES.values()])
    amounts = [
        leaf.trace.actual for g in score.goals for leaf in g.leaves() if leaf.trace and leaf.trace.actual
    ]
    shown: set[tuple[str, str]] = set()
    counted: set[tuple[str, str]] = set()
    for amount, reading in zip(amounts, readings, strict=True):
        shown |= {(reading.indicator, period) for period in named(amount)}
        counted |= {(reading.indicator, given.observation.period.text) for given in amount.inputs}
        values = [given.observation.amount(given.indicator) for given in amount.inputs]
        if reading.over is Over.SUM and values and None not in values:
            assert amount.value == sum(value for value in values if value is not None)
    asked = {reading.indicator for reading in readings}
    last = {r.indicator for r in readings if r.over is Over.LAST}
    for (key, period), row in kept.items():
        use = accepted.find_use(row).kind
        assert (use is PeriodUse.UNUSED) is (key not in asked)
        if use is PeriodUse.READ and key not in last:
            assert (key, period) in shown
        if use is not PeriodUse.READ:
            # A figure that one of several readings cannot use may still be named by it as left out.
            assert (key, period) not in counted


@settings(deadline=None)
@given(READINGS, st.sampled_from(list(Frequency)), told(), st.dates(date(2016, 1, 1), date(2019, 1, 1)))
def test_what_is_kept_of_a_reading_is_what_would_be_read_afresh_on_any_day(
    reading: Reading, frequency: Frequency, rows: list[Result], day: date
) -> None:
    made, known = plan(goal("1", compared(value=reading))), catalogue(indicator(frequency=frequency))
    days = [facts(*rows, as_of=on) for on in (day, date(2030, 1, 1))]
    kept = [read_amount(reading, Window.of(made), one, known) for one in (*days, *days)]
    quantities._combine_parts.cache_clear()
    fresh = [read_amount(reading, Window.of(made), one, known) for one in days]
    assert kept == [*fresh, *fresh]
