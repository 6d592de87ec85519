"""The owner of the tables and the application's role: who migrates, who is refused, and how it is said."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from sqlalchemy import text

import cli
import server
from db import backup, roles
from db.audit.table_kinds import WORKING
from db.location import OWNER_VARIABLE, URL_VARIABLE, find_owner_url
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.upgrade import migrate, prepare_database
from metrics.errors import InvalidInput
from scripts.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from tests.fixtures.databases import as_role

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def blank(cluster: Cluster) -> Iterator[str]:
    """A database without tables, at the application's address."""
    name = cluster.create()
    yield cluster.url(name, APPLICATION)
    cluster.drop(name)


@pytest.fixture
def both(blank: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, with both addresses set as an operator sets them for the terminal."""
    monkeypatch.setenv(URL_VARIABLE, blank)
    monkeypatch.setenv(OWNER_VARIABLE, as_role(OWNER, blank))
    return blank


@pytest.fixture
def run(both: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `maalstreg` with both addresses set: how it ended and what it wrote."""

    def call(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["maalstreg", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        written = capfdbinary.readouterr()
        return int(ended.value.code or 0), (written.out + written.err).decode()

    return call


def plans(url: str) -> int:
    with open_reading(url, sees=EVERYTHING) as db:
        return int(db.scalar(text("SELECT count(*) FROM plans")) or 0)


async def start() -> None:
    """Start the web server and end it again."""
    async with server.lifespan(server.app):
        pass


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        do()
    return refused.value.problems[0].code


def test_the_application_does_not_migrate_and_says_what_is_to_be_done(blank: str) -> None:
    assert refusal(lambda: migrate(blank)) == "database_behind"
    owner = as_role(OWNER, blank)
    migrate(owner)
    assert refusal(lambda: migrate(blank)) == "database_behind"  # it has no rights yet
    migrate(owner, APPLICATION)
    migrate(blank)
    with open_engine(owner).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    assert refusal(lambda: migrate(blank)) == "database_behind"


def test_the_server_starts_on_the_newest_version_and_ends_with_words_on_any_other(
    blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, blank)
    with pytest.raises(SystemExit, match=OWNER_VARIABLE):
        _elsewhere(start)
    migrate(as_role(OWNER, blank), APPLICATION)
    monkeypatch.setenv(server.INIT_VARIABLE, "1")
    _elsewhere(start)
    assert plans(blank) == 17


@pytest.mark.parametrize(
    "strength", ["SUPERUSER", "BYPASSRLS", "CREATEROLE", f"IN ROLE {OWNER}", f"IN ROLE {SUPERUSER}"]
)
def test_a_role_that_could_get_past_the_policies_is_refused(
    cluster: Cluster, blank: str, monkeypatch: pytest.MonkeyPatch, strength: str
) -> None:
    cluster.execute(f"CREATE ROLE strong LOGIN PASSWORD '{cluster.password}' {strength}")
    try:
        monkeypatch.setenv(URL_VARIABLE, as_role("strong", blank))
        monkeypatch.setenv(OWNER_VARIABLE, as_role(OWNER, blank))
        assert refusal(prepare_database) == "role_too_strong"
    finally:
        with open_engine(as_role(SUPERUSER, blank)).begin() as connection:
            connection.execute(text("DROP OWNED BY strong"))
        cluster.execute("DROP ROLE strong")


@pytest.mark.parametrize("strength", ["SUPERUSER", "BYPASSRLS", f"IN ROLE {SUPERUSER}"])
def test_the_server_does_not_start_as_a_role_that_no_policy_holds_for(
    cluster: Cluster, blank: str, monkeypatch: pytest.MonkeyPatch, strength: str
) -> None:
    """Not even where every table is there and the role has all rights: everybody would see everything."""
    migrate(as_role(OWNER, blank), APPLICATION)
    cluster.execute(f"CREATE ROLE strong LOGIN PASSWORD '{cluster.password}' {strength}")
    cluster.execute(f"GRANT {APPLICATION} TO strong")
    try:
        monkeypatch.setenv(URL_VARIABLE, as_role("strong", blank))
        with pytest.raises(SystemExit, match=r"docs/postgresql\.md"):
            _elsewhere(start)
    finally:
        open_engine(as_role("strong", blank)).dispose()
        cluster.execute("DROP ROLE strong")


def test_rights_that_went_missing_or_too_far_are_put_right(both: str) -> None:
    prepare_database()
    with open_engine(find_owner_url()).begin() as connection:
        connection.execute(text(f"REVOKE INSERT ON events FROM {APPLICATION}"))
        connection.execute(text(f"GRANT UPDATE, DELETE ON plans TO {APPLICATION}"))
    with open_engine(both).connect() as connection:
        assert not roles.is_admitted(connection, APPLICATION)
    prepare_database()
    with open_engine(both).connect() as connection:
        assert roles.is_admitted(connection, APPLICATION)
        assert not connection.scalar(text("SELECT has_table_privilege('plans', 'UPDATE, DELETE')"))


def test_one_address_does_everything_as_before(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = as_role(OWNER, blank)
    monkeypatch.setenv(URL_VARIABLE, owner)
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    server._prepare_database(owner)
    with open_writing(owner, MACHINE) as db:
        assert db.scalar(text("SELECT count(*) FROM audit_entries")) == 0
    with open_engine(owner).connect() as connection:
        assert roles.owns_tables(connection)


def test_the_terminal_works_through_both_addresses(run: Run, both: str, tmp_path: Path) -> None:
    """The owner's for the tables and for copies, the application's for all else."""
    assert run("init")[0] == 0
    assert plans(both) == 17
    code, score = run("score", "cpr-2017", "--json")
    assert (code, json.loads(score)["plan"]) == (0, "cpr-2017")
    results = tmp_path / "results.csv"
    results.write_text("institution,indicator,period,value\ncpr,sygefravaer,2015-10/2016-09,9\n")
    assert run("results", "import", results)[0] == 0
    assert run("user", "grant", "chief@cpr.dk", "chief", "--institution", "cpr")[0] == 0
    assert run("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "R")[0] == 0
    assert run("audit", "verify")[0] == 0
    assert run("backup", tmp_path / "copy")[0] == 0
    held = backup.read_contents(find_owner_url())
    assert run("plan", "close", "cpr-2021", "--on", "2022-02-15", "--reason", "R")[0] == 0
    assert run("restore", tmp_path / "copy")[0] == 1
    assert run("restore", tmp_path / "copy", "--over")[0] == 0
    # The copy holds all but the entry that it is proven.
    there = backup.read_contents(find_owner_url())
    assert there.rows == {**held.rows, "audit_entries": held.rows["audit_entries"] - 1}
    with open_engine(both).connect() as connection:
        assert roles.is_admitted(connection, APPLICATION)
        # The policies came back with the copy.
        assert connection.scalar(text("SELECT count(*) FROM plans")) == 0
        assert connection.scalar(text("SELECT count(*) FROM pg_policies")) == 2 * len(held.rows) + len(
            WORKING
        )
    assert run("audit", "verify")[0] == 0


def _elsewhere(start: Callable[[], Awaitable[None]]) -> None:
    """Beside the loop that a browser's tests may have left running in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, start).result()
