"""The form for how an initiative stands: what it records, refuses and keeps."""

from __future__ import annotations

from db.directions import direction_queries
from db.scope import EVERYTHING
from db.session import open_reading
from tests.pages.conftest import Open, text
from tests.pages.drawing import row

CPR = "cpr-udviklingsplan-2023"


def test_what_is_reported_is_recorded_and_shown_at_once(open_page: Open, database: str) -> None:
    at = open_page("direction", plan=CPR, role="reporter")
    at.selectbox(key="progress_number").set_value("6.1.2")
    at.selectbox(key="progress_kind").set_value("claimed")
    at.text_input(key="progress_source").set_value("2024-17")
    at.button(key="progress_save").click().run()
    assert "Indberettet. 6.1.2: Indberettet gennemført" in at.success[0].value
    assert "Gennemført" in row(text(at), "6.1.2")
    with open_reading(database, sees=EVERYTHING) as session:
        (found,) = direction_queries.read_progress(session, CPR)
    assert (found.number, found.kind, found.source) == ("6.1.2", "claimed", "2024-17")
    assert at.text_input(key="progress_source").value == ""


def test_what_may_not_be_said_is_told_and_what_was_typed_stays(open_page: Open, database: str) -> None:
    at = open_page("direction", plan=CPR, role="reporter")
    at.selectbox(key="progress_kind").set_value("dropped")
    at.text_input(key="progress_source").set_value("2024-17")
    at.button(key="progress_save").click().run()
    assert "Bemærkning: Skal udfyldes." in text(at)
    assert at.text_input(key="progress_source").value == "2024-17"
    with open_reading(database, sees=EVERYTHING) as session:
        assert direction_queries.read_progress(session, CPR) == []
