"""Of an area's minutes an institution's chief reads the part about the institution, and nothing of the others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.session import MACHINE, open_writing
from metrics.access import Grant, Person, Role
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import INSTITUTION, NEXT, PLAN, QUARTER, labels, show, take
from tests.pages.drawing import plain

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"
ASKED = {"area": AREA, "quarter": QUARTER}
OTHER = "eksempel-tilsyn-2026"
DUE = date(2026, 12, 31)


def hold(url: str, *, close: bool = True) -> None:
    """Hold the area's meeting, with lines about two of its institutions and about all of it."""
    subject = MeetingSubject(area=AREA)

    def step(kind: str, words: str = "", **said: Any) -> None:
        with open_writing(url, MACHINE) as session:
            wanted = MeetingRequest(subject, QUARTER, MeetingStepKind(kind), words, **said)
            meeting_commands.take_meeting_step(session, wanted)

    def capture(kind: str, words: str, **said: Any) -> None:
        with open_writing(url, MACHINE) as session:
            meeting_commands.capture_entry(
                session, subject, MeetingEntry(QUARTER, EntryKind(kind), words, **said)
            )

    step("opened")
    own, other = {"plan": PLAN, "goal": "2.1"}, {"plan": OTHER, "goal": "1.1"}
    capture("decision", "Eget besluttet", **own)
    capture("action", "Egen opgave", owner="Direktør", due=DUE, **own)
    capture("note", "Departementets note", **own)
    capture("decision", "Andet besluttet", **other)
    capture("action", "Anden opgave", owner="Direktør", due=DUE, **other)
    capture("decision", "Fælles besluttet")
    if close:
        step(
            "attended",
            "Departementet: Chef\nBorgertilsynet: Tilsynschef\nAnkenævnet for Borgersager: Direktør",
        )
        step("closed", on=DUE)


def read(open_page: Open, role: str, **query: str) -> str:
    return plain(text(open_page("meeting", role=role, **query))).replace("\u00a0", " ")


OTHERS = ("Andet besluttet", "Anden opgave", "Fælles besluttet", "Departementets note", "Tilsynschef")


@pytest.fixture
def _own_chief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have whoever reads be the chief of one institution of the area."""
    given = Grant(Role.CHIEF, date(2020, 1, 1), institution=INSTITUTION)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("chief@example.dk", (given,)))


@pytest.mark.usefixtures("_own_chief")
def test_the_chief_reads_the_own_part_of_the_area_s_minutes_alone(open_page: Open, database: str) -> None:
    hold(database)
    at = open_page("meeting", role="chief", **ASKED)
    html = plain(text(at)).replace("\u00a0", " ")
    for told in ("Eget besluttet", "Egen opgave", "Her står den del af referatet, der handler om jer."):
        assert told in html
    assert "Mødet blev holdt 20. november 2026. Mødeleder: " in html
    for other in (*OTHERS, "Borgertilsynet", "Registeret"):
        assert other not in html, other
    assert not labels(at) & {"Godkend for departementet", "Godkend for institutionen", "Send bemærkning"}
    listed = read(open_page, "chief").partition(AREA)[2]
    assert "3. kvartal 2026 udkast til referat" in listed


def test_the_department_reads_all_of_it(open_page: Open, database: str) -> None:
    hold(database)
    whole = read(open_page, "head", **ASKED)
    assert all(told in whole for told in OTHERS)


@pytest.mark.usefixtures("_own_chief")
@pytest.mark.parametrize("quarter", [QUARTER, "2026Q2"])
def test_nothing_of_a_meeting_that_was_not_closed_is_told(
    open_page: Open, database: str, quarter: str
) -> None:
    hold(database, close=quarter != QUARTER)
    html = read(open_page, "chief", area=AREA, quarter=quarter)
    for told in ("Eget besluttet", "Egen opgave", *OTHERS):
        assert told not in html
    assert AREA not in read(open_page, "chief") or quarter != QUARTER


def test_the_institution_s_own_next_meeting_follows_up_what_the_area_s_gave_it(
    open_page: Open, database: str
) -> None:
    hold(database)
    take(database, "opened", quarter=NEXT)
    at = show(open_page, quarter=NEXT, at="old")
    html = plain(text(at)).replace("\u00a0", " ")
    assert "Opgave · 3. kvartal 2026 · ministerområdets møde · mål 2.1 Egen opgave" in html
    assert "Beslutning · 3. kvartal 2026 · ministerområdets møde · mål 2.1 Eget besluttet Gælder" in html
    assert not any(label.startswith("Markér") for label in labels(at))
    for other in OTHERS:
        assert other not in html


def test_the_close_of_an_area_s_meeting_says_who_reads_its_minutes(open_page: Open, database: str) -> None:
    hold(database, close=False)
    html = read(open_page, "head", **ASKED, at="end")
    assert "Referatet er hos departementet. Hver institution ser sin egen del" in html
    assert "institutionens chef" not in html
    assert "Beslutninger og opgaver (5)" in html, "a note is neither"


def test_goals_without_remarks_are_named_with_their_institution(open_page: Open) -> None:
    html = read(open_page, "head", **ASKED)
    quiet = html.partition("Ingen bemærkninger: ")[2]
    assert quiet.startswith(("Ankenævnet", "Borgertilsynet", "Civil", "Eksempel", "Register")), quiet[:80]
    assert "Ingen bemærkninger til " in html
