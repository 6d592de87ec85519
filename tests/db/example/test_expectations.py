"""Expectations of the example: given with three reports a year, of what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

from db.example.expectations import HOPES, LATE_HOPES, make_expectations
from db.example.fiction import make_example
from db.example.reporting import TODAY
from metrics.facts.schema import EXPECTATIONS, Event, Result
from metrics.plan.model import PlanFile

EXAMPLE = make_example()
PLANS = {plan.id: plan for plan in EXAMPLE.plans}
YEAR_2024 = PLANS["eksempel-ankenaevn-2024"]


def expect(
    plan: PlanFile, results: Sequence[Result] = EXAMPLE.results, events: Sequence[Event] = ()
) -> list[Event]:
    return list(make_expectations([plan], results, events, Random))


def test_each_report_of_the_first_three_quarters_says_what_is_expected() -> None:
    found = expect(YEAR_2024)
    assert {event.kind for event in found} <= set(EXPECTATIONS)
    assert sorted({event.on for event in found}) == [date(2024, 4, 12), date(2024, 7, 12), date(2024, 10, 14)]
    leaves = {leaf.number for goal in YEAR_2024.goals for leaf in goal.leaves()}
    assert {event.criterion for event in found} == leaves


def test_what_is_decided_is_expected_no_more() -> None:
    said = [event for event in EXAMPLE.events if event.kind not in EXPECTATIONS]
    last = [event.criterion for event in expect(YEAR_2024, events=said) if event.on.month == 10]
    assert "2.1.1" not in last  # the milestone of March
    assert "2.1.2" in last  # that of December


def test_the_running_year_has_no_report_after_the_last_day_of_the_example() -> None:
    found = expect(PLANS["eksempel-ankenaevn-2026"])
    assert max(event.on for event in found) <= TODAY


def test_the_same_chance_gives_the_same_expectations() -> None:
    assert expect(YEAR_2024) == expect(YEAR_2024)


def test_each_hope_is_a_share_of_100_and_the_late_ones_are_darker() -> None:
    assert {sum(hope) for hope in (*HOPES.values(), *LATE_HOPES.values())} == {100}
    assert LATE_HOPES[False][0] < HOPES[False][0]
    kinds = Counter(event.kind for event in EXAMPLE.events if event.kind in EXPECTATIONS)
    assert kinds[EXPECTATIONS[0]] > kinds[EXPECTATIONS[1]] > kinds[EXPECTATIONS[2]] > 0
