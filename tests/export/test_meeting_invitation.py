"""A meeting in a calendar: its identity stays, its number grows, and what anybody typed is text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from icalendar import Calendar, Component

from export.meeting_invitation import write_invitations
from export.papers.writers.plain_text import clean_text
from metrics.meeting.meeting_course import MeetingCourse, MeetingSubject
from tests.export.papers.writers.test_pdf_writer import TYPED
from tests.meetings import steps
from words.language import Words

NOW = datetime(2017, 8, 2, 9, tzinfo=UTC)
FIRST, SECOND = date(2017, 8, 15), date(2017, 8, 22)
DA = Words("da")


def called(*kinds: str, on: date = FIRST, words: str = "", **said: object) -> MeetingCourse:
    course = steps(*kinds, words=words, **said)  # type: ignore[arg-type]
    return replace(course, steps=tuple(replace(one, on=on) for one in course.steps))


def read(*courses: MeetingCourse, base: str = "") -> tuple[Component, list[Component]]:
    made = Calendar.from_ical(write_invitations(courses, "CPR", DA, NOW, base))
    return made, list(made.walk("VEVENT"))


def test_a_meeting_that_is_called_is_a_day_or_its_hours() -> None:
    made, (event,) = read(called("planned"), base="https://m.example.dk")
    assert (made["method"], event["sequence"], event["status"]) == ("PUBLISH", 0, "CONFIRMED")
    assert event["uid"] == "meeting/inst/2017Q2@maalstreg"
    assert str(event["summary"]).replace("\u00a0", " ") == "Kvartalsmøde: CPR, 2. kvartal 2017"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (FIRST, date(2017, 8, 16))
    assert event["url"] == "https://m.example.dk/kvartalsmoede?institution=inst&quarter=2017Q2"
    assert event["organizer"] == "mailto:head@example.dk"
    _, (event,) = read(called("planned", words="10.00-11.30, lokale 3"))
    assert event.decoded("dtstart") == datetime(2017, 8, 15, 8, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2017, 8, 15, 9, 30, tzinfo=UTC)
    assert event["location"] == "10.00-11.30, lokale 3"


def test_a_meeting_that_is_moved_keeps_its_identity_and_its_number_grows_until_it_is_cancelled() -> None:
    moved = called("planned", "planned", on=SECOND)
    _, (event,) = read(moved)
    assert (event["uid"], event["sequence"]) == ("meeting/inst/2017Q2@maalstreg", 1)
    assert event.decoded("dtstart") == SECOND
    made, (event,) = read(called("planned", "planned", "cancelled"))
    assert (made["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)
    again = called("planned", "planned", "cancelled", "planned")
    assert (again.sequence, again.is_cancelled, again.planned) == (3, False, FIRST)
    made, (event,) = read(again)
    assert (made["method"], event["status"]) == ("PUBLISH", "CONFIRMED")


def test_a_meeting_that_was_held_says_so_and_one_never_called_is_left_out() -> None:
    held = called("planned", "opened", "attended", "closed")
    _, events = read(held, steps("opened", quarter="2017Q3"))
    assert [event["description"] for event in events] == [
        "Mødet er holdt. Referatet hentes på siden Kvartalsmøde."
    ]


@settings(max_examples=25, deadline=None)
@given(TYPED, TYPED)
def test_whatever_is_typed_a_calendar_is_one_event_with_that_text(where: str, area: str) -> None:
    course = called("planned", words=clean_text(where), subject=MeetingSubject(area=clean_text(area)))
    made, events = read(course)
    assert [component.name for component in made.walk()] == ["VCALENDAR", "VEVENT"]
    assert "attendee" not in events[0]
    assert str(events[0].get("location", "")) == clean_text(where)


def test_what_anybody_typed_adds_no_line_of_its_own() -> None:
    hostile = "lokale 3\r\nATTENDEE:mailto:x@example.dk\nEND:VEVENT;,\\"
    subject = MeetingSubject(area="Social/Æ @ & ?")
    made, (event,) = read(called("planned", words=hostile, subject=subject))
    assert [component.name for component in made.walk()] == ["VCALENDAR", "VEVENT"]
    assert "attendee" not in event
    assert event["uid"] == "meeting/Social%2F%C3%86%20%40%20%26%20%3F/2017Q2@maalstreg"
