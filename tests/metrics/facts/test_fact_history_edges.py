"""What was known when: both axes of time, the value that counts of several, and what stands of what was said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.facts.facts import Facts, Observation
from metrics.facts.schema import EventKind
from tests.factories import INDICATOR, OWNER, event, facts, indicator, result

CRITERION = ("plan-2017", "1.1")
JANUARY, FEBRUARY, MARCH = date(2018, 1, 20), date(2018, 2, 1), date(2018, 3, 1)


def observed(found: Facts) -> tuple[Observation, ...]:
    return found.series.get((OWNER, INDICATOR), ())


def the_value(found: Facts) -> str | None:
    """The value that counts, where there is one."""
    (seen,) = observed(found)
    return None if seen.value is None else str(seen.value)


@pytest.mark.parametrize(("known_at", "count"), [(date(2018, 1, 31), 0), (FEBRUARY, 1)])
def test_a_value_counts_from_the_moment_it_was_recorded(known_at: date, count: int) -> None:
    assert len(observed(facts(result("2017", 90, recorded=FEBRUARY), known_at=known_at))) == count


@pytest.mark.parametrize(("as_of", "count"), [(date(2017, 12, 30), 0), (date(2017, 12, 31), 1)])
def test_a_value_that_came_later_counts_from_the_last_day_of_its_period(as_of: date, count: int) -> None:
    assert len(observed(facts(result("2017", 90, recorded=FEBRUARY), as_of=as_of))) == count


@pytest.mark.parametrize(("as_of", "count"), [(date(2017, 6, 30), 0), (date(2017, 7, 1), 1)])
def test_a_value_recorded_within_its_period_counts_from_that_day(as_of: date, count: int) -> None:
    assert len(observed(facts(result("2017", 40, recorded=date(2017, 7, 1)), as_of=as_of))) == count


def test_the_same_days_are_one_period_however_they_are_written() -> None:
    said = result("2017Q1", 90, recorded=JANUARY), result("2017-01/2017-03", 91, recorded=FEBRUARY)
    assert the_value(facts(*said)) == "91.000000000"


def test_the_last_choice_of_a_source_counts() -> None:
    said = (
        result("2017", 90, source="a", chosen=True, recorded=JANUARY),
        result("2017", 80, source="b", chosen=True, recorded=FEBRUARY),
    )
    assert the_value(facts(*said)) == "80.000000000"
    assert the_value(facts(*said, known_at=JANUARY)) == "90.000000000"


def test_a_chosen_source_counts_as_it_said_last_and_others_stay_beside_it() -> None:
    said = (
        result("2017", 90, source="a", chosen=True, recorded=JANUARY),
        result("2017", 91, source="a", recorded=FEBRUARY),
        result("2017", 80, source="b", recorded=MARCH),
        result("2017", 70, source="c", provisional=True, recorded=MARCH),
    )
    found = facts(*said)
    assert the_value(found) == "91.000000000"
    assert [rival.source for rival in observed(found)[0].rivals] == ["b"]


def test_a_later_verdict_corrects_an_earlier_and_stands_before_any_claim() -> None:
    said = (
        event("1.1", "met", on=date(2017, 6, 1), recorded=date(2017, 6, 1)),
        event("1.1", "not_met", on=date(2017, 6, 2), recorded=date(2017, 6, 2)),
        event("1.1", "claimed", on=date(2017, 6, 3), recorded=date(2017, 6, 3)),
    )
    assert facts(*said).events[CRITERION].kind is EventKind.NOT_MET
    assert facts(*said, known_at=date(2017, 6, 1)).events[CRITERION].kind is EventKind.MET
    assert facts(*said[2:]).events[CRITERION].kind is EventKind.CLAIMED


@pytest.mark.parametrize(("as_of", "count"), [(date(2017, 6, 14), 0), (date(2017, 6, 15), 1)])
def test_an_expectation_counts_from_its_day(as_of: date, count: int) -> None:
    said = event("1.1", "in_doubt", on=date(2017, 6, 15))
    assert len(facts(said, as_of=as_of).expectations.get(CRITERION, ())) == count


@pytest.mark.parametrize(
    ("of", "exempt", "amount"),
    [((8, 10), None, Fraction(80)), ((8, 10), 2, Fraction(100)), ((0, 2), 2, None)],
)
def test_exempt_cases_are_left_out_and_a_share_of_none_is_missing(
    of: tuple[int, int], exempt: int | None, amount: Fraction | None
) -> None:
    (seen,) = observed(facts(result("2017", of=of, exempt=exempt)))
    assert seen.amount(indicator()) == amount


@pytest.mark.parametrize(
    ("period", "told", "said", "early", "provisional"),
    [
        ("2017Q3", date(2017, 9, 30), False, True, True),
        ("2017Q3", date(2017, 10, 1), False, False, False),
        ("2017Q3", date(2017, 9, 30), True, False, True),
        ("2017-09-30", date(2017, 9, 29), False, True, True),
        ("2017-09-30", date(2017, 9, 30), False, False, False),
    ],
)
def test_what_is_told_before_its_last_day_is_over_is_provisional_and_a_level_can_be_told_that_day(
    period: str, told: date, said: bool, early: bool, provisional: bool
) -> None:
    row = result(period, 1, recorded=told, provisional=said)
    (seen,) = facts(row).series[OWNER, INDICATOR]
    assert (seen.early, seen.provisional) == (early, provisional)
