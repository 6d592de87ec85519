"""What documents ask for by a day, as it is read of both databases: of what the session sees and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.directions import due_queries
from db.scope import EVERYTHING, Scope
from db.session import open_reading
from metrics.followup.commitments import CommitmentKind

DAY = date(2026, 11, 20)
KNOWN = datetime(2030, 1, 1, tzinfo=UTC)


def read(url: str, sees: Scope, day: date = DAY) -> set[tuple[str, CommitmentKind]]:
    with open_reading(url, sees=sees) as session:
        found = due_queries.read_document_dues(session, day, KNOWN)
    return {(one.institutions[0], one.kind) for one in found}


def test_duties_and_initiatives_are_read_of_the_documents_in_force(filled_database_url: str) -> None:
    every = read(filled_database_url, EVERYTHING)
    assert ("dst", CommitmentKind.DUTY) in every
    assert ("eksempel-ankenaevn", CommitmentKind.INITIATIVE) in every
    assert read(filled_database_url, EVERYTHING, date(2020, 1, 1)) == set()


def test_on_postgresql_a_session_reads_those_it_sees(filled_database_url: str) -> None:
    own = read(filled_database_url, frozenset({"dst"}))
    assert ("dst", CommitmentKind.DUTY) in own
    if filled_database_url.startswith("postgresql"):  # elsewhere the pages leave the others out
        assert {key for key, _ in own} == {"dst"}
