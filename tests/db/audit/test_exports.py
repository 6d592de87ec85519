"""Exports are audited, and refused where they are not permitted or cannot be audited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from db import backup
from db.audit import chain, exports
from db.audit.exports import Export
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from scripts.cluster import OWNER
from tests.db.recorded import imported
from tests.fixtures.databases import as_role

AUDITOR = Person("auditor@example.dk", (Grant(Role.AUDITOR, date(2020, 1, 1), institution="cpr"),))


def test_a_file_is_audited_with_who_took_what(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, AUDITOR) as session:
        exports.record_export(session, Export.WORKBOOK, "cpr-2017", "cpr")
        exports.record_export(session, Export.AUDIT, "cpr", "cpr")
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [(e.actor, e.action, e.subject) for e in chain.read_entries(session)][1:] == [
            ("auditor@example.dk", "export.workbook", "cpr-2017"),
            ("auditor@example.dk", "export.record", "cpr"),
        ]
        assert chain.find_chain_problems(session) == []


@pytest.mark.parametrize(
    ("role", "what", "institutions"),
    [
        (Role.AUDITOR, Export.AUDIT, ()),  # all of it takes a right over all
        (Role.AUDITOR, Export.BACKUP, ()),
        (Role.CHIEF, Export.AUDIT, ("cpr",)),
        (Role.ADMINISTRATOR, Export.WORKBOOK, ("cpr",)),
        (Role.CHIEF, Export.PLAN_FILE, ("other",)),
    ],
)
def test_a_file_somebody_may_not_have_is_refused(
    database_url: str, role: Role, what: Export, institutions: tuple[str, ...]
) -> None:
    imported(database_url)
    person = Person("x@example.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    with pytest.raises(InvalidInput) as refused, open_writing(database_url, person) as session:
        exports.record_export(session, what, "x", *institutions)
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


def test_a_copy_of_the_database_is_audited_in_the_database_and_in_the_copy(
    database_url: str, tmp_path: Path
) -> None:
    imported(database_url)
    held = backup.make_backup(as_role(OWNER, database_url), tmp_path / "copy", MACHINE)
    with open_reading(database_url, sees=EVERYTHING) as session:
        last = chain.read_entries(session)[-1]
    assert (last.action, last.subject, last.seal) == ("export.backup", "copy", held.seal)


def test_a_copy_that_cannot_be_audited_is_not_made(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = sqlite_url.removeprefix("sqlite:///")
    with pytest.raises(OperationalError, match="readonly"):
        backup.make_backup(f"sqlite:///file:{path}?mode=ro&uri=true", tmp_path / "copy", MACHINE)
    assert not (tmp_path / "copy").exists()
    assert not (tmp_path / "file:").exists(), "an address of a file is no folder"
