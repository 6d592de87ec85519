"""Capturing a line: every problem at once, and what is typed stays until it is taken."""

from __future__ import annotations

from datetime import date

import pytest

from db.meetings import meeting_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_entries import EntryKind
from pages.cycle.parts.meeting.capture_form import read_day_field
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import (
    GOAL,
    PLAN,
    QUARTER,
    labels,
    press,
    read,
    show,
    take,
    write,
)
from tests.pages.drawing import plain


@pytest.mark.parametrize(
    ("written", "day", "codes"),
    [
        ("15.12.2026", date(2026, 12, 15), []),
        ("2026-12-15", date(2026, 12, 15), []),
        ("", None, []),
        ("i morgen", None, ["date_needed"]),
        ("31.02.2026", None, ["date_needed"]),
    ],
)
def test_a_day_is_written_as_people_do(written: str, day: date | None, codes: list[str]) -> None:
    found, problems = read_day_field(written, "due")
    assert (found, [problem.code for problem in problems]) == (day, codes)


def test_an_action_is_captured_at_its_goal_and_its_fields_are_empty_again(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="action")
    write(at, "Opgave", "Send en plan")
    write(at, "Ansvarlig (rolle)", "Institutionens chef")
    write(at, "Frist", "15.12.2026")
    press(at, "Tilføj opgave")
    assert at.success[0].value == "Opgave tilføjet."
    (entry,) = read(database).entries
    assert (entry.kind, entry.text, entry.owner) == (EntryKind.ACTION, "Send en plan", "Institutionens chef")
    assert (entry.plan, entry.goal, entry.due) == (PLAN, "2.1", date(2026, 12, 15))
    assert {field.value for field in at.text_input} == {""}


def test_what_is_refused_says_everything_and_keeps_what_was_typed(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="action")
    write(at, "Frist", "2020-01-01")
    press(at, "Tilføj opgave")
    html = plain(text(at))
    assert "Der er 3 fejl. Intet er gemt." in html
    assert "Frist: 1. januar 2020 er passeret." in html
    assert "Ansvarlig (rolle)" in html
    assert "2020-01-01" in {field.value for field in at.text_input}
    write(at, "Frist", "snart")
    press(at, "Tilføj opgave")
    assert "“snart” er ikke en dato" in plain(text(at))
    assert read(database).entries == ()


def test_what_is_being_written_stays_from_place_to_place_and_while_another_thing_is_captured(
    open_page: Open, database: str
) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="note")
    write(at, "Note", "Halvt skrevet")
    at.run()
    for place, kind in ((GOAL, "decision"), ("start", ""), (GOAL, "note")):
        at.query_params["at"] = place
        at.query_params["write"] = kind
        at.run()
    assert [field.value for field in at.text_input] == ["Halvt skrevet"]


def test_an_accepted_deviation_is_recorded_as_a_decision(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="deviation")
    write(at, "Begrundelse", "Leverandøren er forsinket")
    write(at, "Accepteret af (stilling)", "Afdelingschef")
    write(at, "Accepteret til og med", "31.12.2026")
    press(at, "Acceptér afvigelsen")
    (entry,) = read(database).entries
    assert entry.decision is not None
    assert "Afvigelsen på mål 2.1 er accepteret til 31. december 2026" in plain(text(at))


def test_a_deviation_is_not_asked_for_where_no_goal_is_and_nothing_before_the_meeting(
    open_page: Open, database: str
) -> None:
    assert not labels(show(open_page, at=GOAL, write="note")) & {"Tilføj note"}
    take(database, "opened")
    assert "Acceptér afvigelsen" not in labels(show(open_page, at="end", write="deviation"))
    assert "Tilføj note" in labels(show(open_page, at="end", write="note"))


@pytest.mark.parametrize(
    ("kind", "whose", "owner"),
    [
        ("action", "Ankenævnet for Borgersager", "Direktør, Ankenævnet for Borgersager"),
        ("deviation", "departementet", "Direktør, departementet"),
    ],
)
def test_at_a_meeting_about_an_area_a_role_is_told_with_whose_it_is(
    open_page: Open, database: str, kind: str, whose: str, owner: str
) -> None:
    asked = {"area": "Digitaliserings- og Borgerministeriet (opdigtet)", "quarter": QUARTER, "role": "head"}
    press(press(open_page("meeting", **asked), "Start mødet"), "Start uden indkaldelse")
    at = open_page("meeting", **asked, at=GOAL, write=kind)
    (box,) = (one for one in at.selectbox if one.label == "Hos")
    assert (box.value, len(box.options)) == (whose, 4)
    text_label, owner_label, due_label = LABELS[kind]
    write(at, text_label, "Send en plan")
    write(at, owner_label, "Direktør")
    write(at, due_label, "15.12.2026")
    press(at, "Tilføj opgave" if kind == "action" else "Acceptér afvigelsen")
    with open_reading(database, sees=EVERYTHING) as session:
        (entry,) = meeting_queries.read_meetings(session, MeetingSubject(area=asked["area"])).entries
    assert entry.owner == owner


def test_at_an_institution_s_own_meeting_nobody_asks_whose_a_role_is(open_page: Open, database: str) -> None:
    take(database, "opened")
    at = show(open_page, at=GOAL, write="action")
    assert "Hos" not in {one.label for one in at.selectbox}
    assert "Skriv dagen som 31.12.2026." in plain(text(at))


LABELS = {
    "action": ("Opgave", "Ansvarlig (rolle)", "Frist"),
    "deviation": ("Begrundelse", "Accepteret af (stilling)", "Accepteret til og med"),
}
