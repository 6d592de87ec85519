"""What of a file is new beside what is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.facts.known_rows import KnownRows
from metrics.facts.schema import Result
from tests.factories import event_frame, observation_frame, result

FEBRUARY, MARCH = date(2018, 2, 1), date(2018, 3, 1)


def new(said: Result, *recorded: Result) -> bool:
    """Whether a result says something that is not recorded."""
    known = KnownRows(observation_frame(recorded), event_frame([]))
    return known.new_results([said]) == [said]


def undated(value: int) -> Result:
    """A value that is of the moment it comes in."""
    return Result("inst", "share", "2017", Decimal(value))


def test_a_value_that_goes_back_to_what_it_was_is_new_and_one_that_stands_is_not() -> None:
    recorded = result("2017", 90, recorded=FEBRUARY), result("2017", 91, recorded=MARCH)
    assert not new(undated(91), *recorded)
    assert new(undated(90), *recorded)


def test_a_value_with_a_day_of_its_own_is_new_unless_that_day_had_it() -> None:
    recorded = result("2017", 90, recorded=FEBRUARY), result("2017", 91, recorded=MARCH)
    assert not new(result("2017", 90, recorded=FEBRUARY), *recorded)
    assert new(result("2017", 90, recorded=date(2018, 2, 2)), *recorded)
    assert new(result("2017", 91, recorded=FEBRUARY), *recorded)
