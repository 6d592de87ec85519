"""Whose data was added to: every table is looked at, and what is kept of others stays."""

from __future__ import annotations

from db import models
from db.scope import EVERYTHING
from db.session import open_reading
from db.state import newest_rows
from db.state.newest_rows import ASKED_EACH_TIME, REACH, Changed, RowReach
from tests.db.every_table import fill_every_table
from tests.fixtures.databases import DatabaseOf

OWNED = {RowReach.OF_PLAN, RowReach.OF_SERIES, RowReach.OF_INSTITUTION}


def test_every_table_is_one_that_is_kept_or_one_that_is_asked_each_time() -> None:
    kept = {table.__tablename__ for table in REACH}
    assert kept.isdisjoint(ASKED_EACH_TIME)
    assert kept | ASKED_EACH_TIME == set(models.Base.metadata.tables)


def test_a_new_row_of_any_table_is_found_with_whose_it_is(database_of: DatabaseOf) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        connection = session.connection()
        now = newest_rows.read_data_version(connection)
        assert min(now) > 0
        for place, (table, reach) in enumerate(REACH.items()):
            since = (*now[:place], now[place] - 1, *now[place + 1 :])
            found = newest_rows.read_changed(connection, since, now)
            owned = reach in OWNED or table is models.Institution
            assert (table, found.reaches) == (table, frozenset({reach}))
            assert (table, len(found.institutions)) == (table, int(owned))
        assert newest_rows.read_changed(connection, now, now) == Changed()


def test_what_was_there_before_and_is_gone_is_other_data(database_of: DatabaseOf) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        now = newest_rows.read_data_version(session.connection())
        ahead = (now[0] + 1, *now[1:])
        found = newest_rows.read_changed(session.connection(), ahead, now)
        assert found.reaches == {RowReach.EVERYTHING}
        assert newest_rows.read_changed(session.connection(), now[1:], now) == found
