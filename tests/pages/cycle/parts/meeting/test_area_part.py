"""Of an area's minutes an institution's chief reads the part about the institution, and nothing of the others."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest

from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.kinds import PaperFormat, PaperKind
from pages.cycle.parts.meeting.meeting_paper_offer import list_kinds, make_file
from pages.ui import reader
from tests.area_meetings import AREA, OTHERS, hold
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import (
    INSTITUTION,
    NEXT,
    QUARTER,
    labels,
    press,
    show,
    take,
    write,
)
from tests.pages.cycle.parts.meeting.test_meeting_paper_offer import opened, person
from tests.pages.drawing import plain

ASKED = {"area": AREA, "quarter": QUARTER}


def read_overview(open_page: Open) -> str:
    return plain(text(open_page("overview", role="chief"))).replace("\u00a0", " ")


def _list_word(content: bytes) -> list[str]:
    """What a Word file says, line by line, with what stands in tables."""
    document = docx.Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return [*(one.text for one in document.paragraphs), *cells]


def read(open_page: Open, role: str, **query: str) -> str:
    return plain(text(open_page("meeting", role=role, **query))).replace("\u00a0", " ")


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
    assert not labels(at) & {"Godkend for departementet", "Godkend for institutionen"}
    listed = read(open_page, "chief").partition(AREA)[2]
    assert "3. kvartal 2026 udkast til referat" in listed


@pytest.mark.usefixtures("_own_chief")
def test_the_chief_comments_on_the_own_part_and_the_department_reads_whose_it_is(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(database)
    at = open_page("meeting", role="chief", **ASKED)
    write(at, "Bemærkning til referatet", "Andet mål mangler")
    press(at, "Send bemærkning")
    html = plain(text(at)).replace("\u00a0", " ")
    assert "Bemærkninger" in html
    assert html.count("Andet mål mangler") == 1
    monkeypatch.setattr(reader, "find_reader", lambda: grant_all_roles("head@example.dk", [Role.HEAD]))
    whole = read(open_page, "head", **ASKED)
    assert "Ankenævnet for Borgersager: " in whole.partition("Bemærkninger")[2]
    assert "Andet mål mangler" in whole


@pytest.mark.usefixtures("_own_chief")
def test_the_chief_is_told_of_the_part_until_it_was_commented_on(open_page: Open, database: str) -> None:
    hold(database)
    asked = f"{AREA}, 3. kvartal 2026 jeres del kan kommenteres · bemærkninger senest 31. december 2026"
    assert asked in read_overview(open_page)
    at = open_page("meeting", role="chief", **ASKED)
    write(at, "Bemærkning til referatet", "Andet mål mangler")
    press(at, "Send bemærkning")
    assert asked not in read_overview(open_page)


@pytest.mark.usefixtures("_own_chief")
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_chief_takes_the_own_part_as_a_paper_that_says_what_it_is(
    open_page: Open, database: str, form: str
) -> None:
    hold(database)
    at = open_page("meeting", role="chief", **ASKED, format=form)
    assert [box.options for box in at.selectbox if box.label == "Papir"] == [["Mødereferat"]]
    meeting = opened(person(Role.CHIEF), MeetingSubject(INSTITUTION, AREA))
    assert list_kinds(meeting) == [PaperKind.MINUTES]
    content = make_file(meeting, PaperKind.MINUTES, PaperFormat(form))
    if form == "pdf":
        assert content.startswith(b"%PDF")
        return
    said = "\n".join(_list_word(content))
    assert f"Uddrag af referatet af mødet om {AREA}" in said
    assert "Eget besluttet" in said
    for other in (*OTHERS, "Borgertilsynet"):
        assert other not in said, other


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


def test_a_chief_of_several_institutions_chooses_whose_part_to_read(open_page: Open, database: str) -> None:
    hold(database)
    offered = read(open_page, "chief", **ASKED)
    assert "er ikke et kvartal" not in offered
    assert offered.count(f", {AREA}") == 3
