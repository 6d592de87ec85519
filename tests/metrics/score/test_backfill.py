"""Which rows of a file are of a load of the past, and from when each counts as known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import InvalidInput
from metrics.facts.fact_history import FactHistory
from metrics.facts.schema import EVENTS, Event, EventKind, Result, frame_observations
from metrics.periods import find_day_end, find_day_start
from metrics.plan.model import Plan, Reporting
from metrics.score.backfill import Arrival, PastLoad, date_rows
from metrics.score.tests import find_report_due
from tests.factories import INDICATOR, OWNER, event_frame, observation_frame, plan
from tests.factories import event as make_event
from tests.factories import result as make_result

SERIES = (OWNER, INDICATOR)
CAME = date(2017, 8, 1)
NOW = datetime(2017, 9, 1, 12, tzinfo=UTC)
Q1, Q2 = date(2017, 4, 14), date(2017, 7, 14)
"""Fourteen days after the quarter."""


def result(period: str, value: int | None = None, recorded: date | None = None, **changes: Any) -> Result:
    """A result that says when it was recorded only where the file does."""
    made = make_result(period, value, **changes)
    return replace(made, recorded=find_day_start(recorded) if recorded else None)


def event(criterion: str, kind: EventKind, on: date) -> Event:
    """An event that does not say when it was recorded."""
    return replace(make_event(criterion, kind, on), recorded=None)


def load(
    *rows: Result, told: Sequence[Result] = (), plans: Sequence[Arrival] | None = None
) -> list[tuple[datetime | None, bool]]:
    """The day each row counts as known from, None for now, and whether it is marked."""
    known = PastLoad(
        [Arrival(plan(), CAME)] if plans is None else plans,
        observation_frame(told),
        EVENTS.to_frame(),
        NOW,
    )
    found = known.date_results(rows, rows)
    assert [replace(row, recorded=None, backfilled=False) for row in found] == [
        replace(row, recorded=None) for row in rows
    ]
    return [(row.recorded, row.backfilled) for row in found]


def day(on: date) -> tuple[datetime, bool]:
    return find_day_start(on), True


def test_what_was_due_before_the_plan_came_counts_as_known_at_its_deadline() -> None:
    assert load(result("2017Q1", 91), result("2017Q2", 92)) == [day(Q1), day(Q2)]


def test_the_deadlines_day_itself_includes_it_and_the_day_before_does_not() -> None:
    (row,) = PastLoad([Arrival(plan(), CAME)], observation_frame([]), EVENTS.to_frame(), NOW).date_results(
        [result("2017Q1", 91)], [result("2017Q1", 91)]
    )
    history = FactHistory.of(frame_observations([row], NOW), EVENTS.to_frame())
    counted = [
        bool(history.known(on, find_day_end(on)).series)
        for on in (Q1 - timedelta(days=1), Q1, date(2017, 8, 2))
    ]
    assert counted == [False, True, True]


@pytest.mark.parametrize(("came", "known"), [(Q1, None), (date(2017, 4, 15), Q1)])
def test_what_a_plan_was_there_to_ask_for_in_time_is_a_late_report(came: date, known: date | None) -> None:
    found = load(result("2017Q1", 91), plans=[Arrival(plan(), came)])
    assert found == [day(known) if known else (None, False)]


def test_a_later_row_of_the_same_period_and_source_is_a_correction_and_known_when_entered() -> None:
    told = [result("2017Q1", 91, source="A")]
    rows = (
        result("2017Q1", 92, source="A"),
        result("2017Q1", 93, source="B"),
        result("2017-01/2017-03", 94, source="A"),
    )
    assert load(rows[0], told=told) == [(None, False)]
    assert load(rows[1], told=told) == [day(Q1)]
    assert load(rows[2], told=told) == [(None, False)]
    taken_back = [*told, result("2017Q1", source="A", withdrawn=True)]
    assert load(rows[0], told=taken_back) == [(None, False)]


def test_two_rows_of_a_file_about_the_same_have_no_first() -> None:
    dated = result("2017Q1", 91, recorded=date(2017, 4, 10))
    assert load(dated, result("2017Q1", 92)) == [
        (find_day_start(date(2017, 4, 10)), False),
        (None, False),
    ]


def test_what_is_not_out_yet_was_not_known_at_any_deadline() -> None:
    assert load(result("2017Q1", awaited=date(2017, 10, 1))) == [(None, False)]
    told = [result("2017Q1", awaited=date(2017, 10, 1))]
    assert load(result("2017Q1", 91), told=told) == [(None, False)]


def test_history_that_no_plan_owes_counts_fourteen_days_after_its_period() -> None:
    assert load(result("2015", 88)) == [day(date(2016, 1, 14))]
    assert load(result("2016", 89)) == [day(date(2017, 1, 14))]
    early = [Arrival(plan(), date(2016, 12, 20))]
    assert load(result("2016", 89), plans=early) == [(None, False)], "it came after the plan"
    assert load(result("2017-08", 1), plans=[Arrival(plan(end=date(2017, 6, 30)), CAME)]) == [(None, False)]


def test_a_series_no_plan_reads_goes_by_its_institutions_first_plan_or_counts_at_once() -> None:
    loose = result("2017-05", 3, key="loose")
    assert load(loose) == [day(date(2017, 6, 14))]
    assert load(loose, plans=[Arrival(plan(), date(2017, 6, 1))]) == [(None, False)]
    assert load(loose, plans=[]) == [day(date(2017, 6, 14))]
    assert load(result("2017-08", 3, key="loose"), plans=[]) == [(None, False)], "due on 14 September"


def test_every_plan_that_owes_it_must_have_come_too_late_and_the_first_deadline_counts() -> None:
    slow = plan(id="slow", reporting=Reporting(days=30))
    first, second = Arrival(plan(), CAME), Arrival(slow, CAME)
    assert load(result("2017Q1", 91), plans=[second, first]) == [day(Q1)]
    assert load(result("2017Q1", 91), plans=[first, Arrival(slow, date(2017, 4, 20))]) == [(None, False)]


def test_reports_that_are_not_due_each_quarter_move_the_deadline() -> None:
    half_yearly = plan(reporting=Reporting(quarters=(2, 4)))
    assert load(result("2017Q1", 91), plans=[Arrival(half_yearly, CAME)]) == [day(Q2)]


def dated(*events: Event, told: Sequence[Event] = ()) -> list[datetime | None]:
    past = PastLoad([Arrival(plan(), CAME)], observation_frame([]), event_frame(told), NOW)
    return [one.recorded for one in past.date_events(events)]


def test_an_event_before_the_plan_came_is_known_from_its_own_day_unless_it_corrects_another() -> None:
    june = date(2017, 6, 28)
    day_of = find_day_start(june)
    met = event("2.1", EventKind.MET, june)
    assert dated(met) == [day_of]
    assert dated(event("2.1", EventKind.MET, CAME)) == [None], "the plan was there"
    assert dated(met, told=[event("2.1", EventKind.CLAIMED, june)]) == [day_of]
    assert dated(met, told=[event("2.1", EventKind.NOT_MET, date(2017, 6, 1))]) == [None]
    assert dated(met, told=[event("2.2", EventKind.NOT_MET, june)]) == [day_of]


def test_what_was_expected_on_another_day_is_no_correction() -> None:
    doubt = event("2.1", EventKind.IN_DOUBT, date(2017, 6, 28))
    assert dated(doubt, told=[event("2.1", EventKind.EXPECTED_MET, date(2017, 3, 31))]) != [None]
    assert dated(doubt, told=[event("2.1", EventKind.EXPECTED_MET, date(2017, 6, 28))]) == [None]


def test_rows_that_do_not_say_when_count_from_the_day_named() -> None:
    rows = [("r.csv:2", result("2017Q1", 91)), ("r.csv:3", result("2017Q2", 92, recorded=Q2))]
    (place, first), second = date_rows(rows, date(2017, 5, 1), NOW)
    assert (place, first.recorded, second) == ("r.csv:2", find_day_start(date(2017, 5, 1)), rows[1])
    assert date_rows(rows, date(2017, 9, 1), NOW) == rows, "today is now"
    with pytest.raises(InvalidInput) as refused:
        date_rows(rows, date(2017, 9, 2), NOW)
    assert [(p.code, p.place) for p in refused.value.problems] == [("recorded_in_future", "--known-from")]


PERIODS = ["2015", "2016Q4", "2016-12", "2017Q1", "2017Q2", "2017-06", "2017Q3", "2017-09", "2018"]
ROWS = st.builds(
    lambda period, value, source: result(period, value, source=source),
    st.sampled_from(PERIODS),
    st.integers(0, 3),
    st.sampled_from([None, "A"]),
)
DAYS = st.integers(0, 1000).map(lambda days: date(2015, 6, 1) + timedelta(days=days))
FILES = st.lists(ROWS, max_size=6, unique_by=lambda row: (row.period, row.source))


@given(st.lists(st.tuples(FILES, DAYS), min_size=1, max_size=4), DAYS)
def test_a_correction_never_counts_before_it_is_entered_and_nothing_after(
    files: list[tuple[list[Result], date]], came: date
) -> None:
    """Whatever is loaded in whatever order, and a file loaded again dates nothing anew."""
    plans: list[Arrival] = [Arrival(plan(), came)]
    told: list[Result] = []
    entered: list[tuple[Result, datetime]] = []
    for rows, on in sorted(files, key=lambda one: one[1]):
        now = max(find_day_start(on), find_day_start(came)) + timedelta(hours=12)
        past = PastLoad(plans, frame_observations(told, now), EVENTS.to_frame(), now)
        for row in past.date_results(rows, rows):
            first = not any(_subject(row) == _subject(one) for one in told)
            if row.backfilled:
                assert first
                assert row.recorded is not None
                assert row.recorded < find_day_start(came) <= now
                assert row.recorded == find_day_start(_due(row, plans[0].plan))
            else:
                assert row.recorded is None
            entered.append((row, now))
        told += [replace(row, recorded=row.recorded or now) for row, now in entered[len(told) :]]
        again = PastLoad(plans, frame_observations(told, now), EVENTS.to_frame(), now)
        assert not any(row.backfilled for row in again.date_results(rows, rows))


def _subject(row: Result) -> tuple[str, str | None]:
    return row.period, row.source


def _due(row: Result, p: Plan) -> date:
    end = {"2015": date(2015, 12, 31), "2016Q4": date(2016, 12, 31), "2016-12": date(2016, 12, 31)}.get(
        row.period
    )
    if end:
        return end + timedelta(days=14)
    ends = {"2017Q1": (3, 31), "2017Q2": (6, 30), "2017-06": (6, 30), "2017Q3": (9, 30), "2017-09": (9, 30)}
    month, last = ends.get(row.period, (0, 0))
    return find_report_due(p, date(2017, month, last)) if month else date(2019, 1, 14)
