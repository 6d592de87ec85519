"""What a results file says that is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.facts.known_rows import KnownRows
from metrics.facts.schema import EventKind
from metrics.periods import find_day_start
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


def test_a_value_that_was_corrected_since_goes_back_and_another_does_not() -> None:
    then, later = date(2018, 1, 10), date(2018, 2, 10)
    recorded = [result("2017", 90, recorded=then), result("2017", 91, recorded=later)]
    known = KnownRows(observation_frame(recorded), event_frame([]))
    told = [replace(result("2017", value), recorded=None) for value in (90, 91, 92)]
    assert [known.goes_back(one) for one in told] == [True, False, False]
    assert not known.goes_back(recorded[0])


def test_each_source_is_told_apart_and_the_same_days_are_the_same_period() -> None:
    recorded = [result("2017Q1", 90, source="A"), result("2017-01/2017-03", 91, source="B")]
    known = KnownRows(observation_frame(recorded), event_frame([]))
    again = [replace(result("2017Q1", value, source=source)) for value, source in ((90, "A"), (91, "B"))]
    assert [known.repeats(replace(one, recorded=None)) for one in again] == [True, True]
    before = known.find_before(replace(result("2017Q1", 5), recorded=None))
    assert before
    assert before.said["value"] == 91
    assert [row.said["value"] for _, row in known.list_series("inst", "share")] == [91]


def test_what_several_sources_say_of_a_criterion_is_not_new_again_but_a_change_back_is() -> None:
    a, b = (replace(event("2.1"), source=source) for source in ("A", "B"))
    known = KnownRows(observation_frame([]), event_frame([b, a]))
    assert [known.repeats(replace(one, recorded=None)) for one in (b, a)] == [True, True]
    known = KnownRows(observation_frame([]), event_frame([a, replace(b, kind=EventKind.NOT_MET)]))
    assert [known.repeats(replace(one, recorded=None)) for one in (a, b)] == [False, False]


def test_a_claim_is_not_told_as_the_verdict_that_is_known() -> None:
    known = KnownRows(observation_frame([]), event_frame([event("2.1", "met")]))
    claim = replace(event("2.1", "claimed"), recorded=None)
    assert known.new_events([replace(event("2.1", "met"), recorded=None), claim]) == [claim]


@pytest.mark.parametrize(
    ("told", "today", "new"),
    [
        (date(2017, 12, 31), date(2018, 1, 1), True),
        (date(2017, 12, 31), date(2017, 12, 31), False),
        (date(2018, 1, 1), date(2018, 1, 2), False),
    ],
)
def test_a_figure_told_before_its_year_had_ended_is_new_when_it_is_told_again_after_it(
    told: date, today: date, new: bool
) -> None:
    recorded = observation_frame([result("2017", 91, recorded=told)])
    known = KnownRows(recorded, event_frame([]), find_day_start(today))
    again = replace(result("2017", 91), recorded=None)
    assert known.new_results([again]) == ([again] if new else [])


def test_of_each_period_what_was_said_last_without_naming_a_source() -> None:
    said = [result("2016", 80), result("2017", 90), result("2017", 91), result("2017", 92, source="Other")]
    known = KnownRows(observation_frame(said), event_frame([]))
    found = known.list_own(said[0].institution, said[0].indicator)
    assert [(period.end.year, row.said["value"]) for period, row in found] == [(2016, 80), (2017, 91)]
    assert known.list_own("other", said[0].indicator) == []
