"""The minutes on paper: a draft until the day for comments has passed and both have approved, with kept figures."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from export.papers.kinds.minutes_paper import make_minutes_paper
from export.papers.paper import Bullets, Paper, PaperTable, Paragraph
from export.papers.papers import write_paper
from metrics.paper.kinds import FORMATS, Marking, PaperFormat, PaperKind
from pages.cycle.parts.meeting.minutes_sheet import draw_minutes
from tests.db.meetings.held import HEAD, NOW, take
from tests.db.reports.played import CHIEF
from tests.held_meetings import COMMENTS, OF_AREA, read_ground
from tests.pages.drawing import plain
from words.language import Words

DA = Words("da")


def lead(paper: Paper) -> str:
    (first, *_) = paper.sections[0].blocks
    assert isinstance(first, Paragraph)
    return first.text.replace("\u00a0", " ")


@pytest.fixture
def own(held: str, tmp_path: Path) -> str:
    copy = tmp_path / "held.db"
    shutil.copy(held.removeprefix("sqlite:///"), copy)
    return f"sqlite:///{copy}"


def test_minutes_are_a_draft_until_both_have_approved_and_the_day_for_comments_has_passed(own: str) -> None:
    early, last = datetime(2017, 8, 3, 9, tzinfo=UTC), datetime(2017, 8, 16, 9, tzinfo=UTC)
    draft = make_minutes_paper(read_ground(own), DA)
    assert draft.head.title == "Udkast til referat af kvartalsmøde, 2. kvartal 2017"
    assert lead(draft).startswith("Udkast til referat. Fristen for bemærkninger var 15. august 2017.")
    take(own, CHIEF, "approved_institution", now=NOW)
    assert make_minutes_paper(read_ground(own), DA).head.title.startswith("Udkast")
    take(own, HEAD, "approved_department", now=NOW)
    still = make_minutes_paper(read_ground(own, at=early), DA)
    assert still.head.title.startswith("Udkast til referat")
    assert lead(still).endswith("Endeligt, når fristen for bemærkninger 15. august 2017 er passeret.")
    final = make_minutes_paper(read_ground(own, at=last), DA)
    assert final.head.title == "Referat af kvartalsmøde, 2. kvartal 2017"
    assert lead(final) == "Godkendt referat. Godkendt 01.08.2017 11.00."
    (approvals,) = final.sections[-1].blocks
    assert isinstance(approvals, Bullets)
    assert len(approvals.items) == 2
    assert last.date() > COMMENTS


def test_it_tells_what_was_agreed_by_whom_and_the_figures_of_the_close_as_the_page_does(held: str) -> None:
    ground = read_ground(held)
    assert ground.meeting is not None
    assert ground.meeting.document is not None
    paper = make_minutes_paper(ground, DA)
    said = [block.text for block in paper.sections[0].blocks if isinstance(block, Paragraph)]
    assert said[-2:] == ["Deltagere: Departementschef, kontorchef", "Afbud: Controlleren"]
    lines = next(section for section in paper.sections if section.title == "Beslutninger og opgaver")
    (table,) = lines.blocks
    assert isinstance(table, PaperTable)
    assert [row[0].text for row in table.rows] == ["Beslutning", "Opgave"]
    assert [row[3].text for row in table.rows] == ["", "Kontorchef"]
    assert table.rows[1][4].value == date(2017, 9, 30)
    page = plain(draw_minutes(ground.meeting.document, ground.meeting.told, ground.meeting.lines, DA))
    figures = next(section for section in paper.sections if section.title.startswith("CPR"))
    bullets, goals = figures.blocks
    assert isinstance(bullets, Bullets)
    assert isinstance(goals, PaperTable)
    for told in (*bullets.items, *(cell.text for row in goals.rows for cell in row)):
        assert plain(told) in page, told
    assert paper.head.marking is Marking.SHARED
    assert paper.head.version == "Referatversion 1"


@pytest.mark.parametrize("form", FORMATS[PaperKind.MINUTES])
def test_what_anybody_typed_at_a_meeting_breaks_no_file(held: str, form: PaperFormat) -> None:
    content = write_paper(PaperKind.MINUTES, form, read_ground(held), DA)
    assert content.startswith(b"%PDF" if form is PaperFormat.PDF else b"PK")


def test_the_minutes_of_an_area_s_meeting_are_internal(own: str) -> None:
    take(own, HEAD, "opened", subject=OF_AREA)
    take(own, HEAD, "attended", "Chefen", subject=OF_AREA)
    take(own, HEAD, "closed", on=COMMENTS, subject=OF_AREA)
    paper = make_minutes_paper(read_ground(own, OF_AREA), DA)
    assert paper.head.marking is Marking.INTERNAL
    nothing = next(section for section in paper.sections if section.title == "Beslutninger og opgaver")
    (said,) = nothing.blocks
    assert isinstance(said, Paragraph)
    assert said.text == "Der er ikke noteret noget på mødet."
