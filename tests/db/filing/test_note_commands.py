"""A note to the head is filed by those who decide, kept as it was, and never the institution's to see."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.audit import chain
from db.filing import note_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.terms import Stage
from tests.db.recorded import imported, source

NOW = datetime(2017, 7, 10, 9, tzinfo=UTC)
NOTE = {
    "format": 1,
    "title": "Notat",
    "sections": [{"title": "", "blocks": [{"text": "Søg råd", "tone": "lead"}]}],
}


def person(role: Role) -> Person:
    return Person(f"{role}@example.dk", (Grant(role, date(2016, 1, 1), institution="cpr"),))


def test_whoever_decides_files_a_note_and_it_is_on_record(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, person(Role.CONTROLLER)) as session:
        assert note_commands.file_note(session, "cpr-2017", NOTE, NOW) == "note-1"
        assert note_commands.file_note(session, "cpr-2017", NOTE, NOW) == "note-2"
    with open_reading(database_url, sees=EVERYTHING) as session:
        last = chain.read_entries(session)[-1]
        assert (last.actor, last.action, last.subject) == (
            "controller@example.dk",
            "journal.filed",
            "cpr-2017",
        )


@pytest.mark.parametrize("role", [Role.READER, Role.REPORTER, Role.CHIEF, Role.DESK])
def test_nobody_files_a_note_who_does_not_decide(database_url: str, role: Role) -> None:
    imported(database_url)
    with (
        pytest.raises(InvalidInput, match="not_permitted"),
        open_writing(database_url, person(role)) as session,
    ):
        note_commands.file_note(session, "cpr-2017", NOTE)


def test_a_note_about_a_draft_or_about_no_plan_is_refused(database_url: str) -> None:
    imported(database_url, source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()}))
    for plan, code in (("cpr-2017", "before_signing"), ("none", "plan_unknown")):
        with pytest.raises(InvalidInput, match=code), open_writing(database_url, MACHINE) as session:
            note_commands.file_note(session, plan, NOTE)
