"""The note to the head."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from export.papers.kinds.note_paper import make_concern_table, make_moves, make_note_paper, tell_rest
from export.papers.paper import PaperTable, Paragraph
from export.papers.writers.pdf_writer import write_pdf
from metrics.paper.kinds import Marking
from metrics.paper.note import MOST, find_note
from tests.papers import EXAMPLE, MADE, example_ground
from words.language import Words

DA = Words("da")


@pytest.mark.parametrize("plan", EXAMPLE[:3])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_note_is_one_page_and_advice_to_the_minister(sqlite_filled: Path, plan: str, lang: str) -> None:
    paper = make_note_paper(example_ground(sqlite_filled, plan), Words(lang))
    assert paper.head.marking is Marking.MINISTER
    with pikepdf.open(BytesIO(write_pdf(paper, MADE))) as pdf:
        assert len(pdf.pages) == 1


def test_what_is_asked_comes_first_with_the_options(sqlite_filled: Path) -> None:
    paper = make_note_paper(example_ground(sqlite_filled, "eksempel-register-2026"), DA)
    assert [section.title for section in paper.sections] == [
        *("", "Til beslutning", "I risiko", "Ændret siden seneste kvartalsrapport (14. oktober 2026)")
    ]
    (asked,) = paper.sections[1].blocks
    assert isinstance(asked, PaperTable)
    assert next(cell.text for cell in asked.rows[0]) == "1.3 Flere bruger registrene"
    assert asked.rows[0][2].text == "Acceptér afvigelsen\nFasthold målet, og aftal afhjælpende tiltag"


def test_each_goal_at_risk_has_its_reason_its_day_and_its_institution_where_there_are_several(
    sqlite_filled: Path,
) -> None:
    ground = example_ground(sqlite_filled)
    concerns = find_note([ground.outlook], ground).concerns
    assert next(one.title for one in make_concern_table(concerns, DA).columns) == "Mål"
    named = make_concern_table(concerns, DA, ["Nævnet"] * len(concerns))
    assert [row[0].text for row in named.rows] == ["Nævnet"] * len(concerns)


def test_that_nothing_has_moved_and_that_more_are_left_out_is_said(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    assert list(make_moves([], ground, DA)) == [
        Paragraph("Intet mål har ændret status eller forventede point.")
    ]
    assert list(tell_rest(MOST, DA)) == []
    (told,) = tell_rest(MOST + 2, DA)
    assert isinstance(told, Paragraph)
    assert told.text == "Viser de 5 af 7, som flest point afhænger af."
