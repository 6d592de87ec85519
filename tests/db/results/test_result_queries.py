"""Reads of results: frames that keep their schema, breaks, and the ids of the series."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from db import models
from db.plans import plan_queries
from db.results import result_queries, series_breaks
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.state import newest_rows
from metrics.facts.breaks import Break
from metrics.facts.schema import EVENTS, OBSERVATIONS
from metrics.periods import find_day_start
from tests.db.recorded import NOW, imported, record, source


def test_an_empty_database_gives_frames_with_the_columns_and_types_of_the_contract(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert result_queries.read_observations(session).schema == OBSERVATIONS
        assert result_queries.read_events(session).schema == EVENTS
        assert plan_queries.read_plans(session) == []
        assert set(newest_rows.read_data_version(session.connection())) == {0}


def test_observations_and_events_come_in_the_order_recorded(database_url: str) -> None:
    imported(database_url)
    milestone = {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met", "note": "Gjort"}
    record(database_url, {"value": "91.50", "note": "Endelig"}, milestone)
    with open_reading(database_url, sees=EVERYTHING) as session:
        observations = result_queries.read_observations(session).to_dicts()
        (event,) = result_queries.read_events(session).to_dicts()
    assert [row["id"] for row in observations] == sorted(row["id"] for row in observations)
    assert len(observations) == len(source().observations) + 1
    newest = observations[-1]
    assert (newest["institution"], newest["indicator"]) == ("cpr", "klagesager-rettidigt")
    assert (newest["period"], newest["start"], newest["end"]) == (
        "2017",
        date(2017, 1, 1),
        date(2017, 12, 31),
    )
    assert (newest["note"], newest["recorded_at"]) == ("Endelig", find_day_start(date(2018, 1, 14)))
    assert (newest["backfilled"], observations[0]["backfilled"]) == (True, False)
    assert (event["plan"], event["criterion"], event["kind"]) == ("cpr-2017", "1.2.1", "met")
    assert (event["on"], event["note"]) == (date(2017, 6, 30), "Gjort")


def test_breaks_come_back_with_those_retracted(database_url: str) -> None:
    imported(database_url)
    series, on = ("cpr", "klagesager-rettidigt"), date(2016, 1, 1)
    with open_writing(database_url, MACHINE) as session:
        series_breaks.record_break(session, series, on, "Ny opgørelse", now=NOW)
        series_breaks.record_break(session, series, on, "Fejl", retracted=True, now=NOW)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert result_queries.read_breaks(session) == [
            Break(*series, on, "Ny opgørelse", NOW, False),
            Break(*series, on, "Fejl", NOW, True),
        ]


def test_each_series_has_an_id_of_its_own(database_url: str) -> None:
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session:
        asked = {(i.institution, i.id) for i in source().indicators}
        found = result_queries.read_series_ids(session, asked)
        names = {row.id: row.key for row in session.scalars(select(models.Indicator))}
    assert {(i.institution, i.id) for i in source().indicators} == set(found)
    assert all(names[row] == key for (_, key), row in found.items())


def test_all_values_are_read_some_at_a_time_and_few_of_them_at_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(database_url)
    monkeypatch.setattr(result_queries, "READ_TOGETHER", 2)
    asked: list[object] = []

    def note(*given: object) -> None:
        asked.append(given[4].execution_options.get("yield_per"))  # type: ignore[attr-defined]

    event.listen(open_engine(database_url), "before_cursor_execute", note)
    with open_reading(database_url, sees=EVERYTHING) as session:
        session.connection()
        asked.clear()
        every = result_queries.read_observations(session)
        own = result_queries.read_observations(session, owners={"cpr"})
    assert asked == [2, None]
    assert every.height == len(source().observations) > 2
    assert every.equals(own)
