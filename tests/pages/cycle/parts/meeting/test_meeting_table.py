"""The meeting as a whole: what is shown to whom, and when."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import GOAL, labels, show, take
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


def test_the_figures_follow_the_day_of_the_address_and_nothing_is_done_on_an_earlier_one(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    at = show(open_page, as_of="2026-10-20", at=GOAL)
    html = plain(text(at)).replace("\u00a0", " ")
    assert "Kvartalsmøde · ikke indkaldt · status pr. 20. oktober 2026" in html, "as it was known then"
    assert "Tal og status vises, som de var 20. oktober 2026." in html
    assert not labels(show(open_page, as_of="2026-10-20")) & {"Start mødet", "Indkald", "Afslut mødet"}
    assert [str(field.value) for field in at.date_input] == ["2026-10-20"]
    now = plain(text(show(open_page))).replace("\u00a0", " ")
    assert "status pr. 20. november 2026" in now
    assert "Tal og status vises" not in now


def test_minutes_say_of_which_day_their_figures_are(open_page: Open, database: str) -> None:
    take(database, "opened", "attended", "closed")
    html = plain(text(show(open_page))).replace("\u00a0", " ")
    assert "Tal, status og prognoser er pr. 20. november 2026, da mødet blev afsluttet." in html


def test_the_agenda_says_that_its_points_are_the_open_ones(open_page: Open) -> None:
    html = plain(text(show(open_page))).replace("\u00a0", " ")
    assert "16,7 point udestår" in html
