"""Which papers of a meeting are offered to whom, and that what is internal reaches no institution by any door."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pptx
import pytest

from db import session
from db.audit import chain, exports
from db.audit.exports import Export, find_paper_export
from db.scope import EVERYTHING
from metrics.access import OF_INSTITUTION, Grant, Person, Role, grant_all_roles
from metrics.errors import InvalidInput
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.kinds import PaperFormat, PaperKind, is_own_paper
from metrics.periods import find_day_end
from pages.cycle.parts.meeting.meeting_paper_offer import list_kinds, make_file
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting, list_subjects, open_meeting, read_scopes
from pages.ui import downloads
from pages.ui.downloads import OfferedFile
from pages.ui.draw.theme import LIGHT
from pages.ui.page import Page
from tests.pages.conftest import Open
from tests.pages.cycle.parts.meeting.sitting import INSTITUTION, OWN, QUARTER, show, take
from words.language import Words

TODAY = date(2026, 11, 20)
AREA = MeetingSubject(area="Digitaliserings- og Borgerministeriet (opdigtet)")
PREREAD, MINUTES = PaperKind.PREREAD, PaperKind.MINUTES


def person(role: Role) -> Person:
    return Person("x@example.dk", (Grant(role, date(2020, 1, 1), institution=INSTITUTION),))


def opened(reader: Person, subject: MeetingSubject = OWN) -> OpenMeeting:
    page = Page("meeting", Words("da"), TODAY, TODAY, find_day_end(TODAY), LIGHT, reader, {})
    found = open_meeting(page, read_scopes(page), subject, QUARTER)
    assert found is not None
    return found


def test_the_institution_is_offered_a_meeting_s_papers_once_it_is_called_and_closed(database: str) -> None:
    chief, head = person(Role.CHIEF), grant_all_roles("head", [Role.HEAD])
    assert (list_kinds(opened(chief)), list_kinds(opened(head))) == ([], [PREREAD])
    take(database, "planned")
    assert list_kinds(opened(chief)) == [PREREAD]
    take(database, "opened", "attended", "closed")
    assert list_kinds(opened(chief)) == list_kinds(opened(head)) == [MINUTES, PREREAD]
    assert list_kinds(opened(grant_all_roles("admin", [Role.ADMINISTRATOR]))) == []


def test_a_paper_is_made_when_it_is_asked_for_and_put_on_record(database: str) -> None:
    meeting = opened(grant_all_roles("head", [Role.HEAD]))
    file = OfferedFile(find_paper_export(PREREAD), "s", (INSTITUTION,), "x.pptx", "application/x")
    content = downloads.hand_out(
        meeting.page.reader, file, lambda: make_file(meeting, PREREAD, PaperFormat.SLIDES)
    )
    titles = [slide.shapes.title.text for slide in pptx.Presentation(BytesIO(content)).slides]
    assert "1.1 Kort sagsbehandlingstid" in titles
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert chain.read_entries(db)[-1].action == "export.paper"


def test_the_page_offers_them_at_its_foot(open_page: Open, database: str) -> None:
    take(database, "opened", "attended", "closed")
    tab = show(open_page, "chief", paper="preread", format="pptx")
    assert [box.value for box in tab.selectbox if box.label in ("Papir", "Format")] == ["preread", "pptx"]


@pytest.mark.parametrize("role", sorted(OF_INSTITUTION))
@pytest.mark.parametrize("kind", [PREREAD, MINUTES])
def test_the_papers_of_an_area_s_meeting_reach_no_institution_by_any_door(
    database: str, kind: PaperKind, role: Role
) -> None:
    """By the page, by the button's own way, and by the command that records what leaves."""
    assert is_own_paper(kind, of_area=True)
    reader = person(role)
    page = Page("meeting", Words("da"), TODAY, TODAY, find_day_end(TODAY), LIGHT, reader, {})
    assert AREA not in list_subjects(page, read_scopes(page))
    export = find_paper_export(kind, of_area=True)
    assert export is Export.OWN_PAPER
    file = OfferedFile(export, "s", (INSTITUTION,), "x.pdf", "application/pdf")
    with pytest.raises(InvalidInput, match="not_permitted"):
        downloads.hand_out(reader, file, lambda: b"x")
    with pytest.raises(InvalidInput, match="not_permitted"), session.open_writing(database, reader) as db:
        exports.record_export(db, export, "s", INSTITUTION)
    head = opened(grant_all_roles("head", [Role.HEAD]), AREA)
    assert list_kinds(head) == [PREREAD]
    assert make_file(head, PREREAD, PaperFormat.PDF).startswith(b"%PDF")
