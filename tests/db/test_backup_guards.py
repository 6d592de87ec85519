"""A copy whose triggers, policies or functions are not those the migrations make is no copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db import backup, guards
from db.audit import chain
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from scripts.cluster import OWNER, SUPERUSER, Cluster
from tests.db.audit.test_erase_commands import HER, erase, everything
from tests.db.recorded import imported, record
from tests.db.test_guards import NEUTRAL, order
from tests.fixtures.databases import as_role


def strip_locks(url: str, copy: Path, bare: Path) -> Path:
    """Make a copy of a copy that has lost a lock."""
    if url.startswith("sqlite"):
        bare.write_bytes(copy.read_bytes())
        order(f"sqlite:///{bare}", "DROP TRIGGER keep_decisions_update")
        return bare
    with guards.open_scratch(url) as scratch:
        backup._replace_contents(scratch, copy)
        order(scratch, NEUTRAL)
        backup._run_connected(scratch, "pg_dump", *backup.DUMPED, f"--file={bare}")
        open_engine(as_role(SUPERUSER, scratch)).dispose()
    return bare


def test_a_copy_without_its_locks_is_refused_and_nothing_is_lost(
    filled_database_url: str, tmp_path: Path
) -> None:
    url, copy = as_role(OWNER, filled_database_url), tmp_path / "copy"
    backup.make_backup(url, copy, MACHINE)
    before = backup.read_contents(url)
    backup.check_copy(url, copy)
    bare = strip_locks(url, copy, tmp_path / "bare")
    tried: list[Callable[[], object]] = [
        lambda: backup.check_copy(url, bare),
        lambda: backup.restore_copy(url, bare, over=True),
    ]
    for attempt in tried:
        with pytest.raises(InvalidInput) as refused:
            attempt()
        assert refused.value.problems[0].code == "copy_unsound"
        assert {p.code for p in refused.value.problems[1:]} & {"guard_missing", "guard_changed"}
    assert backup.read_contents(url) == before


def test_what_was_erased_stays_erased_in_a_copy_that_is_put_back_and_its_audit_holds(
    database_url: str, tmp_path: Path
) -> None:
    url, copy = as_role(OWNER, database_url), tmp_path / "copy"
    imported(database_url)
    record(database_url, {"note": f"Ringet ind af {HER}"})
    assert erase(database_url, HER)
    held = backup.make_backup(url, copy, MACHINE)
    with open_writing(database_url, MACHINE) as session:
        rights.grant_role(session, "x@example.dk", Grant(Role.READER, date(2018, 1, 1)))
    assert backup.restore_copy(url, copy, over=True) == (held, [])
    assert HER not in everything(url)
    assert guards.find_guard_problems(url) == []
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        assert [entry.action for entry in chain.read_entries(session)][-2] == "audit.erased"
    with pytest.raises(InvalidInput, match="copy_unsound"):
        backup.restore_copy(url, strip_locks(url, copy, tmp_path / "bare"), over=True)
    assert backup.read_contents(url) == held


def test_a_copy_is_not_made_of_a_database_without_its_locks(filled_database_url: str, tmp_path: Path) -> None:
    url = as_role(OWNER, filled_database_url)
    order(
        url,
        "DROP TRIGGER "
        + ("keep_events_update" if url.startswith("sqlite") else "keep_events_rows ON events"),
    )
    with pytest.raises(InvalidInput, match="copy_unsound"):
        backup.make_backup(url, tmp_path / "copy", MACHINE)
    assert not (tmp_path / "copy").exists()


def test_a_command_for_psql_in_a_copy_is_not_run(
    cluster: Cluster, postgres_template: str, tmp_path: Path
) -> None:
    name = cluster.create(postgres_template)
    url, copy, made = cluster.url(name, OWNER), tmp_path / "copy", tmp_path / "made"
    order(url, f"COMMENT ON TABLE plans IS E'x\\n\\\\! touch {made}\\n'")
    backup.make_backup(url, copy, MACHINE)
    backup.restore_copy(url, copy, over=True)
    assert not made.exists()
    cluster.drop(name)
