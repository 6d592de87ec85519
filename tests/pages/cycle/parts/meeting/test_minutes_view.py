"""Minutes on their way: a draft that is commented on, opened again with a reason, and approved by each party."""

from __future__ import annotations

import re

import pytest

from metrics.meeting.meeting_course import MeetingState
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import QUARTER, capture, labels, press, read, show, take, write
from tests.pages.drawing import plain

CLOSED = ("opened", "attended", "closed")


def state(url: str) -> MeetingState:
    return read(url).find_course(QUARTER).state


def test_each_party_approves_for_itself_and_the_page_says_what_the_minutes_are(
    open_page: Open, database: str
) -> None:
    take(database, *CLOSED)
    chief = show(open_page, "chief")
    assert "Afventer godkendelse fra departementet og institutionen." in plain(text(chief))
    assert "Godkend for departementet" not in labels(chief)
    press(chief, "Godkend for institutionen")
    assert chief.success[0].value == "Godkendt for institutionen. Det er registreret."
    assert "Udkast til referat" in text(chief)
    head = show(open_page, "head")
    assert "Godkend for institutionen" not in labels(head)
    assert "Afventer godkendelse fra departementet." in plain(text(head))
    press(head, "Godkend for departementet")
    assert state(database) is MeetingState.APPROVED
    html = plain(text(head)).replace("\u00a0", " ")
    assert "Udkast til referat Godkendt 20.11.2026" in html
    assert "Endeligt, når fristen for bemærkninger" in html
    assert "Åbn mødet igen" not in labels(head)


def test_the_chief_comments_and_the_department_opens_the_meeting_again_with_a_reason(
    open_page: Open, database: str
) -> None:
    take(database, *CLOSED)
    chief = show(open_page, "chief")
    press(chief, "Send bemærkning")
    assert "Bemærkning til referatet: Skal udfyldes." in plain(text(chief))
    write(chief, "Bemærkning til referatet", "Fristen var en anden")
    press(chief, "Send bemærkning")
    head = show(open_page, "controller")
    assert "“Fristen var en anden”" in plain(text(head))
    press(head, "Åbn mødet igen")
    assert state(database) is MeetingState.DRAFT
    write(head, "Begrundelse", "Fristen rettes")
    press(head, "Åbn mødet igen")
    assert state(database) is MeetingState.OPEN
    assert "Genåbnet efter referatudkast 1" in plain(text(head))


def test_the_chief_reads_the_last_draft_while_the_meeting_is_open_again(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    capture(database, "note", "Før")
    take(database, "attended", "closed")
    take(database, "reopened", words="Noget manglede")
    capture(database, "note", "Linje til sidst")
    html = plain(text(show(open_page, "chief")))
    assert "Mødet er genåbnet. Begrundelse: Noget manglede" in html
    assert "Før" in html
    assert "Linje til sidst" not in html


def test_the_course_of_the_meeting_is_told(open_page: Open, database: str) -> None:
    take(database, *CLOSED)
    html = plain(text(show(open_page)))
    assert "Åbnet 20.11.2026" in html.replace("\u00a0", " ")
    assert "Afsluttet 20.11.2026" in html.replace("\u00a0", " ")


def test_what_the_close_keeps_is_what_the_meeting_was_shown(open_page: Open, database: str) -> None:
    take(database, "opened")
    shown = re.search(r"(\d+) af 100 point forventet 90 pct.-interval (\S+)", plain(text(show(open_page))))
    assert shown
    take(database, "attended", "closed")
    kept = plain(text(show(open_page)))
    assert f"Forventet ved mødet: {shown[1]} point ({shown[2]})" in kept
    assert "2.1 Lettere at klage digitalt 16,7 Afventer departementet" in kept


def test_the_chief_is_told_the_day_of_a_meeting_that_is_planned(open_page: Open, database: str) -> None:
    take(database, "planned")
    assert "Mødet er indkaldt til 1. januar 2100." in plain(text(show(open_page, "chief")))


@pytest.mark.parametrize("role", ["reporter", "deputy"])
def test_who_works_in_the_institution_reads_the_minutes_and_does_nothing_with_them(
    open_page: Open, database: str, role: str
) -> None:
    take(database, "opened")
    capture(database, "note", "Aftalt på mødet")
    assert "Aftalt på mødet" not in plain(text(show(open_page, role))), "not before the close"
    take(database, "attended", "closed")
    at = show(open_page, role)
    assert "Aftalt på mødet" in plain(text(at))
    assert "Udkast til referat" in plain(text(at))
    assert not labels(at)
