"""Reads across the rooms: the facts, the deadlines and the version of the data."""

from __future__ import annotations

from db import queries
from db.scope import EVERYTHING
from db.session import open_reading
from tests.db.recorded import imported, record


def test_the_state_of_the_data_changes_exactly_when_something_is_added(database_url: str) -> None:
    def state() -> tuple[int, ...]:
        with open_reading(database_url, sees=EVERYTHING) as session:
            return queries.read_data_version(session.connection())

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
