"""The steps of the department: plan, open, close."""

from __future__ import annotations

from datetime import date

from metrics.meeting.meeting_course import MeetingState
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import QUARTER, labels, press, read, show, take, write
from tests.pages.drawing import plain


def test_a_meeting_is_planned_and_opened(open_page: Open, database: str) -> None:
    at = show(open_page)
    write(at, "Mødedag", "01.12.2026")
    press(at, "Indkald")
    assert at.success[0].value == "Indkaldt. Det er registreret."
    assert "Mødet er indkaldt til 1. december 2026." in plain(text(at))
    write(at, "Mødedag", "03.12.2026")
    press(at, "Flyt mødet")
    assert "Mødet er indkaldt til 3. december 2026." in plain(text(at))
    press(at, "Start mødet")
    assert read(database).find_course(QUARTER).state is MeetingState.OPEN
    assert "Start mødet" not in labels(at)


def test_a_day_that_has_passed_or_is_none_is_refused(open_page: Open, database: str) -> None:
    at = show(open_page)
    write(at, "Mødedag", "2020-01-01")
    press(at, "Indkald")
    assert "Mødedag: 1. januar 2020 er passeret." in plain(text(at))
    write(at, "Mødedag", "")
    press(at, "Indkald")
    assert "Mødedag: Skriv en dag." in plain(text(at))
    assert read(database).courses == {}


def test_a_meeting_is_closed_with_who_attended_and_a_day_for_comments(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at="end")
    press(at, "Afslut mødet")
    assert "Deltagere (navn eller rolle, også uden bruger): Skal udfyldes." in plain(text(at))
    assert read(database).find_course(QUARTER).state is MeetingState.OPEN
    write(at, "Deltagere (navn eller rolle, også uden bruger)", "Afdelingschef og institutionens chef")
    write(at, "Afbud", "Økonomichefen")
    press(at, "Afslut mødet")
    course = read(database).find_course(QUARTER)
    assert course.state is MeetingState.DRAFT
    assert course.closed is not None
    assert course.closed.on == date(2026, 12, 4)
    html = plain(text(at))
    assert "Udkast til referat Bemærkninger senest 4. december 2026." in html
    assert "Afbud Økonomichefen" in html
