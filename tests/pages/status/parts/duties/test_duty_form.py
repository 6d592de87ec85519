"""The form for duties: what it records and refuses."""

from __future__ import annotations

from datetime import date

from db.directions import duty_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.direction.progress import StepEvent
from tests.pages.conftest import Open, text
from tests.pages.drawing import row


def read(database: str) -> list[StepEvent]:
    with open_reading(database, sees=EVERYTHING) as session:
        return duty_queries.read_reports(session)


def test_what_is_reported_is_recorded_with_its_time_and_shown_at_once(open_page: Open, database: str) -> None:
    at = open_page("wheel", institution="dst", role="reporter")
    at.selectbox(key="duty_number").set_value("5.1").run()
    at.selectbox(key="duty_occurrence").set_value(date(2026, 4, 9))
    at.text_input(key="duty_source").set_value("2026-17")
    at.button(key="duty_save").click().run()
    assert "Indberettet. 5.1: Gangen med frist eller anledning 9. april 2026." in at.success[0].value
    assert "Dokumentation: 2026-17" in row(text(at), "9. april 2026")
    (found,) = read(database)
    assert (found.number, found.kind, found.occurrence, found.source) == (
        *("5.1", "claimed", date(2026, 4, 9)),
        "2026-17",
    )


def test_what_is_missing_is_told_and_nothing_is_recorded(open_page: Open, database: str) -> None:
    at = open_page("wheel", institution="dst", role="reporter")
    at.selectbox(key="duty_number").set_value("13.4").run()
    at.selectbox(key="duty_kind").set_value("triggered")
    at.button(key="duty_save").click().run()
    assert "Bemærkning: Skal udfyldes." in text(at)
    assert "Pligt 13.4 har en slutdato hver gang." in text(at)
    assert read(database) == []
