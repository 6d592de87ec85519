"""A query narrowed to some series reads their rows and no others."""

from __future__ import annotations

from db.plans import definitions
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import open_reading
from tests.db.recorded import imported, record


def test_rows_of_other_series_are_left_out_and_none_named_is_not_all(database_url: str) -> None:
    imported(database_url)
    record(database_url, {"value": "91"})
    series = ("cpr", "klagesager-rettidigt")
    with open_reading(database_url, sees=EVERYTHING) as session:
        every = result_queries.read_observations(session)
        own = result_queries.read_observations(session, {series})
        assert set(zip(own["institution"], own["indicator"], strict=True)) == {series}
        assert 0 < len(own) < len(every)
        assert list(definitions.read_catalogue(session, series={series}).indicators) == [series]
        assert result_queries.read_observations(session, set()).is_empty()
