"""The filters of the page of risks, and what they leave as a sheet and as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar
from markupsafe import Markup

from db.audit import chain
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics import access
from pages.outlook.parts import risk_sheet
from pages.ui import downloads
from pages.ui.downloads import OfferedFile
from pages.ui.kept import keep
from tests.factories import result
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

SPRING = "2017-04-01"


NOW = "2026-11-20"


TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


def test_the_filters_stand_in_the_address_and_narrow_what_is_shown(open_page: Open) -> None:
    one = text(open_page("risk", as_of=NOW, institution="eksempel-tilsyn"))
    assert "Styrelsen for Borgertilsyn 1.1" in one
    assert "Registerstyrelsen" not in one
    owed_by_heads = text(open_page("risk", as_of=NOW, owes="head"))
    assert "Departementet (chef) 3 opgørelser" in plain(owed_by_heads)
    assert "I risiko: 8 mål" in plain(owed_by_heads)
    area = text(open_page("risk", as_of=SPRING, area="Digitaliserings- og Borgerministeriet (opdigtet)"))
    assert "findes ikke her" in area  # on that day it had no plans
    assert "“chef” i adressen findes ikke her" in text(open_page("risk", owes="chef"))
    nothing = open_page("risk", as_of=NOW, institution="cpr", owes="controller")
    assert "Intet er i risiko, og ingen frister passer til valget." in text(nothing)


Taken = list[tuple[OfferedFile, Callable[[], bytes]]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """The files the page offers, and what makes each."""
    found: Taken = []
    monkeypatch.setattr(downloads, "offer_file", lambda _label, file, make: found.append((file, make)))
    return found


def test_the_same_deadlines_are_given_as_a_calendar_on_record(
    open_page: Open, taken: Taken, database: str
) -> None:
    open_page("risk", as_of=SPRING, owes="head")
    file, make = taken[-1]
    events = Calendar.from_ical(downloads.hand_out(access.make_trial_reader(""), file, make)).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2018, 1, 14)]
    with open_reading(database, sees=EVERYTHING) as session:
        newest = chain.read_entries(session)[-1]
    assert (newest.action, newest.subject) == ("export.deadlines", "cpr")


def test_a_write_leaves_the_sections_of_other_areas_as_they_are(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = risk_sheet.draw_area

    def note(name: str, *given: Any) -> Markup:
        drawn.append(name)
        return draw(name, *given)

    keep.forget_all()
    monkeypatch.setattr(risk_sheet, "draw_area", note)
    before = text(open_page("risk", as_of=NOW))
    areas = ["Social- og Indenrigsministeriet", "Digitaliserings- og Borgerministeriet (opdigtet)"]
    assert drawn == areas
    with open_writing(database, MACHINE) as db:
        value = result("2016", of=(91, 100), key="klagesager-rettidigt", owner="cpr")
        result_commands.record_results(db, [value], [])
    assert text(open_page("risk", as_of=NOW)) == before
    assert drawn == [*areas, areas[0]]
