"""What was agreed as the page of risks offers it to a calendar: today's alone, and to whom it may be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.clock import CLOCK
from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.session import MACHINE, open_writing
from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.followup.commitments import OF_DOCUMENTS, Commitment
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.periods import find_day_end
from pages.outlook.parts.agreed_read import read_agreed
from pages.ui import moments
from pages.ui.draw.theme import LIGHT
from pages.ui.page import Page
from words.language import Words

TODAY, INSTITUTION = date(2026, 11, 20), "eksempel-ankenaevn"
AREA = MeetingSubject(area="Digitaliserings- og Borgerministeriet (opdigtet)")


@pytest.fixture(autouse=True)
def _held(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A meeting about the institution and one about its area, each with an action."""
    monkeypatch.setenv(CLOCK, str(TODAY))
    told = (
        (MeetingSubject(INSTITUTION), {"Egen": ""}),
        (AREA, {"Områdets": "", "Givet": f"{INSTITUTION}-2026"}),
    )
    for subject, texts in told:
        with open_writing(database, MACHINE) as db:
            _take(db, subject, "opened")
            for text, plan in texts.items():
                due = TODAY + timedelta(days=9)
                entry = MeetingEntry("2026Q3", EntryKind.ACTION, text, plan, owner="Chef", due=due)
                meeting_commands.capture_entry(db, subject, entry)
            _take(db, subject, "attended", words="Alle")
            _take(db, subject, "closed", on=TODAY)


def _take(db: object, subject: MeetingSubject, kind: str, **said: object) -> None:
    wanted = MeetingRequest(subject, "2026Q3", MeetingStepKind(kind), **said)  # type: ignore[arg-type]
    meeting_commands.take_meeting_step(db, wanted)  # type: ignore[arg-type]


def read(reader: Person, as_of: date = TODAY) -> list[Commitment]:
    page = Page("risk", Words("da"), as_of, TODAY, find_day_end(as_of), LIGHT, reader, {})
    moment = moments.read_moment(as_of, page.known_at, reader, TODAY)
    return read_agreed(page, moment, moment.agreed, moment.catalogue.institutions.keys() - {"cpr"})


def test_the_department_takes_all_of_it_and_an_institution_what_its_area_s_meeting_gave_it() -> None:
    head = grant_all_roles("head", [Role.HEAD])
    assert {"Egen", "Områdets", "Givet"} <= {one.text for one in read(head)}
    chief = Person("x@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution=INSTITUTION),))
    own = read(chief)
    assert {"Egen", "Givet"} <= {one.text for one in own}
    other = Person("y@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="eksempel-tilsyn"),))
    assert not {"Egen", "Områdets", "Givet"} & {one.text for one in read(other)}
    every = Person("z@example.dk", (Grant(Role.READER, date(2020, 1, 1)),))
    assert not {"Områdets", "Givet"} & {one.text for one in read(every)}
    assert {one.institutions for one in own} == {(INSTITUTION,)}
    assert read(head, TODAY - timedelta(days=1)) == []
    # Danmarks Statistik has duties and no plan; of what is not asked for there are none.
    assert {one.institutions[0] for one in read(head) if one.kind in OF_DOCUMENTS} == {INSTITUTION, "dst"}
