"""The filters of the page of risks, and what they leave as a sheet and as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from markupsafe import Markup

from db.audit import chain
from db.plans import institution_commands
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics import access
from metrics.followup.current import SETTLING
from metrics.periods import find_day_end
from metrics.plan.institution_history import InstitutionChange
from pages.outlook.parts import risk_choices, risk_sheet
from pages.outlook.parts.risk_choices import RiskFilter
from pages.ui import downloads, moments
from pages.ui.downloads import OfferedFile
from pages.ui.kept import keep
from tests.factories import result
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, writer

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
    areas = ["Digitaliserings- og Borgerministeriet (opdigtet)", "Et andet ministerium"]
    with open_writing(database, MACHINE) as db:
        given = (date(2022, 1, 1), datetime(2022, 1, 1, 12, tzinfo=UTC), "R")
        moved = InstitutionChange("eksempel-tilsyn", *given, ministry_area=areas[1])
        institution_commands.change_institution(db, moved)
    before = text(open_page("risk", as_of=NOW))
    assert drawn == areas
    with open_writing(database, MACHINE) as db:
        value = result("2016", of=(91, 100), key="sygefravaer", owner="eksempel-tilsyn")
        result_commands.record_results(db, [value], [])
    assert text(open_page("risk", as_of=NOW)) == before
    assert drawn == [*areas, areas[1]]


def test_plans_that_have_been_over_for_long_are_not_judged_and_nothing_of_them_is_lost(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep.forget_all()
    day, reader = date.fromisoformat(NOW), access.grant_all_roles("reader")
    moment = moments.read_moment(day, find_day_end(day), reader, day)
    before = moments.make_before(find_day_end(day), reader, day)
    wanted = RiskFilter("", "", "")
    found = risk_choices.read_risk_sheet(moment, before, wanted, writer(moment.catalogue))
    judged = {moment.outlooks.plans[key].end for key in moment.outlooks._known}
    assert judged
    assert min(judged) >= day - SETTLING
    assert {plan.end.year for plan in moment.agreed} >= {2017, 2021}
    keep.forget_all()
    monkeypatch.setattr(risk_choices, "is_live", lambda _plan, _day: True)
    assert risk_choices.read_risk_sheet(moment, before, wanted, writer(moment.catalogue)) == found
    assert len(moment.outlooks._known) == len(moment.agreed)
