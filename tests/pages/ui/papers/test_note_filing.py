"""The note to the head is filed where it is offered, by those who decide."""

from __future__ import annotations

import pytest

from db.filing import note_documents
from db.scope import EVERYTHING
from db.session import open_reading
from tests.pages.conftest import Open, text
from tests.papers import APPEALS

FILE = "Journalfør notatet"


def test_the_note_is_filed_as_it_is_offered(open_page: Open, database: str) -> None:
    tab = open_page("plan", role="controller", plan=APPEALS, as_of="2026-11-20", paper="note")
    next(button for button in tab.button if button.label == FILE).click().run()
    assert [one.value for one in tab.success] == ["Notatet er journalført som note-1."]
    assert f"/journal?plan={APPEALS}&amp;document=note-1" in text(tab)
    with open_reading(database, sees=EVERYTHING) as session:
        (found,) = note_documents.read_note_documents(session, ["eksempel-ankenaevn"])
    assert (found.said["document"]["as_of"], found.said["role"]) == ("2026-11-20", "controller")
    seen = text(open_page("journal", role="controller", plan=APPEALS))
    assert "Notat til ledelsen" in seen
    assert "Notat til ledelsen" not in text(open_page("journal", role="chief", plan=APPEALS))


@pytest.mark.usefixtures("database")
def test_no_other_paper_is_filed_and_nobody_else_files_it(open_page: Open) -> None:
    for role, paper in (("controller", "plan"), ("chief", "note")):
        tab = open_page("plan", role=role, plan=APPEALS, as_of="2026-11-20", paper=paper)
        assert [button.label for button in tab.button if button.label == FILE] == []
