"""A paper as a Word document, read again by python-docx."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from export.papers.paper import PaperCell, PaperColumn, PaperTable, Paragraph
from export.papers.writers.word_writer import write_word
from tests.export.papers.writers.test_pdf_writer import TYPED
from tests.papers import MADE, head, paper, table


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def test_headings_are_real_and_go_down_one_level_at_a_time() -> None:
    document = opened(write_word(paper(), MADE))
    styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    found = [one for one in styles if one[0].startswith(("Title", "Heading"))]
    assert found == [("Title", "Resultatplan 2026"), ("Heading 1", "Målene"), ("Heading 2", "Enkelte mål")]
    assert ("List Bullet", "Første") in styles


def test_a_table_repeats_its_head_divides_no_row_and_has_a_name() -> None:
    document = opened(write_word(paper(table()), MADE))
    (found,) = document.tables
    assert [cell.text for cell in found.rows[0].cells] == ["Mål", "Vægt", "Frist", "Status"]
    heads = [
        row._tr.trPr.find(qn("w:tblHeader")) is not None for row in found.rows if row._tr.trPr is not None
    ]
    assert heads == [True, False, False, False]
    assert all(
        row._tr.trPr.find(qn("w:cantSplit")) is not None for row in found.rows if row._tr.trPr is not None
    )
    assert found._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Planens mål"
    assert found.rows[1].cells[3].text.strip() == "I risiko\nPrognose 9"


def test_charts_are_pictures_of_200_dots_to_the_inch_with_alt_texts() -> None:
    document = opened(write_word(paper(), MADE))
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert [alt for alt in alts if alt][:1] == ["1.1 Svartid. 2025: 12, måltal højst 11; 2026: forventet 9"]
    assert len([alt for alt in alts if alt]) == 3
    picture = next(s for s in document.inline_shapes if s._inline.docPr.get("descr"))
    part = document.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert abs(part.image.px_width / (picture.width / 914400) - 200) < 2


def test_every_page_says_whose_it_is_as_of_when_and_which_of_how_many() -> None:
    page = opened(write_word(paper(), MADE)).sections[0]
    assert page.header.paragraphs[0].text == (
        "Resultatplan 2026 · Eksempelnævnet (Opdigtede tal)\tStatus pr. 20. november 2026"
    )
    foot = page.footer.paragraphs[0]
    assert foot.text.startswith("Planversion 2 · dannet 30.11.2026 13.00\tDelt med institutionen\tSide ")
    assert [f.get(qn("w:instr")) for f in foot._p.findall(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_document_says_what_it_is_and_is_the_same_each_time() -> None:
    assert write_word(paper(), MADE) == write_word(paper(), MADE)
    kept = opened(write_word(paper(), MADE)).core_properties
    assert (kept.title, kept.language, kept.keywords) == (head().title, "da", head().marked)
    assert kept.created is not None
    assert kept.created.replace(tzinfo=None) == MADE.replace(tzinfo=None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED, TYPED)
def test_nothing_that_anybody_typed_breaks_a_document_or_becomes_a_link(one: str, other: str) -> None:
    cells = PaperTable(one, (PaperColumn(other),), ((PaperCell(one, notes=(other,)),),))
    document = opened(write_word(paper(Paragraph(one), cells, title=one, subject=other, mark=other), MADE))
    assert document.element.body.findall(".//" + qn("w:hyperlink")) == []
    assert "HYPERLINK" not in "".join(document.element.body.itertext()) or "HYPERLINK" in one + other
