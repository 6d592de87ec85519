"""Files that were altered or lost are found, wherever they are kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from db.evidence import evidence_check
from db.evidence.evidence_store import STORE_VARIABLE, find_store
from db.scope import EVERYTHING
from db.session import open_engine, open_reading
from scripts.cluster import SUPERUSER
from tests.db.evidence.test_evidence_commands import attach
from tests.db.reports.played import CHIEF, answer_everything, take
from tests.fixtures.databases import as_role


def find(url: str, *, outside: bool = True) -> list[str]:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        found = evidence_check.find_content_problems(session, find_store(), outside=outside)
        return [problem.code for problem in found]


def by_hand(url: str, statement: str, **values: object) -> None:
    """Do something as one whom no policy holds."""
    with open_engine(as_role(SUPERUSER, url)).begin() as connection:
        connection.execute(text(statement), values)


def test_a_content_that_was_altered_or_is_gone_is_found(url: str) -> None:
    attach(url)
    answer_everything(url)
    take(url, CHIEF, "approved")
    assert find(url) == []
    by_hand(url, "UPDATE evidence_contents SET content = :x", x=b"x")
    assert find(url) == ["evidence_altered"]
    by_hand(url, "UPDATE evidence_contents SET content = NULL")
    assert find(url) == ["evidence_content_missing"]
    by_hand(url, "DELETE FROM evidence_contents")
    assert find(url) == ["evidence_content_missing"]


def test_a_digest_that_is_another_than_the_declared_one_is_found(url: str) -> None:
    attach(url)
    answer_everything(url)
    take(url, CHIEF, "approved")
    digest = hashlib.sha256(b"x").hexdigest()
    by_hand(url, "UPDATE evidence_contents SET content = :x, digest = :digest", x=b"x", digest=digest)
    assert find(url) == ["evidence_altered"]


def test_what_is_kept_in_a_folder_is_held_against_its_digest(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setenv(STORE_VARIABLE, str(folder))
    file = attach(url)
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        assert evidence_check.count_outside(session) == 1
    assert find(url) == []
    (folder / file.key).write_bytes(b"x")
    assert find(url) == ["evidence_altered"]
    (folder / file.key).unlink()
    assert find(url) == ["evidence_content_missing"]
    assert find(url, outside=False) == []
