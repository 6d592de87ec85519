"""What may be personal is told where a meeting's line is written and again before its close, and refused by nobody."""

from __future__ import annotations

from metrics.report.personal_data import PersonalSign
from pages.cycle.parts.personal_warning import draw_personal
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import GOAL, press, read, show, take, write
from tests.pages.drawing import plain
from words.language import Words


def test_a_line_that_may_be_personal_is_warned_of_and_taken_and_told_again_before_the_close(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="note")
    write(at, "Note", "Sagsbehandleren er sygemeldt")
    at.run()
    assert "Teksten kan indeholde personoplysninger (helbred eller orlov)." in plain(text(at))
    press(at, "Tilføj note")
    (entry,) = read(database).entries
    assert entry.text == "Sagsbehandleren er sygemeldt"
    end = show(open_page, at="end")
    told = "sygemeldt: Teksten kan indeholde personoplysninger (helbred eller orlov)."
    assert told in plain(text(end))
    # Who was there is named.
    write(end, "Deltagere (navn eller rolle, også uden bruger)", "Kontorchef Hansen")
    end.run()
    assert "personoplysninger (navn)" not in plain(text(end))


def test_the_reasons_are_named_as_a_list() -> None:
    said = plain(draw_personal([PersonalSign.CPR_NUMBER, PersonalSign.NAME], Words("da")))
    assert said.startswith("Teksten kan indeholde personoplysninger (CPR-nummer og navn).")
