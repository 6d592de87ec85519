"""What we write for Word, PowerPoint and Excel opens in LibreOffice, with every table, row and slide on a page."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
import pypdfium2
import pytest
from openpyxl import load_workbook

from export.papers.paper import Paper, PaperTable
from export.papers.papers import find_writer, make_paper
from metrics.paper.kinds import PaperFormat, PaperKind
from scripts.programs import find_office
from tests.fixtures.needs import need
from tests.papers import MADE, example_ground
from words.language import Words

FORMS = (PaperFormat.WORD, PaperFormat.SLIDES, PaperFormat.EXCEL)
SECONDS = 120


def strip(text: str) -> str:
    """A text without what a typesetter may put in or leave out where a line ends."""
    return "".join(sign for sign in text if sign.isalnum())


@pytest.fixture(scope="module")
def given(sqlite_filled: Path) -> Paper:
    return make_paper(PaperKind.PLAN, example_ground(sqlite_filled), Words("da"))


@pytest.fixture(scope="module")
def files(given: Paper) -> Mapping[PaperFormat, bytes]:
    return {form: find_writer(form)(given, MADE) for form in FORMS}


@pytest.fixture(scope="module")
def pages(
    files: Mapping[PaperFormat, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[PaperFormat, list[str]]:
    """The text of each page that LibreOffice makes of each file; it is started once for all of them."""
    office, folder = need(find_office(), "LibreOffice"), tmp_path_factory.mktemp("office")
    for form, content in files.items():
        (folder / f"{form}.{form}").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "made")]
    told = [str(folder / f"{form}.{form}") for form in FORMS]
    subprocess.run([*command, *told], check=True, capture_output=True, timeout=SECONDS)
    return {form: list(read_pages(folder / "made" / f"{form}.pdf")) for form in FORMS}


def read_pages(file: Path) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(file):
        yield page.get_textpage().get_text_bounded()


@pytest.mark.parametrize("form", FORMS)
def test_every_row_of_every_table_is_on_a_page(
    given: Paper, pages: Mapping[PaperFormat, list[str]], form: PaperFormat
) -> None:
    shown = strip("".join(pages[form]))
    tables = [block for one in given.sections for block in one.blocks if isinstance(block, PaperTable)]
    assert len(tables) >= 4
    for table in tables:
        for row in table.every_row:
            for cell in row:
                if cell.value is None:  # a number in a spreadsheet is written by the spreadsheet
                    assert strip(cell.text) in shown, (table.caption, cell.text)


def test_every_slide_is_a_page(
    files: Mapping[PaperFormat, bytes], pages: Mapping[PaperFormat, list[str]]
) -> None:
    slides = pptx.Presentation(BytesIO(files[PaperFormat.SLIDES])).slides
    assert len(pages[PaperFormat.SLIDES]) == len(slides)
    for slide, shown in zip(slides, pages[PaperFormat.SLIDES], strict=True):
        assert strip(slide.shapes.title.text) in strip(shown)


def test_every_heading_is_on_a_page_and_every_sheet_has_one(
    files: Mapping[PaperFormat, bytes], pages: Mapping[PaperFormat, list[str]]
) -> None:
    shown = strip("".join(pages[PaperFormat.WORD]))
    headings = [
        p.text
        for p in docx.Document(BytesIO(files[PaperFormat.WORD])).paragraphs
        if "Heading" in str(p.style)
    ]
    assert all(strip(heading) in shown for heading in headings)
    book: Any = load_workbook(BytesIO(files[PaperFormat.EXCEL]))
    assert len(pages[PaperFormat.EXCEL]) >= len(book.sheetnames)
    charted = [sheet for sheet in book.worksheets if sheet._charts]
    assert [sheet.title for sheet in charted] == ["Resultater og måltal over årene"]
