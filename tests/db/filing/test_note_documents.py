"""A note that was filed is kept as it was, and never the institution's to see."""

from __future__ import annotations

from db.audit import chain
from db.filing import filing_queries, note_commands
from db.filing.note_documents import read_note_documents
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Action, Role
from metrics.filing.filed_document import Audience
from metrics.plan.terms import Party
from tests.db.filing.test_note_commands import NOTE, NOW, person
from tests.db.recorded import imported


def test_a_filed_note_stands_in_the_journal_of_the_department_alone(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, person(Role.HEAD)) as session:
        assert note_commands.file_note(session, "cpr-2017", NOTE, NOW) == "note-1"
    with open_reading(database_url, sees=EVERYTHING) as session:
        (found,) = read_note_documents(session, ["cpr"])
        journal = {one.document.key: one for one in filing_queries.read_journal(session, ["cpr"])}
        assert [*read_note_documents(session, ["other"])] == []
        assert chain.find_chain_problems(session) == []
        assert chain.read_entries(session)[-1].action == "journal.filed"
    assert found.said["document"] == NOTE
    assert (found.said["person"], found.said["role"]) == ("head@example.dk", "head")
    assert (found.document.audience, found.document.at) == (Audience.DEPARTMENT, NOW)
    entry = journal["note-1"]
    assert entry.is_missing(Party.DEPARTMENT)
    assert not entry.is_missing(Party.INSTITUTION)
    assert not entry.document.is_seen_with({Action.SEE: ["cpr"], Action.PREPARE: ["cpr"]})
    assert entry.document.is_seen_with({Action.DECIDE: ["cpr"]})


def test_postgresql_shows_a_note_to_those_alone_who_decide(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, person(Role.HEAD)) as session:
        note_commands.file_note(session, "cpr-2017", NOTE, NOW)
    own = frozenset({"cpr"})
    for decides, seen in ((frozenset(), 0), (own, 1)):
        with open_reading(database_url, sees=own, prepares=own, meets=own, decides=decides) as session:
            found = [*read_note_documents(session, ["cpr"])]
        # In SQLite nothing stands between, and the audience alone keeps it.
        assert len(found) == (seen if database_url.startswith("postgresql") else 1)
