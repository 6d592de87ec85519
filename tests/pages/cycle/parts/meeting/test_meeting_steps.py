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


def test_a_meeting_that_was_never_called_is_opened_once_that_is_confirmed(
    open_page: Open, database: str
) -> None:
    at = show(open_page)
    press(at, "Start mødet")
    assert "Mødet er ikke indkaldt." in plain(text(at))
    assert read(database).courses == {}, "nothing is done before it is confirmed"
    press(at, "Start uden indkaldelse")
    assert read(database).find_course(QUARTER).state is MeetingState.OPEN
    assert "Start uden indkaldelse" not in labels(at)


def test_after_the_close_the_page_is_turned_to_its_top(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at="end")
    write(at, "Deltagere (navn eller rolle, også uden bruger)", "Afdelingschef")
    press(at, "Afslut mødet")
    html = text(at)
    assert "data-look" in html.partition("m-minutes-head")[0]
    assert "data-look" not in text(at.run())


def test_what_is_read_and_called_comes_before_the_first_minute_and_after_an_open_meeting(
    open_page: Open, database: str
) -> None:
    def list_order() -> list[str]:
        nodes = [*show(open_page).main]
        papers = next(place for place, one in enumerate(nodes) if one.type == "selectbox")
        minute = next(place for place, one in enumerate(nodes) if "m-first-minute" in str(one.proto))
        return ["papers", "minute"] if papers < minute else ["minute", "papers"]

    assert list_order() == ["papers", "minute"]
    take(database, "opened")
    assert list_order() == ["minute", "papers"]


def test_the_attendance_of_an_area_has_a_line_for_each_party_and_none_for_those_without_names(
    open_page: Open, database: str
) -> None:
    area = "Digitaliserings- og Borgerministeriet (opdigtet)"
    asked = {"area": area, "quarter": QUARTER, "role": "head"}
    press(at := open_page("meeting", **asked), "Start mødet")
    press(at, "Start uden indkaldelse")
    at = open_page("meeting", **asked, at="end")
    (field,) = (one for one in at.text_area if one.label.startswith("Deltagere"))
    assert (field.value or "").splitlines()[:2] == ["Departementet: ", "Ankenævnet for Borgersager: "]
    field.set_value("Departementet: Afdelingschef\nAnkenævnet for Borgersager: Direktøren\nRegisteret: ")
    press(at, "Afslut mødet")
    html = text(at)
    assert "Departementet: Afdelingschef\nAnkenævnet for Borgersager: Direktøren</dd>" in html


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
