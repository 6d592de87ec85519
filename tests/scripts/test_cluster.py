"""The throwaway PostgreSQL cluster."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

from db import roles
from db.session import open_engine
from scripts.cluster import APPLICATION, OWNER, Cluster


def connect(cluster: Cluster, database: str, role: str) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection as a role."""
    return psycopg.connect(cluster.url(database, role).replace("+psycopg", ""))


def test_a_database_is_the_owners_and_the_application_creates_nothing_in_it(cluster: Cluster) -> None:
    name = cluster.create()
    with connect(cluster, name, OWNER) as owner:
        owner.execute("CREATE TABLE kept (id integer)")
        assert owner.execute("SELECT current_user").fetchone() == (OWNER,)
    with (
        connect(cluster, name, APPLICATION) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("CREATE TABLE taken (id integer)")
    cluster.drop(name)


def test_a_copy_has_the_rows_of_its_template_and_goes_also_while_somebody_is_connected(
    cluster: Cluster,
) -> None:
    template = cluster.create()
    with connect(cluster, template, OWNER) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS id")
    cluster.disconnect(template)
    copy = cluster.create(template)
    with connect(cluster, copy, OWNER) as owner:
        assert owner.execute("SELECT id FROM kept").fetchall() == [(7,)]
        cluster.drop(copy)
        with pytest.raises(psycopg.OperationalError):
            owner.execute("SELECT 1")
    cluster.drop(template)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(cluster, copy, OWNER)


def test_a_test_is_given_the_address_of_the_role_that_owns_nothing(database_url: str) -> None:
    demand_as_in_service(database_url)


def test_so_it_is_where_there_are_rows_already(filled_database_url: str) -> None:
    demand_as_in_service(filled_database_url)


def demand_as_in_service(url: str) -> None:
    """Demand the application's role and its password; there are none on SQLite."""
    with open_engine(url).connect() as connection:
        roles.demand_bound_role(connection)
        if connection.dialect.name == "sqlite":
            return
        assert roles.find_current_role(connection) == APPLICATION
        assert not roles.owns_tables(connection)
    other = create_engine(make_url(url).set(password="x"))  # noqa: S106
    with pytest.raises(OperationalError, match="password"), other.connect():
        pass
