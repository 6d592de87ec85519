"""A ministry's own Word template: its look is kept, what it lacks is brought, and one that is broken is refused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from PIL import Image

from export.papers.paper import Bullets, PaperCell, PaperColumn, PaperTable, Paragraph
from export.papers.writers.word_template import MOST_BYTES, VARIABLE, open_template, read_template
from export.papers.writers.word_writer import write_word
from metrics.errors import InvalidInput
from tests.export.papers.writers.test_pdf_writer import TYPED
from tests.papers import MADE, paper

TEXT_WIDTH = 150
TYPES = "[Content_Types].xml"


def draw_logo() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (20, 10), "#15506b").save(drawn, "PNG")
    return drawn.getvalue()


def make_template(change: Callable[[Document], object] = lambda _: None) -> bytes:
    """A template with wide margins, a logo in its head, an address in its foot, and headings of its own."""
    made = docx.Document()
    page = made.sections[0]
    page.page_width, page.left_margin, page.right_margin = Mm(210), Mm(30), Mm(30)
    page.header.paragraphs[0].add_run().add_picture(BytesIO(draw_logo()))
    page.footer.paragraphs[0].text = "Ministeriet · Slotsholmsgade 1"
    made.styles["Heading 1"].font.name, made.styles["Heading 1"].font.size = "Georgia", Pt(19)
    made.add_paragraph("Skriv her")
    change(made)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def pack(content: bytes, **changes: Callable[[str], str]) -> bytes:
    """The same file with some parts changed; the types of its parts under the name `types`."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w") as kept:
        for name in given.namelist():
            part = given.read(name)
            change = changes.get("types" if name == TYPES else name)
            kept.writestr(name, change(part.decode()).encode() if change else part)
    return made.getvalue()


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def test_a_paper_has_the_template_s_page_head_foot_and_headings_and_none_of_its_body() -> None:
    document = opened(write_word(paper(), MADE, make_template()))
    page = document.sections[0]
    assert page.header._element.findall(f".//{qn('w:drawing')}")
    assert "Status pr. 20. november 2026" in page.header.paragraphs[-1].text
    assert page.footer.paragraphs[0].text == "Ministeriet · Slotsholmsgade 1"
    assert "Delt med institutionen" in page.footer.paragraphs[-1].text
    (heading,) = [p for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heading.style is not None
    assert (heading.text, heading.style.font.name, heading.style.font.size) == ("Målene", "Georgia", Pt(19))
    assert "Skriv her" not in [p.text for p in document.paragraphs]
    widths = [round(column.width / Mm(1)) for column in document.tables[0].columns]
    assert abs(sum(widths) - TEXT_WIDTH) <= len(widths)


def test_a_first_page_of_its_own_says_whose_the_paper_is_too() -> None:
    def part(made: Document) -> None:
        made.sections[0].different_first_page_header_footer = True
        made.sections[0].first_page_header.paragraphs[0].text = "Departementet"

    page = opened(write_word(paper(), MADE, make_template(part))).sections[0]
    assert page.first_page_header.paragraphs[0].text == "Departementet"
    assert "Resultatplan 2026" in page.first_page_header.paragraphs[-1].text
    assert "Side " in page.first_page_footer.paragraphs[-1].text


def test_a_style_that_the_template_lacks_is_brought_and_a_list_has_its_bullets() -> None:
    def strip(made: Document) -> None:
        for name in ("List Bullet", "Table Grid", "Caption"):
            made.styles[name].delete()

    document = opened(write_word(paper(), MADE, make_template(strip)))
    assert {"List Bullet", "Table Grid", "Caption"} <= {style.name for style in document.styles}
    (first, _) = [p for p in document.paragraphs if p.style and p.style.name == "List Bullet"]
    assert first.text == "•\tFørste"


def test_a_template_of_word_is_used_as_the_document_it_would_make(tmp_path: Path) -> None:
    dotx = pack(make_template(), types=lambda said: said.replace("document.main+xml", "template.main+xml"))
    with pytest.raises(ValueError, match="not a Word file"):
        opened(dotx)
    assert opened(write_word(paper(), MADE, dotx)).paragraphs[0].text == "Resultatplan 2026"
    file = tmp_path / "brev.dotx"
    file.write_bytes(dotx)
    assert read_template({VARIABLE: f" {file} "}) == dotx
    assert read_template({}) is None


def test_the_setting_s_template_is_used_and_gives_the_same_file_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "brev.docx"
    file.write_bytes(make_template())
    plain = write_word(paper(), MADE)
    monkeypatch.setenv(VARIABLE, str(file))
    own = write_word(paper(), MADE)
    assert own != plain
    assert own == write_word(paper(), MADE) == write_word(paper(), MADE, file.read_bytes())


TEMPLATE = make_template()
BROKEN = {
    "template_missing": None,
    "template_large": b"x" * (MOST_BYTES + 1),
    "template_broken": b"PK\x03\x04 no file at all",
    "template_macros": pack(
        make_template(), types=lambda said: said.replace("</Types>", "<!--macroEnabled--></Types>")
    ),
}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_template_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    file, content = tmp_path / "brev.docx", BROKEN[code]
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv(VARIABLE, str(file))
    with pytest.raises(InvalidInput) as refused:
        write_word(paper(), MADE)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("word/document.xml", lambda said: said[:200]),
        ("word/document.xml", lambda said: said.replace("w:sectPr", "w:gone")),
        ("word/styles.xml", lambda said: "<x/>"),
        ("types", lambda said: said.replace("word/document.xml", "word/nowhere.xml")),
    ],
    ids=["cut", "pageless", "no styles", "nothing in it"],
)
def test_a_file_that_is_damaged_inside_is_refused(part: str, change: Callable[[str], str]) -> None:
    with pytest.raises(InvalidInput, match="template_broken"):
        open_template(pack(make_template(), **{part: change}), "da")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED, TYPED)
def test_nothing_that_anybody_typed_breaks_a_document_in_a_template(one: str, other: str) -> None:
    cells = PaperTable(one, (PaperColumn(other),), ((PaperCell(one, notes=(other,)),),))
    content = write_word(paper(Paragraph(one), Bullets((other,)), cells, title=one), MADE, TEMPLATE)
    assert opened(content).element.body.findall(f".//{qn('w:hyperlink')}") == []
