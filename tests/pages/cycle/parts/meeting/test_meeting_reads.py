"""Reads of a meeting: about one institution or a whole area, by whoever may."""

from __future__ import annotations

from metrics.meeting.meeting_course import MeetingSubject
from pages.cycle.parts.meeting.meeting_reads import make_query
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import QUARTER, capture, read, show, take
from tests.pages.drawing import plain

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"


def test_an_address_says_whom_the_meeting_is_about() -> None:
    assert make_query(MeetingSubject("a"), "2026Q3") == {"institution": "a", "quarter": "2026Q3"}
    assert make_query(MeetingSubject(area="A")) == {"area": "A"}


def test_a_meeting_about_an_area_has_the_goals_of_all_its_institutions(open_page: Open) -> None:
    html = plain(text(open_page("meeting", area=AREA, quarter=QUARTER, role="head")))
    for name in ("Ankenævnet for Borgersager", "Registerstyrelsen", "Styrelsen for Borgertilsyn"):
        assert f"{name}: Mål- og resultatplan 2026" in html
    assert "Registerstyrelsen: 1.3" in html


def test_what_another_captures_meanwhile_is_there_at_the_next_run(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at="end")
    capture(database, "note", "Fra den anden")
    assert "Fra den anden" in text(at.run())
    assert [entry.text for entry in read(database).entries] == ["Fra den anden"]


def test_the_chief_sees_nothing_of_a_meeting_before_it_is_closed(open_page: Open, database: str) -> None:
    take(database, "opened")
    capture(database, "note", "Ikke færdig")
    html = text(show(open_page, "chief"))
    assert "Mødet er ikke afsluttet" in html
    assert "Ikke færdig" not in html
    take(database, "attended", "closed")
    assert "Ikke færdig" in text(show(open_page, "chief"))
