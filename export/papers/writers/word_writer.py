"""A paper as a Word document: real styles and headings, tables whose head is repeated, and charts with alt texts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from export.papers.chart import BarChart, RoadmapChart, TrendChart, WheelChart
from export.papers.drawing.chart_drawing import draw_chart
from export.papers.drawing.typesetter import set_picture
from export.papers.paper import (
    Block,
    Bullets,
    Chart,
    KeyFigure,
    Paper,
    PaperCell,
    PaperHead,
    PaperHeading,
    PaperTable,
    Paragraph,
    TextTone,
)
from export.papers.writers.office_file import LONGEST_PROPERTY, forget_times
from export.papers.writers.plain_text import clean_text, map_texts
from export.papers.writers.word_marks import WordMarks
from export.papers.writers.word_styles import DEEP, MUTED, set_language, set_styles
from export.papers.writers.word_template import open_template, read_template

DOTS_PER_INCH = 200
_CHART_WIDTH = 112.0
_SHADE = "F4F6F7"
_MANY_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class WordPart:
    """A document that is being written, with the millimetres between its margins and the shapes it has so far."""

    document: Document
    width: float
    marks: WordMarks


def write_word(paper: Paper, made: datetime, template: bytes | None = None) -> bytes:
    """Write a paper as a Word document: in a ministry's `template`, or in the one that is set, if any.

    Raises InvalidInput where the template that is set cannot be used, as `read_template` does.
    """
    shown = map_texts(paper, clean_text)
    own = template or read_template(os.environ)
    document = open_template(own, shown.head.lang) if own else docx.Document()
    if own:
        set_language(document, shown.head.lang)
    else:
        set_styles(document, shown.head.lang)
    _set_properties(document, shown.head, made)
    part = WordPart(document, _measure_width(document), WordMarks())
    _write_head(part, shown.head)
    for section in shown.sections:
        if section.title:
            document.add_heading(section.title, 1)
        for block in section.blocks:
            _write_block(part, block, section.title)
    file = BytesIO()
    document.save(file)
    return forget_times(file.getvalue())


def _measure_width(document: Document) -> float:
    """Measure the millimetres between the margins."""
    page = document.sections[0]
    assert page.page_width is not None
    return (page.page_width - (page.left_margin or 0) - (page.right_margin or 0)) / Mm(1)


def _set_properties(document: Document, head: PaperHead, made: datetime) -> None:
    properties, at = document.core_properties, made.astimezone(UTC)
    properties.title, properties.subject = head.title[:LONGEST_PROPERTY], head.subject[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Målstreg"
    properties.keywords, properties.language = head.marked, head.lang
    properties.comments = head.mark[:LONGEST_PROPERTY]
    properties.created = properties.modified = at


def _write_head(part: WordPart, head: PaperHead) -> None:
    """Write the head and the foot of every page, and the title with what stands below it."""
    document = part.document
    for above, below in _list_margins(document):
        _write_margins(above, below, part.width, head)
    document.add_paragraph(head.title, "Title")
    document.add_paragraph(head.subject, "Subtitle")
    if head.mark:
        document.add_paragraph().add_run(head.mark).bold = True
    for name, said in head.labels:
        line = document.add_paragraph(style="No Spacing")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(30))
        _shade(line.add_run(name)).font.size = Pt(8.5)
        line.add_run(f"\t{said}")


def _list_margins(document: Document) -> Iterator[tuple[WordParagraph, WordParagraph]]:
    """List where to write at the head and the foot of a page: of the first and of even ones too, where these differ."""
    page = document.sections[0]
    pairs = [(page.header, page.footer)]
    if page.different_first_page_header_footer:
        pairs.append((page.first_page_header, page.first_page_footer))
    if document.settings.odd_and_even_pages_header_footer:
        pairs.append((page.even_page_header, page.even_page_footer))
    for above, below in pairs:
        yield _find_line(above, "Header"), _find_line(below, "Footer")


def _find_line(margin: _Header | _Footer, style: str) -> WordParagraph:
    """Find an empty line of a head or a foot; a new one below what a template has there."""
    margin.is_linked_to_previous = False
    first = margin.paragraphs[0] if margin.paragraphs else margin.add_paragraph()
    filled = len(margin.paragraphs) > 1 or bool(margin.tables) or len(first._p.findall(qn("w:r"))) > 0
    line = margin.add_paragraph() if filled else first
    line.style = style
    return line


def _write_margins(above: WordParagraph, below: WordParagraph, width: float, head: PaperHead) -> None:
    whose = head.institution or head.area
    running = head.title if whose in head.title else f"{head.title} · {whose}"
    for one in (above, below):
        one.paragraph_format.tab_stops.clear_all()
        one.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(f"{running} ({head.mark})" if head.mark else running).bold = True
    above.add_run(f"\t{head.as_of}")
    below.paragraph_format.tab_stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    below.add_run(f"{head.stamp}\t")
    below.add_run(head.marked).bold = True
    below.add_run(f"\t{head.page}")
    _add_field(below, "PAGE")
    below.add_run(head.of)
    _add_field(below, "NUMPAGES")


def _add_field(paragraph: WordParagraph, code: str) -> None:
    """Add a field that Word fills in: the number of a page, or of all."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _shade(run: Run) -> Run:
    run.font.color.rgb = RGBColor.from_string(MUTED)
    return run


def _write_block(part: WordPart, block: Block, title: str) -> None:
    document = part.document
    match block:
        case Paragraph():
            _write_paragraph(document, block)
        case PaperHeading():
            document.add_heading(block.text, 2)
        case Bullets():
            for item in block.items:
                _write_item(document, item)
        case KeyFigure():
            _write_figure(document, block)
        case PaperTable():
            _write_table(part, block, "" if block.caption == title else block.caption)
        case TrendChart() | BarChart() | RoadmapChart() | WheelChart():
            _write_chart(part, block)


def _write_item(document: Document, item: str) -> None:
    """Write an item of a list; with a bullet of its own where the template's style has none."""
    line = document.add_paragraph(style="List Bullet")
    style = line.style
    if style is None or style.element.find(f".//{qn('w:numPr')}") is None:
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(5), Mm(-5)
        line.add_run("•\t")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(5))
    line.add_run(item)


def _write_paragraph(document: Document, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    if block.tone is TextTone.LEGEND:
        paragraph.paragraph_format.keep_with_next = True
    if block.tone is TextTone.LEAD:
        run.font.size = Pt(12)
    elif block.tone in (TextTone.NOTE, TextTone.LEGEND):
        _shade(run).font.size = Pt(8.5)


def _write_figure(document: Document, block: KeyFigure) -> None:
    line = document.add_paragraph()
    if block.figure:
        large = line.add_run(f"{block.figure}  ")
        large.bold, large.font.size, large.font.color.rgb = True, Pt(26), RGBColor.from_string(DEEP)
    line.add_run(block.of_what).font.size = Pt(13)
    if block.lines:
        _shade(document.add_paragraph().add_run("  ·  ".join(block.lines)))


def _write_chart(part: WordPart, chart: Chart) -> None:
    document = part.document
    if chart.title:
        name = f"{chart.title}, {chart.unit}" if chart.unit else chart.title
        document.add_paragraph(name, "Caption").paragraph_format.keep_with_next = True
    width = min(_CHART_WIDTH, part.width) if isinstance(chart, TrendChart) else part.width
    _add_picture(
        document.add_paragraph().add_run(),
        set_picture(draw_chart(chart), width, DOTS_PER_INCH),
        width,
        chart.alt,
    )


def _add_picture(run: Run, picture: bytes, width: float, alt: str) -> None:
    shape = run.add_picture(BytesIO(picture), width=Mm(width))
    shape._inline.docPr.set("descr", alt)


def _write_table(part: WordPart, given: PaperTable, caption: str) -> None:
    document = part.document
    if caption:
        document.add_paragraph(caption, "Caption").paragraph_format.keep_with_next = True
    rows = given.every_row
    table = document.add_table(len(rows) + 1, len(given.columns), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe_table(table, given.caption)
    whole = sum(one.width for one in given.columns)
    widths = [part.width * one.width / whole for one in given.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    head, *body = table.rows
    titles = tuple(PaperCell(one.title, strong=True) for one in given.columns)
    for line, row in zip((head, *body), (titles, *rows), strict=True):
        _keep_whole(line, is_head=line is head)
        for place, (cell, said) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = Mm(widths[place])
            _write_cell(
                cell, said, numeric=given.columns[place].numeric, is_head=line is head, marks=part.marks
            )
    if len(given.columns) > _MANY_COLUMNS:
        _shrink(table)
    document.add_paragraph(style="No Spacing")


def _shrink(table: Table) -> None:
    """Set a table of many columns smaller, so that no number is parted."""
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(7)


def _describe_table(table: Table, caption: str) -> None:
    """Give a table the name that it is read aloud with."""
    if caption:
        name = OxmlElement("w:tblCaption")
        name.set(qn("w:val"), caption)
        table._tbl.tblPr.append(name)


def _keep_whole(row: _Row, *, is_head: bool) -> None:
    """Let no row be divided by the end of a page, and repeat the head on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _write_cell(cell: _Cell, said: PaperCell, *, numeric: bool, is_head: bool, marks: WordMarks) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.left_indent = Mm(2.5 * said.depth)
    if numeric:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if said.status:
        marks.add(line, said.status)
        line.add_run(" ")
    run = line.add_run(said.text)
    run.bold, run.font.size = said.strong, Pt(8.5)
    if is_head:
        _shade(run)
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), _SHADE)
        cell._tc.get_or_add_tcPr().append(shading)
    for note in said.notes:
        line.add_run("\n")
        _shade(line.add_run(note)).font.size = Pt(7.5)
