"""Failures of the database: a server that is away is told from a file that is locked."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from db.failures import does_answer, explain_error, is_unreachable
from db.session import open_engine
from db.sqlite_driver import driver
from scripts.cluster import APPLICATION, Cluster

NOWHERE = "postgresql://app@127.0.0.1:1/none"


def test_a_server_that_is_not_there_is_unreachable_and_does_not_answer() -> None:
    with pytest.raises(OperationalError) as failed, open_engine(NOWHERE).connect():
        pass
    assert is_unreachable(failed.value)
    assert not does_answer(NOWHERE)


def test_a_server_that_leaves_in_the_middle_is_unreachable(cluster: Cluster, postgres_template: str) -> None:
    name = cluster.create(postgres_template)
    with open_engine(cluster.url(name, APPLICATION)).connect() as connection:
        connection.execute(text("SELECT 1"))
        cluster.disconnect(name)
        with pytest.raises(OperationalError) as failed:
            connection.execute(text("SELECT 1"))
        connection.invalidate()
    cluster.drop(name)
    assert is_unreachable(failed.value)


def test_a_file_that_is_locked_and_a_query_that_is_wrong_are_there(database_url: str) -> None:
    assert not is_unreachable(OperationalError("", {}, driver.OperationalError("database is locked")))
    assert not is_unreachable(KeyError("x"))
    with pytest.raises(SQLAlchemyError) as failed, open_engine(database_url).connect() as connection:
        connection.execute(text("SELECT * FROM none"))
    assert not is_unreachable(failed.value)


def test_a_database_answers_and_a_folder_does_not(database_url: str, tmp_path: Path) -> None:
    assert does_answer(database_url)
    assert not does_answer(f"sqlite:///{tmp_path}")


def test_an_error_is_explained_by_the_first_line_of_the_databases_own_message() -> None:
    wrong = ProgrammingError("SELECT x", {}, driver.ProgrammingError("no such column: x\nLINE 1"))
    assert explain_error(wrong) == "no such column: x"
    assert explain_error(SQLAlchemyError("plain")) == "plain"
