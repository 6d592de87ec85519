"""The text of a paper's file, as a reader's program finds it, and of a paper before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO

import docx
import pptx
import pypdfium2
from openpyxl import load_workbook

from export.papers.paper import Paper
from metrics.paper.kinds import PaperFormat


def list_texts(paper: Paper) -> list[str]:
    """Every text of a paper's sections, with plain spaces."""
    return [text.replace("\u00a0", " ") for section in paper.sections for text in _find_texts(section)]


def _find_texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _find_texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _find_texts(getattr(part, field.name))


def read_again(content: bytes, form: PaperFormat) -> str:
    """All the text of a file, as a reader's program finds it, with plain spaces."""
    return " ".join(" ".join(_READERS[form](content)).replace("\u00a0", " ").split())


def strip(text: str) -> str:
    """A text without spaces and hyphens: where a line is broken is the typesetter's."""
    return "".join(sign for sign in text if sign.isalnum() or sign in ",.:;<>≤≥±×=%−")


def read_pdf(content: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(content):
        yield page.get_textpage().get_text_bounded()


def read_word(content: bytes) -> Iterator[str]:
    document = docx.Document(BytesIO(content))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def read_sheets(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(BytesIO(content), data_only=True):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def read_slides(content: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


_READERS = {
    PaperFormat.PDF: read_pdf,
    PaperFormat.WORD: read_word,
    PaperFormat.EXCEL: read_sheets,
    PaperFormat.SLIDES: read_slides,
}
