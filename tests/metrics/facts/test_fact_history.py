"""What is known at a moment, whatever was asked before; and of institutions, each by itself, joined to that of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.fact_history import KEPT_FACTS, FactHistory, join_histories
from metrics.facts.facts import join_facts
from metrics.facts.reports.handed_in import ReportAct
from metrics.facts.settlement import Settlement
from metrics.periods import find_day_end
from tests.factories import broken, event, event_frame, expected_number, observation_frame, result

DAY = date(2018, 1, 1)
MAY_AND_APRIL = (date(2017, 5, 2), date(2017, 4, 20), date(2017, 3, 30))
NORTH = [result("2016", "4", owner="north"), result("2017", "5", owner="north")]
SOUTH = [result("2017", "6", owner="south")]
SAID = [event("1.1", "met", date(2017, 6, 1), plan="of-north")]
BREAKS = [broken(date(2017, 1, 1), institution="south")]


def test_what_is_known_of_each_is_together_what_is_known_of_all() -> None:
    parts = {
        "south": FactHistory.of(observation_frame(SOUTH), event_frame([]), breaks=BREAKS),
        "north": FactHistory.of(observation_frame(NORTH), event_frame(SAID)),
    }
    whole = FactHistory.of(observation_frame([*NORTH, *SOUTH]), event_frame(SAID), breaks=BREAKS)
    assert join_histories(parts) == whole
    moment = DAY, find_day_end(DAY)
    known = join_facts([part.known(*moment) for part in parts.values()], *moment)
    assert known == whole.known(*moment)
    assert {owner: len(values) for (owner, _), values in known.series.items()} == {"north": 2, "south": 1}


def test_of_nobody_nothing_is_known() -> None:
    nothing = join_facts([], DAY, find_day_end(DAY))
    assert (nothing.as_of, nothing.series, nothing.events) == (DAY, {}, {})
    assert join_histories({}) == FactHistory((), (), (), ())


KINDS = st.sampled_from(["met", "claimed", "expected_met", "in_doubt"])
DAYS = st.integers(0, 12).map(lambda days: date(2017, 3, 28) + timedelta(days=days))
"""Around the end of a quarter, so that single turns lie between two days that are asked for."""
MOMENTS = st.tuples(DAYS, DAYS).map(lambda days: (days[0], find_day_end(days[1])))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@st.composite
def recordings(draw: st.DrawFn) -> FactHistory:
    """Values that are corrected, taken back or awaited; words, decisions, breaks, settlements and reports."""
    some = st.integers(0, 1).map(range)
    values = [
        result(
            draw(st.sampled_from(["2017Q1", "2017Q2", "2017-03-31", "2017-04-05"])),
            str(draw(st.integers(1, 9))),
            recorded=draw(DAYS),
            source=draw(st.sampled_from(["A", "B"])),
            withdrawn=draw(st.sampled_from([False, False, True])),
            awaited=draw(st.none() | DAYS),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    said = [event("1.1", draw(KINDS), draw(DAYS), recorded=draw(DAYS)) for _ in draw(some)]
    said += [expected_number("1.1", draw(st.integers(1, 9)), draw(DAYS)) for _ in draw(some)]
    total = Decision("p", DecisionKind.TOTAL, DAY, "R", "W", points=Decimal(1), number=1)
    decided = [replace(total, on=draw(DAYS), recorded_at=at(draw(DAYS))) for _ in draw(some)]
    return FactHistory.of(
        observation_frame(values),
        event_frame(said),
        decided,
        [broken(draw(DAYS), recorded=draw(DAYS)) for _ in draw(some)],
        [Settlement("p", 1, draw(DAYS), at(draw(DAYS)), at(draw(DAYS)), ()) for _ in draw(some)],
        reports=[ReportAct("p", date(2017, 3, 31), DAY, at(draw(DAYS))) for _ in draw(some)],
    )


@settings(max_examples=400)
@given(recordings(), st.lists(MOMENTS, min_size=2, max_size=8))
def test_what_was_asked_before_changes_nothing_of_what_is_known(
    history: FactHistory, moments: list[tuple[date, datetime]]
) -> None:
    for moment in moments:
        fresh = replace(history)
        assert history.known(*moment) == fresh.known(*moment)


def test_moments_between_which_nothing_came_share_what_is_known_and_each_has_its_own_day() -> None:
    history = FactHistory.of(observation_frame([result("2017Q1", "4")]), event_frame([]))
    first, second, third = (history.known(day, find_day_end(day)) for day in MAY_AND_APRIL)
    assert (first.as_of, second.as_of) == MAY_AND_APRIL[:2]
    assert first.series is second.series
    assert not third.series
    for day in range(1, 20):
        history.known(date(2016, 12, 31), find_day_end(date(2017, 1, 1) + timedelta(days=day)))
    assert len(history._kept) <= KEPT_FACTS


def test_a_value_that_was_told_later_counts_from_the_last_day_of_its_period() -> None:
    told = result("2017Q1", "4", recorded=date(2017, 4, 5))
    history = FactHistory.of(observation_frame([told]), event_frame([]))
    known_at = find_day_end(date(2017, 4, 6))
    days = [date(2017, 3, 30), date(2017, 3, 31), date(2017, 3, 30)]
    assert [len(history.known(day, known_at).series) for day in days] == [0, 1, 0]
