"""A few of the faults that `make faults` makes many of."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from bench.faults import checkpoints, copies, declarations, disks, imports, kills
from bench.faults.clusters import run_cluster
from bench.faults.kills import Outcome
from bench.faults.writer import Told, find_losses, prepare, write
from bench.figures import Missing
from db import roles, session
from scripts.cluster import APPLICATION
from scripts.programs import find_postgres
from tests.fixtures.databases import DIALECTS
from tests.fixtures.needs import need


@contextmanager
def open_places(kind: str, folder: Path) -> Iterator[Callable[[int], str]]:
    """What makes databases of a kind, as they are put into service."""
    if kind == "sqlite":
        yield kills.make_sqlite_in(folder)
        return
    need(find_postgres(), "PostgreSQL 15 or newer")
    with run_cluster() as running:
        yield kills.make_postgres_in(running)


def test_faults_happen_to_a_server_as_it_is_in_service() -> None:
    need(find_postgres(), "PostgreSQL 15 or newer")
    with run_cluster() as running:
        url = make_url(running.url)
        with session.open_engine(running.url).connect() as connection:
            assert roles.find_current_role(connection) == APPLICATION
            assert not roles.owns_tables(connection)
            assert connection.scalar(text("SHOW fsync")) == "on"
            with pytest.raises(ProgrammingError):
                connection.execute(text("CREATE TEMPORARY TABLE own (id integer)"))
        with (
            pytest.raises(OperationalError, match="password"),
            create_engine(
                url.set(password="another")  # noqa: S106
            ).connect(),
        ):
            pass


def test_a_killed_writer_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    outcome = kills.kill_writers(2, kills.make_sqlite_in(tmp_path), Random(7))  # noqa: S311 # no secret
    assert (outcome.faults, outcome.lost) == (2, [])
    assert outcome.kept >= 2


def test_a_writer_killed_under_checkpoints_loses_nothing_and_damages_nothing(tmp_path: Path) -> None:
    """Several threads write and checkpoint, and so does another process, as where a server and the terminal meet."""
    new = kills.make_sqlite_in(tmp_path)
    outcome = kills.kill_writers(3, new, Random(7), checkpoints.run_writers, 0.3)  # noqa: S311
    assert (outcome.faults, outcome.refused, outcome.lost) == (3, 0, [])
    assert outcome.kept >= 3


@pytest.mark.parametrize("kind", DIALECTS)
def test_an_import_killed_in_the_middle_leaves_nothing(kind: str, tmp_path: Path) -> None:
    """After each of the statements by which a plan and a results file add rows, and before the commit."""
    with open_places(kind, tmp_path) as new:
        outcome = imports.kill_imports(8, new)
    assert (outcome.faults, outcome.kept, outcome.lost) == (8, 8, [])


@pytest.mark.parametrize("kind", DIALECTS)
def test_a_report_killed_while_it_is_sent_or_approved_leaves_nothing_and_keeps_its_draft(
    kind: str, tmp_path: Path
) -> None:
    with open_places(kind, tmp_path) as new:
        outcome = declarations.kill_declarations(4, new)
    assert (outcome.faults, outcome.kept, outcome.lost) == (4, 4, [])


@pytest.mark.parametrize("kind", DIALECTS)
def test_a_copy_taken_during_writes_is_row_by_row_what_was_acknowledged_before(
    kind: str, tmp_path: Path
) -> None:
    with open_places(kind, tmp_path) as new:
        outcome = copies.take_copies(1, new)
    assert (outcome.faults, outcome.lost) == (1, [])
    assert outcome.kept >= copies.BEFORE


def test_a_copy_with_another_row_is_told(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}.db" for name in ("source", "copy")]
    for url, number in zip(urls, (1, 3), strict=True):
        prepare(url)
        write(url, number)
    assert "other rows in plan_versions" in copies.find_differences(*urls)


@pytest.mark.parametrize("fill", [disks.fill_disk, disks.fill_server_disk], ids=DIALECTS)
def test_a_full_disk_loses_nothing_and_is_told_in_words(fill: Callable[[int], Outcome]) -> None:
    try:
        outcome = fill(1)
    except Missing as wrong:
        need(None, str(wrong))
        return
    assert (outcome.faults, outcome.refused, outcome.lost) == (1, 1, [])


def test_what_is_lost_or_half_there_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    prepare(url)
    for number in (1, 2):
        write(url, number)
    assert find_losses(url, Told({1, 2})) == []
    assert find_losses(url, Told({1, 2, 3, 4})) == ["3 is lost", "4 is lost"]
    with session.open_engine(url).begin() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in names:
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("DELETE FROM observations WHERE id = 1"))
    assert any("file 2 has 19 rows" in found for found in find_losses(url, Told({2})))


def test_where_a_log_has_no_room_the_database_is_read_and_writing_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    prepare(url)
    write(url, 1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        lost = find_losses(url, Told({1}))
        with pytest.raises(OperationalError):
            write(url, 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert lost == []
    write(url, 2)
    assert find_losses(url, Told({1, 2})) == []
