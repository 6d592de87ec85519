"""Reads of results: frames that keep their schema, breaks, and the ids of the series."""

from __future__ import annotations

from db import queries
from db.plans import plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.facts.schema import EVENTS, OBSERVATIONS


def test_an_empty_database_gives_frames_with_the_columns_and_types_of_the_contract(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert result_queries.read_observations(session).schema == OBSERVATIONS
        assert result_queries.read_events(session).schema == EVENTS
        assert plan_queries.read_plans(session) == []
        assert set(queries.read_data_version(session.connection())) == {0}
