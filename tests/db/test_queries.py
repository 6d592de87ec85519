"""Reads across the rooms: the facts, the deadlines and the version of the data."""

from __future__ import annotations

from datetime import date, timedelta

from db import queries
from db.plans import definitions
from db.scope import EVERYTHING
from db.session import open_reading
from db.state import newest_rows
from metrics.followup.deadlines import Duty
from tests.db.recorded import NOW, imported, record, source


def test_the_state_of_the_data_changes_exactly_when_something_is_added(database_url: str) -> None:
    def state() -> tuple[int, ...]:
        with open_reading(database_url, sees=EVERYTHING) as session:
            return newest_rows.read_data_version(session.connection())

    states = [state()]
    imported(database_url)
    states.append(state())
    record(database_url, {})
    states.append(state())
    record(database_url, {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met"})
    states.append(state())
    assert len(set(states)) == 4
    imported(database_url)
    assert state() == states[-1]


def test_facts_are_those_known_at_a_moment_about_what_had_happened_by_a_day(database_url: str) -> None:
    imported(database_url, now=NOW - timedelta(days=365))
    record(
        database_url, {"value": "91"}, {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met"}
    )
    series, year_end = ("cpr", "klagesager-rettidigt"), date(2017, 12, 31)
    with open_reading(database_url, sees=EVERYTHING) as session:
        after = queries.read_facts(session, year_end, NOW)
        before = queries.read_facts(session, year_end, NOW - timedelta(seconds=1))
        earlier = queries.read_facts(session, date(2017, 6, 29), NOW)
    assert [o.period.text for o in after.series[series]] == ["2015", "2016", "2017"]
    assert [o.period.text for o in before.series[series]] == ["2015", "2016"]
    assert [o.period.text for o in earlier.series[series]] == ["2015", "2016"]
    assert len(after.events) == 1
    assert not before.events
    assert not earlier.events


def test_deadlines_are_those_of_the_plans_in_force_soonest_first(database_url: str) -> None:
    imported(database_url, source(2017), source(2021))
    with open_reading(database_url, sees=EVERYTHING) as session:
        catalogue = definitions.read_catalogue(session)
        found = queries.read_deadlines(session, catalogue, date(2017, 4, 1), NOW)
        unsigned = queries.read_deadlines(session, catalogue, date(2016, 12, 1), NOW - timedelta(days=500))
    days = [deadline.due for deadline in found]
    assert days == sorted(days)
    assert {deadline.plan.id for deadline in found} == {"cpr-2017"}
    first = next(deadline for deadline in found if deadline.duty is Duty.REPORT)
    assert (first.due, first.span) == (date(2017, 4, 14), (date(2017, 1, 1), date(2017, 3, 31)))
    assert unsigned == []
