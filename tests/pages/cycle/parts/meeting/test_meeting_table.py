"""The meeting as a whole: what is shown to whom, and when."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import labels, show, take
from tests.pages.drawing import plain


def test_the_agenda_can_be_read_before_the_meeting_is_open(open_page: Open) -> None:
    at = show(open_page)
    html = plain(text(at))
    assert "Ankenævnet for Borgersager, 3. kvartal 2026" in html
    assert "ikke indkaldt · status pr. 20. november 2026" in html.replace("\u00a0", " ")
    assert "Start mødet" in labels(at)


def test_the_close_stands_at_the_end_alone(open_page: Open, database: str) -> None:
    take(database, "opened")
    assert "Afslut mødet" not in labels(show(open_page))
    at = show(open_page, at="end")
    assert "Afslut mødet" in labels(at)
    assert "Der er ikke noteret noget på mødet." in text(at)


def test_a_closed_meeting_is_its_minutes_for_the_department_too(open_page: Open, database: str) -> None:
    take(database, "opened", "attended", "closed")
    html = text(show(open_page))
    assert "m-agenda" not in html
    assert "Udkast til referat" in html
