"""When a copy was last proven, as the record tells it."""

from __future__ import annotations

from db import copy_proofs, session
from db.audit import chain


def test_the_newest_proof_counts_and_none_is_none(database_url: str) -> None:
    with session.open_writing(database_url, session.MACHINE) as db:
        assert copy_proofs.find_newest_proof(db) is None
        copy_proofs.record_proof(db, "first")
        copy_proofs.record_proof(db, "second")
        chain.record_entry(db, "export.backup", "third")
        entries = chain.read_entries(db)
        assert copy_proofs.find_newest_proof(db) == entries[1].at > entries[0].at
