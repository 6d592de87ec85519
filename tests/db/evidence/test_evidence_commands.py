"""Files of a draft: attached, taken out, declared with their line, and fetched by whom they are for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import models as m
from db.audit import chain
from db.evidence import evidence_check, evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.evidence.evidence_store import STORE_VARIABLE, find_store
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Person, Role
from metrics.errors import InvalidInput
from metrics.report.evidence import evidence_file
from metrics.report.evidence.evidence_file import EvidenceFile, FileKind, list_declared_files
from tests.db.reports.played import (
    AREA,
    CHIEF,
    CONTROLLER,
    NOW,
    PLAN,
    QUARTER,
    REPORTER,
    answer_everything,
    hold,
    look,
    take,
)
from tests.files import PDF, office

LINE = "milestone:1.2.1"
LATER = NOW + timedelta(days=1)
STRANGER = Person("nobody@example.dk")
HEAD = hold(Role.HEAD, area=AREA)


@pytest.fixture(params=["database", "folder"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where contents are kept by setting: the folder, which stays empty where it is the database."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setenv(STORE_VARIABLE, str(folder) if request.param == "folder" else "database")
    return folder


def attach(
    url: str, by: Person = REPORTER, line: str = LINE, content: bytes = PDF, name: str = "Referat.pdf"
) -> EvidenceFile:
    wanted = EvidenceRequest(PLAN, QUARTER, line, " 2017-12 ")
    return evidence_commands.keep_file(url, by, wanted, name, content, NOW)


def remove(url: str, key: str, by: Person = REPORTER) -> None:
    with open_writing(url, by) as session:
        evidence_commands.remove_file(session, PLAN, key, find_store(), NOW)


def fetch(url: str, key: str, by: Person) -> bytes | None:
    found = evidence_commands.take_file(url, by, key)
    return found[1] if found else None


def count(url: str) -> tuple[int, int]:
    """How many files drafts have, and how many contents there are."""
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        files, contents = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (m.EvidenceFileRow, m.EvidenceContent)
        )
    return files, contents


def verify(url: str) -> list[str]:
    store = find_store()
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        return [problem.code for problem in evidence_check.find_content_problems(session, store)]


def refused(*codes: str, match: type[InvalidInput] = InvalidInput) -> pytest.RaisesExc[InvalidInput]:
    return pytest.RaisesExc(match, check=lambda wrong: tuple(p.code for p in wrong.problems) == codes)


def test_a_file_goes_with_its_line_from_the_draft_to_the_receipt(url: str, kept: Path) -> None:
    file = attach(url)
    assert (file.name, file.kind, file.size, file.journal) == (
        "Referat.pdf",
        FileKind.PDF,
        len(PDF),
        "2017-12",
    )
    assert look(url, REPORTER).draft.list_files(LINE) == (file,)
    assert look(url, CONTROLLER).draft.files == ()
    assert [fetch(url, file.key, who) for who in (REPORTER, CONTROLLER, HEAD, STRANGER)] == [
        PDF,
        None,
        None,
        None,
    ]
    answer_everything(url)
    take(url, CHIEF, "approved")
    (declared,) = list_declared_files(look(url, CONTROLLER).declared)
    assert declared == file
    assert [fetch(url, file.key, who) for who in (REPORTER, CONTROLLER, HEAD, STRANGER)] == [
        PDF,
        PDF,
        PDF,
        None,
    ]
    with open_reading(url, sees=EVERYTHING) as session:
        taken = [entry.actor for entry in chain.read_entries(session) if entry.action == "export.evidence"]
        assert not chain.find_chain_problems(session)
    assert taken == [REPORTER.key, CONTROLLER.key, HEAD.key]
    assert verify(url) == []
    assert len(list(kept.iterdir())) in (0, 1)


def test_a_file_of_a_draft_is_gone_when_it_is_taken_out(url: str, kept: Path) -> None:
    file = attach(url)
    with refused("not_permitted"):
        remove(url, file.key, CONTROLLER)
    remove(url, file.key)
    assert count(url) == (0, 0)
    assert not list(kept.iterdir())
    assert fetch(url, file.key, REPORTER) is None
    with refused("evidence_unknown"):
        remove(url, file.key)


def test_what_was_handed_in_keeps_its_file_when_a_later_version_has_it_no_more(url: str, kept: Path) -> None:
    file = attach(url)
    answer_everything(url)
    take(url, CHIEF, "approved")
    with refused("report_not_open"):
        remove(url, file.key)
    with refused("report_not_open"):
        attach(url)
    take(url, CONTROLLER, "asked", "?", LINE)
    remove(url, file.key)
    assert count(url) == (0, 1)
    assert fetch(url, file.key, CONTROLLER) == PDF
    take(url, CHIEF, "answered", "!", now=LATER)
    documents = [document for _, document in look(url, CONTROLLER, now=LATER).kept]
    assert [len(list(list_declared_files(document))) for document in documents] == [1, 0]
    assert verify(url) == []


def test_only_who_prepares_attaches_and_only_to_a_line_that_takes_files(
    url: str, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in (CONTROLLER, HEAD, STRANGER):
        with refused("not_permitted"):
            attach(url, who)
    for line in ("words", "milestone:9.9", "x' OR 1=1"):
        with refused("row_not_there"):
            attach(url, line=line)
    with refused("file_runs"):
        attach(url, content=office(types='<Default Extension="x" ContentType="x.vbaProject"/>'))
    monkeypatch.setattr(evidence_file, "MOST_OF_A_LINE", 0)
    monkeypatch.setattr(evidence_file, "LARGEST_OF_A_REPORT", 10)
    with refused("files_too_many", "files_too_large"):
        attach(url)
    assert count(url) == (0, 0)
    assert not list(kept.iterdir())


def test_a_file_that_is_shared_is_seen_before_approval(url: str) -> None:
    file = attach(url)
    answer_everything(url)
    take(url, REPORTER, "shared")
    assert fetch(url, file.key, CONTROLLER) == PDF
