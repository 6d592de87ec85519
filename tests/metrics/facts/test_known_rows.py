"""What a results file says that is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.facts.known_rows import KnownRows
from metrics.facts.schema import EventKind
from tests.factories import event, event_frame, observation_frame, result


def test_a_file_sent_twice_says_nothing_new_although_an_expectation_came_between() -> None:
    recorded = event_frame([event("2.1"), event("2.1", "expected_met")])
    again = [event("2.1"), event("2.1", "expected_met"), event("2.1", "in_doubt")]
    new = KnownRows(observation_frame([]), recorded).new_events([replace(e, recorded=None) for e in again])
    assert [e.kind for e in new] == [EventKind.IN_DOUBT]


def test_a_value_is_new_when_it_differs_from_what_stands() -> None:
    known = KnownRows(observation_frame([result("2017", 90), result("2017", 91)]), event_frame([]))
    again, before, noted = (
        replace(result("2017", 91), recorded=None),
        replace(result("2017", 90), recorded=None),
        replace(result("2017", 91), recorded=None, note="Opgjort igen"),
    )
    assert known.new_results([again, before, noted]) == [before, noted]


def test_a_value_with_a_day_of_its_own_is_known_only_as_of_that_day() -> None:
    then, later = date(2018, 1, 10), date(2018, 2, 10)
    recorded = [result("2017", 90, recorded=then), result("2017", 91, recorded=later)]
    known = KnownRows(observation_frame(recorded), event_frame([]))
    assert known.new_results(recorded) == []
    moved = result("2017", 90, recorded=later)
    assert known.new_results([moved]) == [moved]


def test_a_value_of_another_period_or_series_is_new() -> None:
    known = KnownRows(observation_frame([result("2017", 90)]), event_frame([]))
    others = [result("2016", 90), result("2017", 90, key="count"), result("2017", 90, owner="other")]
    assert known.new_results([replace(r, recorded=None) for r in others]) == [
        replace(r, recorded=None) for r in others
    ]


def test_a_claim_is_not_told_as_the_verdict_that_is_known() -> None:
    known = KnownRows(observation_frame([]), event_frame([event("2.1", "met")]))
    claim = replace(event("2.1", "claimed"), recorded=None)
    assert known.new_events([replace(event("2.1", "met"), recorded=None), claim]) == [claim]
