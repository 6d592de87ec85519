"""Copies of the database: taken while it is written to, checked, and put back where nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import backup, queries
from db.audit import chain
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.plans import definitions, plan_queries
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.sqlite_driver import driver
from metrics.errors import InvalidInput
from metrics.facts.schema import Result
from metrics.periods import find_day_end
from metrics.score import scoring
from scripts.cluster import OWNER, SUPERUSER, Cluster
from tests.db.audit.test_chain import tamper
from tests.db.recorded import NOW, imported
from tests.files import PDF
from tests.fixtures.databases import as_role

DAY = date(2026, 11, 20)


@pytest.fixture
def full(filled_database_url: str) -> str:
    """A database with the sources and the example, at its owner's address."""
    return as_role(OWNER, filled_database_url)


@pytest.fixture
def empty(full: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Another database of the same kind, without tables."""
    if full.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'other.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create("template0")
    yield cluster.url(name)
    cluster.drop(name)


def scores(url: str) -> dict[str, tuple[Fraction, ...]]:
    with open_reading(url, sees=EVERYTHING) as session:
        facts = queries.read_facts(session, DAY, find_day_end(DAY))
        found = scoring.score_plans(
            plan_queries.read_plans(session), facts, definitions.read_catalogue(session)
        )
    return {key: (s.points.secured, s.points.open, s.points.lost) for key, s in found.items()}


def refused(code: str, url: str, file: Path, *, over: bool = False) -> None:
    with pytest.raises(InvalidInput) as refusal:
        backup.restore_copy(url, file, over=over)
    assert refusal.value.problems[0].code == code


def test_a_copy_put_back_elsewhere_holds_the_same_and_scores_the_same(
    full: str, empty: str, tmp_path: Path
) -> None:
    held = backup.make_backup(full, tmp_path / "copy", MACHINE)
    assert held == backup.read_contents(full)
    assert held.rows["plans"] == 17
    assert backup.restore_copy(empty, tmp_path / "copy") == (held, [])
    assert scores(empty) == scores(full)
    with open_reading(empty, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []


def test_the_locks_come_back_with_the_copy(full: str, empty: str, tmp_path: Path) -> None:
    backup.make_backup(full, tmp_path / "copy", MACHINE)
    backup.restore_copy(empty, tmp_path / "copy")
    anybody = open_engine(as_role(SUPERUSER, empty))
    with pytest.raises(DBAPIError, match="recorded rows"), anybody.begin() as connection:
        connection.execute(text("DELETE FROM decisions"))


def test_a_copy_is_one_moment_of_a_database_that_is_being_written_to(full: str, tmp_path: Path) -> None:
    stop = threading.Event()
    numbers = count()

    def write() -> None:
        while not stop.is_set():
            rounds, year = divmod(next(numbers), 100)
            result = Result("cpr", "klagesager-rettidigt", str(1900 + year), Decimal(rounds))
            with open_writing(full, MACHINE) as session:
                result_commands.record_results(session, [result], [], NOW)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        held = backup.make_backup(full, tmp_path / "copy", MACHINE)
    finally:
        stop.set()
        writer.join()
    with open_reading(full, sees=EVERYTHING) as session:
        seals = [chain.START, *(entry.seal for entry in chain.read_entries(session))]
    assert held.seal in seals


def test_a_copy_never_goes_over_a_file_or_leaves_half_of_one(full: str, tmp_path: Path) -> None:
    file = tmp_path / "copies" / "copy"
    file.parent.mkdir()
    file.write_text("mine")
    with pytest.raises(InvalidInput) as refusal:
        backup.make_backup(full, file, MACHINE)
    assert [p.code for p in refusal.value.problems] == ["file_there"]
    file.unlink()
    tamper(full, "UPDATE decisions SET reason = 'x'")
    with pytest.raises(InvalidInput) as refusal:
        backup.make_backup(full, file, MACHINE)
    told = [p.code for p in refusal.value.problems if not p.code.startswith("guard_")]
    assert told == ["copy_unsound", "audit_rows", "audit_rows", "audit_rows"]
    assert list(file.parent.iterdir()) == []


def test_a_copy_goes_over_something_only_when_told_to(full: str, tmp_path: Path) -> None:
    held = backup.make_backup(full, tmp_path / "copy", MACHINE)
    with open_writing(full, MACHINE) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [], NOW
        )
    after = backup.read_contents(full)
    refused("not_empty", full, tmp_path / "copy")
    assert backup.read_contents(full) == after
    assert backup.restore_copy(full, tmp_path / "copy", over=True) == (held, [])


def test_a_copy_that_cannot_be_put_back_whole_leaves_what_was_there(
    cluster: Cluster, postgres_template: str, tmp_path: Path
) -> None:
    """PostgreSQL itself stops it midway, when everything old is dropped and all rows are in again."""
    name = cluster.create(postgres_template)
    full = cluster.url(name)
    imported(full)
    backup.make_backup(full, tmp_path / "copy", MACHINE)
    with open_writing(full, MACHINE) as session:
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [], NOW
        )
    before = backup.read_contents(full)
    stop = (
        "CREATE SCHEMA elsewhere",
        "CREATE FUNCTION elsewhere.stop() RETURNS event_trigger LANGUAGE plpgsql"
        " AS 'BEGIN RAISE EXCEPTION ''stopped midway''; END'",
        "CREATE EVENT TRIGGER stop ON ddl_command_start WHEN TAG IN ('CREATE POLICY')"
        " EXECUTE FUNCTION elsewhere.stop()",
    )
    with open_engine(as_role(SUPERUSER, full)).begin() as connection:
        for statement in stop:
            connection.execute(text(statement))
    with pytest.raises(InvalidInput) as refusal:
        backup.restore_copy(full, tmp_path / "copy", over=True)
    assert "stopped midway" in str(refusal.value.problems[0].params["reason"])
    assert backup.read_contents(full) == before
    with open_reading(full, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
    cluster.drop(name)


def test_a_copy_that_lacks_rows_is_refused(
    cluster: Cluster, postgres_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the program that copies was shown none of them."""
    name = cluster.create(postgres_template)
    full = cluster.url(name)
    imported(full)
    monkeypatch.setattr(backup, "SEES_EVERYTHING", "-c maalstreg.see=")
    with pytest.raises(InvalidInput) as refusal:
        backup.make_backup(full, tmp_path / "copy", MACHINE)
    assert [p.code for p in refusal.value.problems] == ["copy_short"]
    assert list(tmp_path.iterdir()) == []
    cluster.drop(name)


def test_what_is_no_copy_or_a_damaged_one_is_refused_and_nothing_is_lost(full: str, tmp_path: Path) -> None:
    backup.make_backup(full, tmp_path / "copy", MACHINE)
    before = backup.read_contents(full)
    (tmp_path / "text").write_text("hello")
    whole = (tmp_path / "copy").read_bytes()
    half = tmp_path / "half"
    half.write_bytes(whole[: len(whole) // 2])
    refused("file_missing", full, tmp_path / "none", over=True)
    refused("no_copy", full, tmp_path / "text", over=True)
    refused("copy_damaged" if full.startswith("sqlite") else "program_failed", full, half, over=True)
    middle, flipped = len(whole) // 2, tmp_path / "flipped"
    flipped.write_bytes(whole[:middle] + bytes(255 - byte for byte in whole[middle:-50]) + whole[-50:])
    with pytest.raises(InvalidInput):
        backup.restore_copy(full, flipped, over=True)
    assert backup.read_contents(full) == before


def test_a_copy_of_another_kind_of_database_is_refused(
    sqlite_url: str, cluster: Cluster, tmp_path: Path
) -> None:
    backup.make_backup(sqlite_url, tmp_path / "copy", MACHINE)
    name = cluster.create("template0")
    refused("no_copy", cluster.url(name), tmp_path / "copy")
    cluster.drop(name)


def test_the_copy_of_sqlite_is_a_database_of_its_own(sqlite_url: str, tmp_path: Path) -> None:
    backup.make_backup(sqlite_url, tmp_path / "copy.db", MACHINE)
    with closing(driver.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def damage(file: Path) -> None:
    """Have an index of a SQLite file be that of another table; every table can still be read."""
    with closing(driver.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
            " WHERE name = 'ix_events_plan_id') WHERE name = 'ix_grants_person'"
        )


def test_a_damaged_database_gives_no_copy_and_a_damaged_copy_is_not_restored(
    sqlite_filled: Path, tmp_path: Path
) -> None:
    """What can be read and has every row may be damaged all the same."""
    with closing(driver.connect(sqlite_filled)) as source, closing(driver.connect(tmp_path / "a.db")) as made:
        source.backup(made)
    url, target = f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
    backup.make_backup(url, tmp_path / "copy", MACHINE)
    damage(tmp_path / "copy")
    refused("copy_damaged", target, tmp_path / "copy")
    assert not (tmp_path / "b.db").exists()
    damage(tmp_path / "a.db")
    with pytest.raises(InvalidInput) as refusal:
        backup.make_backup(url, tmp_path / "other", MACHINE)
    assert [problem.code for problem in refusal.value.problems] == ["copy_damaged"]
    assert not (tmp_path / "other").exists()


def test_files_of_reports_are_in_a_copy_and_one_with_an_altered_file_is_refused(
    full: str, empty: str, tmp_path: Path
) -> None:
    wanted = EvidenceRequest("eksempel-ankenaevn-2026", "2026Q4", "milestone:2.1.3")
    file = evidence_commands.keep_file(full, MACHINE, wanted, "x.pdf", PDF)
    held = backup.make_backup(full, tmp_path / "copy", MACHINE)
    assert (held.rows["evidence_contents"], held.outside) == (1, 0)
    backup.restore_copy(empty, tmp_path / "copy")
    found = evidence_commands.take_file(empty, MACHINE, file.key)
    assert found == (file, PDF)
    with open_engine(as_role(SUPERUSER, full)).begin() as connection:
        connection.execute(text("UPDATE evidence_contents SET content = :x"), {"x": b"x"})
    with pytest.raises(InvalidInput, match="evidence_altered"):
        backup.make_backup(full, tmp_path / "other", MACHINE)
    assert not (tmp_path / "other").exists()
