"""What of a year a reader sees: their own institutions, and the meetings they are told of."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from metrics.periods import find_danish_day, find_day_end
from metrics.wheel.wheel_entry import WheelKind
from pages.status.parts.wheel.wheel_reads import list_subjects, make_ground, view_wheel
from pages.ui import moments
from pages.ui.draw.theme import LIGHT
from pages.ui.page import Page
from tests.db.meetings.held import HEAD, take
from tests.held_meetings import LATER, OF_AREA, hold_meeting
from words.language import Words

TODAY = find_danish_day(LATER)
ALL = Person("all@example.dk", (Grant(Role.HEAD, date(2000, 1, 1)),))
OWN = Person("own@example.dk", (Grant(Role.CHIEF, date(2000, 1, 1), institution="cpr"),))
READER = Person("reader@example.dk", (Grant(Role.READER, date(2000, 1, 1)),))


@pytest.fixture(autouse=True)
def held(database: str) -> None:
    hold_meeting(database)
    take(database, HEAD, "opened", subject=OF_AREA)


def open_as(reader: Person) -> Page:
    return Page("wheel", Words("da"), TODAY, TODAY, find_day_end(TODAY), LIGHT, reader, {})


def list_meetings(reader: Person, name: str, year: int) -> list[tuple[str, str]]:
    page = open_as(reader)
    moment = moments.read_moment(page.as_of, page.known_at, reader, TODAY)
    (subject,) = [one for one in list_subjects(page, moment) if name in (one.institution, one.area)]
    found = view_wheel(page, moment, subject, year).entries
    return [(one.institution, one.area) for one in found if one.kind is WheelKind.MEETING]


def test_a_meeting_is_told_to_those_who_read_its_minutes_and_an_area_s_to_those_who_meet_with_all() -> None:
    year = TODAY.year
    assert ("cpr", "") in list_meetings(ALL, "cpr", year)
    assert ("cpr", "") in list_meetings(OWN, "cpr", year)
    assert list_meetings(READER, "cpr", year) == []
    assert ("", OF_AREA.area) in list_meetings(ALL, OF_AREA.area, year)
    # Whoever works in one institution of it has that one's meetings, and not the area's own.
    assert {area for _, area in list_meetings(OWN, OF_AREA.area, year)} == {""}


def test_an_area_is_that_of_the_institutions_the_reader_sees_and_of_no_other() -> None:
    page = open_as(OWN)
    moment = moments.read_moment(page.as_of, page.known_at, OWN, TODAY)
    subjects = list_subjects(page, moment)
    assert {one.institution for one in subjects} == {"cpr", ""}
    assert all(one.members == {"cpr"} for one in subjects)
    ground = make_ground(page, moment, subjects[0])
    assert {score.plan.institution for score in ground.scores} == {"cpr"}
    assert ground.duties == []
