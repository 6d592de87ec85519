"""The scope of a transaction: what a person may do becomes what is declared to PostgreSQL."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import Connection, text

from db.scope import (
    EVERYTHING,
    WRITER,
    WRITER_SEES,
    declare_reader,
    declare_writer,
    find_permitted_scopes,
    name_setting,
)
from db.session import open_engine
from metrics.access import Action, Grant, Person, Resource, Role
from scripts.cluster import APPLICATION, Cluster

DAY = date(2026, 11, 21)
ONE, TWO = Resource("one", "area"), Resource("two", "elsewhere")


def read_declared(connection: Connection, name: str) -> object:
    """What is declared under a name; None where nothing is."""
    value = connection.scalar(text("SELECT current_setting(:name, true)"), {"name": name_setting(name)})
    return json.loads(value) if value else None


def test_a_scope_is_the_institutions_an_action_is_permitted_on() -> None:
    reporter = Person("r@one.dk", (Grant(Role.REPORTER, DAY, institution="one"),))
    found = find_permitted_scopes(reporter, [ONE, TWO], DAY)
    assert set(found) == set(Action)
    assert (found[Action.SEE], found[Action.REPORT]) == ({"one"}, {"one"})
    assert found[Action.SIGN] == found[Action.GRANT] == set()


def test_a_right_over_all_is_everything_and_a_grant_counts_only_on_its_days() -> None:
    reader = Person("r@x.dk", (Grant(Role.READER, DAY, DAY),))
    assert find_permitted_scopes(reader, [ONE, TWO], DAY)[Action.SEE] is EVERYTHING
    assert find_permitted_scopes(reader, [ONE, TWO], date(2026, 11, 22))[Action.SEE] == set()


@pytest.mark.parametrize(("sees", "declared"), [(EVERYTHING, True), ({"b", "a"}, ["a", "b"]), (set(), [])])
def test_a_reader_declares_what_it_sees_until_the_transaction_ends(
    cluster: Cluster, postgres_filled: str, sees: set[str], declared: object
) -> None:
    with open_engine(cluster.url(postgres_filled, APPLICATION)).connect() as connection:
        declare_reader(connection, sees=sees)
        assert read_declared(connection, "see") == declared
        connection.rollback()
        assert read_declared(connection, "see") is None
    open_engine(cluster.url(postgres_filled, APPLICATION)).dispose()


def test_a_writer_sees_everything_adds_where_they_may_and_is_named(
    cluster: Cluster, postgres_filled: str
) -> None:
    chief = Person("chief@cpr.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
    with open_engine(cluster.url(postgres_filled, APPLICATION)).connect() as connection:
        declare_writer(connection, chief)
        assert read_declared(connection, "see") is True
        assert read_declared(connection, WRITER) == "chief@cpr.dk"
        assert read_declared(connection, WRITER_SEES) == ["cpr"]
        assert read_declared(connection, "sign") == ["cpr"]
        assert read_declared(connection, "decide") == []
    open_engine(cluster.url(postgres_filled, APPLICATION)).dispose()
