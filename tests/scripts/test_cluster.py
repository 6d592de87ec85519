"""The throwaway PostgreSQL cluster."""

from __future__ import annotations

import psycopg
import pytest

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
