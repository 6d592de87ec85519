"""A paper as a Word document: real styles and headings, tables whose head is repeated, and charts with alt texts."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from export.papers.chart import BarChart, TrendChart
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
from export.papers.writers.word_styles import DEEP, MUTED, set_styles

DOTS_PER_INCH = 200
WIDTH = 174.0
"""Millimetres between the margins of an A4 page."""

_CHART_WIDTH = 112.0
_SHADE = "F4F6F7"
_MANY_COLUMNS = 8


def write_word(paper: Paper, made: datetime) -> bytes:
    """Write a paper as a Word document."""
    shown = map_texts(paper, clean_text)
    document = docx.Document()
    set_styles(document, shown.head.lang)
    _set_properties(document, shown.head, made)
    _write_head(document, shown.head)
    marks = WordMarks()
    for section in shown.sections:
        if section.title:
            document.add_heading(section.title, 1)
        for block in section.blocks:
            _write_block(document, block, section.title, marks)
    file = BytesIO()
    document.save(file)
    return forget_times(file.getvalue())


def _set_properties(document: Document, head: PaperHead, made: datetime) -> None:
    properties, at = document.core_properties, made.astimezone(UTC)
    properties.title, properties.subject = head.title[:LONGEST_PROPERTY], head.subject[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Målstreg"
    properties.keywords, properties.language = head.marked, head.lang
    properties.comments = head.mark[:LONGEST_PROPERTY]
    properties.created = properties.modified = at


def _write_head(document: Document, head: PaperHead) -> None:
    """Write the head and the foot of every page, and the title with what stands below it."""
    page = document.sections[0]
    whose = head.institution or head.area
    running = head.title if whose in head.title else f"{head.title} · {whose}"
    above, below = page.header.paragraphs[0], page.footer.paragraphs[0]
    for one in (above, below):
        one.paragraph_format.tab_stops.clear_all()
        one.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(f"{running} ({head.mark})" if head.mark else running).bold = True
    above.add_run(f"\t{head.as_of}")
    below.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    below.add_run(f"{head.stamp}\t")
    below.add_run(head.marked).bold = True
    below.add_run(f"\t{head.page}")
    _add_field(below, "PAGE")
    below.add_run(head.of)
    _add_field(below, "NUMPAGES")
    document.add_paragraph(head.title, "Title")
    document.add_paragraph(head.subject, "Subtitle")
    if head.mark:
        document.add_paragraph().add_run(head.mark).bold = True
    for name, said in head.labels:
        line = document.add_paragraph(style="No Spacing")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(30))
        _shade(line.add_run(name)).font.size = Pt(8.5)
        line.add_run(f"\t{said}")


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


def _write_block(document: Document, block: Block, title: str, marks: WordMarks) -> None:
    match block:
        case Paragraph():
            _write_paragraph(document, block)
        case PaperHeading():
            document.add_heading(block.text, 2)
        case Bullets():
            for item in block.items:
                document.add_paragraph(item, "List Bullet")
        case KeyFigure():
            _write_figure(document, block)
        case PaperTable():
            _write_table(document, block, "" if block.caption == title else block.caption, marks)
        case TrendChart() | BarChart():
            _write_chart(document, block)


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


def _write_chart(document: Document, chart: Chart) -> None:
    if chart.title:
        name = f"{chart.title}, {chart.unit}" if chart.unit else chart.title
        document.add_paragraph(name, "Caption").paragraph_format.keep_with_next = True
    width = _CHART_WIDTH if isinstance(chart, TrendChart) else WIDTH
    _add_picture(
        document.add_paragraph().add_run(),
        set_picture(draw_chart(chart), width, DOTS_PER_INCH),
        width,
        chart.alt,
    )


def _add_picture(run: Run, picture: bytes, width: float, alt: str) -> None:
    shape = run.add_picture(BytesIO(picture), width=Mm(width))
    shape._inline.docPr.set("descr", alt)


def _write_table(document: Document, given: PaperTable, caption: str, marks: WordMarks) -> None:
    if caption:
        document.add_paragraph(caption, "Caption").paragraph_format.keep_with_next = True
    rows = given.every_row
    table = document.add_table(len(rows) + 1, len(given.columns), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe_table(table, given.caption)
    whole = sum(one.width for one in given.columns)
    widths = [WIDTH * one.width / whole for one in given.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    head, *body = table.rows
    titles = tuple(PaperCell(one.title, strong=True) for one in given.columns)
    for line, row in zip((head, *body), (titles, *rows), strict=True):
        _keep_whole(line, is_head=line is head)
        for place, (cell, said) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = Mm(widths[place])
            _write_cell(cell, said, numeric=given.columns[place].numeric, is_head=line is head, marks=marks)
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
