"""Whatever comes later than a day, and however it moves what is known, nothing said of that day changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.facts import Facts
from metrics.facts.schema import Event, Result
from metrics.followup.outlook import foresee_plans
from metrics.followup.thresholds import USUAL
from metrics.followup.track_record import TrackRecord, build_track_record
from metrics.foresight.expectation import record_numbers
from metrics.foresight.forecast import Forecast, Silence
from metrics.foresight.lean import Lean, find_lean
from metrics.plan.model import Plan
from tests.factories import (
    catalogue,
    compared,
    event,
    expected_number,
    facts,
    goal,
    milestone,
    number,
    over,
    plan,
    result,
)
from tests.foreseeing import days

DAY = date(2017, 10, 15)
YEARS = (2014, 2015, 2016, 2017, 2018)
KNOWN = catalogue(days())
Row = Result | Event


def year_plan(year: int) -> Plan:
    measured = [
        compared(f"1.{n}", over(how), "<=", number("100")) for n, how in enumerate(("mean", "last"), 1)
    ]
    return plan(
        goal("1", *measured),
        goal("2", *(milestone(f"2.{n}", date(year, 11, n)) for n in (1, 2))),
        id=f"plan-{year}",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=date(year - 1, 12, 15),
    )


PLANS = [year_plan(year) for year in YEARS]


def tell_year(year: int) -> list[Row]:
    """Four quarters, and of each test a word after every quarter and a number after the first two."""
    values = [97 + (3 * year + 5 * quarter) % 7 for quarter in (1, 2, 3, 4)]
    rows: list[Row] = [result(f"{year}Q{quarter}", value) for quarter, value in enumerate(values, 1)]
    for place, month in enumerate((4, 7, 10)):
        on = date(year, month, 12)
        kind = ("expected_met", "in_doubt", "expected_not_met")[(year + place) % 3]
        rows += [event(f"1.{n}", kind, on=on, recorded=on, plan=f"plan-{year}") for n in (1, 2)]
        if place < 2:
            rows.append(expected_number("1.1", 99 + place, on, plan=f"plan-{year}"))
    done = date(year, 10, 30)
    return [*rows, *(event(f"2.{n}", on=done, recorded=done, plan=f"plan-{year}") for n in (1, 2))]


EVERYTHING = [row for year in (2013, *YEARS) for row in tell_year(year)]


@dataclass(frozen=True)
class Told:
    """All that is said and learnt on a day."""

    tests: dict[str, Forecast | Silence]
    flags: tuple[object, ...]
    lean: Lean
    numbers: object
    record: TrackRecord


def tell(day: date, rows: list[Row]) -> Told:
    def look(at: date) -> Facts:
        return facts(*rows, as_of=at, known_at=min(at, day))

    known = look(day)
    found = foresee_plans(PLANS, known, KNOWN, {})["plan-2017"]
    return Told(
        dict(found.foresight.tests),
        found.flags,
        find_lean(PLANS, known, KNOWN),
        record_numbers(PLANS, known, KNOWN).pairs,
        build_track_record(PLANS, known, KNOWN, look, thresholds={"": USUAL}),
    )


BEFORE = tell(DAY, EVERYTHING)

LATER = st.integers(1, 400).map(lambda days: DAY + timedelta(days=days))
PERIODS = st.builds("{}Q{}".format, st.sampled_from((2013, *YEARS)), st.integers(1, 4))
CORRECTED = st.builds(
    lambda period, value, on: result(period, value, recorded=on), PERIODS, st.integers(1, 500), LATER
)
SAID = st.builds(
    lambda leaf, kind, on, year: event(leaf, kind, on=on, recorded=on, plan=f"plan-{year}"),
    st.sampled_from(("1.1", "1.2", "2.1", "2.2")),
    st.sampled_from(("expected_met", "in_doubt", "expected_not_met", "met", "not_met")),
    LATER,
    st.sampled_from(YEARS),
)
NUMBERS = st.builds(
    lambda value, on, year: expected_number("1.1", value, on, plan=f"plan-{year}"),
    st.integers(1, 500),
    LATER,
    st.sampled_from(YEARS),
)


def test_there_is_something_to_learn_from_and_it_is_used() -> None:
    """Else the property below would hold of nothing."""
    assert BEFORE.lean.words >= 4
    assert BEFORE.numbers
    assert BEFORE.record.foretold
    assert BEFORE.record.flagged
    assert BEFORE.record.expected
    assert any(isinstance(one, Forecast) and one.weighed for one in BEFORE.tests.values())
    assert any(isinstance(one, Forecast) and one.heard for one in BEFORE.tests.values())


@settings(max_examples=12, deadline=None)
@given(st.lists(st.one_of(CORRECTED, SAID, NUMBERS), min_size=1, max_size=12))
def test_nothing_that_comes_later_changes_what_was_said_or_learnt(later: list[Row]) -> None:
    """Forecasts, flags, what the area's years taught, and the records of words, numbers and rules."""
    assert tell(DAY, [*EVERYTHING, *later]) == BEFORE
