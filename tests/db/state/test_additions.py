"""What was added since a version concerns its own institutions alone, or everybody."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from db import models as m
from db.scope import EVERYTHING
from db.session import open_reading
from db.state import newest_rows
from db.state.additions import KEPT_TO_ONE, Additions, follow_additions
from db.state.newest_rows import REACH, DataVersion, RowReach
from tests.db.every_table import fill_every_table
from tests.fixtures.databases import DatabaseOf


def follow(connection: Connection, since: DataVersion, now: DataVersion, seal: str = "") -> Additions | None:
    return follow_additions(connection, Additions(since, since, seal), now)


def test_a_row_of_any_table_leaves_others_alone_or_concerns_everybody(database_of: DatabaseOf) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        connection = session.connection()
        now = newest_rows.read_data_version(connection)
        for place, (table, reach) in enumerate(REACH.items()):
            since = (*now[:place], now[place] - 1, *now[place + 1 :])
            found = follow(connection, since, now)
            if reach is RowReach.EVERYTHING:
                assert found is None
                continue
            assert found is not None
            assert (table, found.leaves(since, {"another"})) == (table, table in KEPT_TO_ONE)
            assert (table, found.leaves(since, found.rows.keys())) == (table, table is m.Grant)
            assert found.leaves(now, found.rows.keys())


def test_who_measures_by_whom_and_what_there_is_to_measure_by_concerns_everybody() -> None:
    assert KEPT_TO_ONE.isdisjoint({m.Plan, m.PlanVersion, m.PlanSignature, m.Indicator, m.IndicatorChangeRow})
    assert KEPT_TO_ONE.isdisjoint({m.Institution, m.InstitutionChange, m.Threshold, m.Erasure})
    assert {m.Observation, m.Break, m.Event, m.Decision, m.ReportStepRow} < KEPT_TO_ONE


def test_what_is_followed_adds_up(database_of: DatabaseOf) -> None:
    """An institution that was added to between two looks is not forgotten at the third."""
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        connection = session.connection()
        now = newest_rows.read_data_version(connection)
        told, said = (list(REACH).index(table) for table in (m.Observation, m.Event))
        second = tuple(newest - (place == said) for place, newest in enumerate(now))
        since = tuple(newest - (place == told) for place, newest in enumerate(second))
        first = follow(connection, since, second)
        assert first is not None
        assert first.seal != ""
        (owner,) = first.rows
        assert (first.rows[owner][told], first.rows[owner][said]) == (now[told], 0)
        both = follow_additions(connection, first, now)
        assert both is not None
        assert (both.began, both.rows[owner][told], both.rows[owner][said]) == (since, now[told], now[said])
        assert not both.leaves(second, {owner})


def test_what_was_read_before_it_was_followed_is_left_by_nothing(database_of: DatabaseOf) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        now = newest_rows.read_data_version(session.connection())
    additions = Additions(now, now, "")
    assert additions.leaves(now, {"another"})
    assert not additions.leaves((now[0] - 1, *now[1:]), {"another"})
    assert not additions.leaves((now[0] + 1, *now[1:]), {"another"})
    assert not additions.leaves(now[1:], {"another"})


@pytest.mark.parametrize("seal", ["1 another", "1000000 of an entry that is gone"])
def test_other_data_in_its_place_is_not_followed(database_of: DatabaseOf, seal: str) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        connection = session.connection()
        now = newest_rows.read_data_version(connection)
        earlier = (now[0] - 1, *now[1:])
        for since, until in ((now, now), (earlier, now), (now, earlier)):
            assert follow(connection, since, until) is not None
            assert follow(connection, since, until, seal) is None


def test_a_run_that_began_before_forgets_nothing_of_what_is_followed(database_of: DatabaseOf) -> None:
    with open_reading(database_of(fill_every_table), sees=EVERYTHING) as session:
        connection = session.connection()
        now = newest_rows.read_data_version(connection)
        earlier = (now[0] - 1, *now[1:])
        found = follow(connection, earlier, now)
        assert found is not None
        assert follow_additions(connection, found, earlier) is found
