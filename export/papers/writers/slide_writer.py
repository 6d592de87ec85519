"""A paper as slides for a meeting: own tables and charts, and as many slides as the text needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Length, Mm, Pt

from export.papers.chart import BarChart, TrendChart
from export.papers.paper import (
    Block,
    Bullets,
    KeyFigure,
    Paper,
    PaperHead,
    PaperHeading,
    PaperTable,
    Paragraph,
    TextTone,
)
from export.papers.writers.office_file import LONGEST_PROPERTY, forget_times
from export.papers.writers.plain_text import clean_text, map_texts
from export.papers.writers.slide_charts import add_chart
from export.papers.writers.slide_tables import add_table, split_table

WIDTH, HEIGHT = 338.7, 190.5
"""Millimetres of a wide slide."""

LEFT, TOP = 14.0, 34.0
ROOM = HEIGHT - TOP - 18.0
_INSIDE = WIDTH - 2 * LEFT
_LINES = 11
"""The lines of text that a slide has room for."""
_SIGNS = 105
INK, MUTED, DEEP = RGBColor(0x1C, 0x21, 0x26), RGBColor(0x56, 0x60, 0x6A), RGBColor(0x15, 0x50, 0x6B)


def write_slides(paper: Paper, made: datetime) -> bytes:
    """Write a paper as slides."""
    shown = map_texts(paper, clean_text)
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Mm(WIDTH), Mm(HEIGHT)
    properties, at = deck.core_properties, made.astimezone(UTC)
    properties.title, properties.subject = (
        shown.head.title[:LONGEST_PROPERTY],
        shown.head.subject[:LONGEST_PROPERTY],
    )
    properties.author, properties.language = "Målstreg", shown.head.lang
    properties.created = properties.modified = at
    _add_front(deck, shown.head)
    for section in shown.sections:
        title = section.title or shown.head.title
        blocks = [block for block in section.blocks if not _is_for_paper(block)]
        if section.together:
            _add_together(deck, title, blocks, shown.head)
            continue
        for group in _group_blocks(blocks):
            _add_slides(deck, title, group, shown.head)
    _number_slides(deck, shown.head)
    file = BytesIO()
    deck.save(file)
    return forget_times(file.getvalue())


def _is_for_paper(block: Block) -> bool:
    """Tell whether a block is for our own drawings alone: how they are read, or the bar below a figure."""
    if isinstance(block, BarChart):
        return block.is_alone
    return isinstance(block, Paragraph) and block.tone is TextTone.LEGEND


def _group_blocks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Group blocks by what may share a slide: texts, and small charts."""
    for kind, group in groupby(blocks, _find_group):
        together = list(group)
        if kind == "table":
            yield from ([one] for one in together)
        else:
            yield together


def _find_group(block: Block) -> str:
    if isinstance(block, PaperTable):
        return "table"
    return "chart" if isinstance(block, TrendChart | BarChart) else "text"


def _add_slides(deck: Any, title: str, group: Sequence[Block], head: PaperHead) -> None:
    first = group[0]
    if isinstance(first, PaperTable):
        name = first.caption or title
        for part in split_table(first, ROOM, _INSIDE):
            add_table(_add_slide(deck, name), part, (LEFT, TOP), _INSIDE)
    elif isinstance(first, TrendChart | BarChart):
        charts = [one for one in group if isinstance(one, TrendChart | BarChart)]
        _add_chart_slides(deck, title, charts, head)
    else:
        for lines in _split_lines([line for block in group for line in _list_lines(block)]):
            _add_lines(_add_slide(deck, title), lines)


def _add_chart_slides(
    deck: Any, title: str, charts: Sequence[TrendChart | BarChart], head: PaperHead
) -> None:
    """Put two charts on a slide, side by side."""
    for start in range(0, len(charts), 2):
        slide, pair = _add_slide(deck, title), charts[start : start + 2]
        width = (_INSIDE - 8 * (len(pair) - 1)) / len(pair)
        for place, chart in enumerate(pair):
            add_chart(slide, chart, (LEFT + place * (width + 8), TOP), (width, ROOM), head.lang)


def _add_together(deck: Any, title: str, blocks: Sequence[Block], head: PaperHead) -> None:
    """Put the texts of a section at the left and its first chart at the right; what is too long goes on after it."""
    charts = [one for one in blocks if isinstance(one, TrendChart | BarChart)]
    tables = [one for one in blocks if isinstance(one, PaperTable)]
    texts = [one for one in blocks if not isinstance(one, TrendChart | BarChart | PaperTable)]
    half = (_INSIDE - 8) / 2
    lines = [line for block in texts for line in _list_lines(block)]
    pages = list(_split_lines(lines, int(_SIGNS * half / _INSIDE) if charts else _SIGNS))
    for place, page in enumerate(pages or [[]]):
        slide = _add_slide(deck, title)
        if page:
            _add_lines(slide, page, half if charts else _INSIDE)
        if charts and place == 0:
            add_chart(slide, charts[0], (LEFT + half + 8, TOP), (half, ROOM), head.lang)
    _add_chart_slides(deck, title, charts[1:], head)
    for table in tables:
        _add_slides(deck, title, [table], head)


Line = tuple[str, float, bool]
"""A line of text, its size in points, and whether it is an item of a list."""


def _list_lines(block: Block) -> Iterator[Line]:
    match block:
        case KeyFigure():
            yield f"{block.figure} {block.of_what}".strip(), 30, False
            for line in block.lines:
                yield line, 16, True
        case Paragraph():
            yield block.text, 20 if block.tone is TextTone.LEAD else 16, False
        case PaperHeading():
            yield block.text, 20, False
        case Bullets():
            for item in block.items:
                yield item, 16, True


def _split_lines(lines: Sequence[Line], signs: int = _SIGNS) -> Iterator[list[Line]]:
    """Split lines of so many signs into as many slides as they need; a very long text goes on over several."""
    page: list[Line] = []
    used = 0.0
    for text, size, listed in lines:
        for part in _split_text(text, int(signs * 16 / size)):
            need = (len(part) // int(signs * 16 / size) + 1 + part.count("\n")) * size / 16
            if page and used + need > _LINES:
                yield page
                page, used = [], 0.0
            page.append((part, size, listed))
            used += need
    if page:
        yield page


def _split_text(text: str, signs: int) -> Iterator[str]:
    """Split a text that is longer than a slide between words, or within one that is."""
    most = signs * (_LINES - 2)
    while len(text) > most:
        cut = text.rfind(" ", most // 2, most)
        cut = cut if cut > 0 else most
        yield text[:cut].strip()
        text = text[cut:].strip()
    yield text


def _add_slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place_title(slide.shapes.title, title, 24)
    return slide


def place_title(shape: Any, title: str, size: float) -> None:
    """Write the title of a slide at its place."""
    shape.left, shape.top, shape.width, shape.height = Mm(LEFT), Mm(10), Mm(_INSIDE), Mm(20)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.text = title if len(title) <= 180 else f"{title[:180]}…"
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, DEEP
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _add_front(deck: Any, head: PaperHead) -> None:
    slide = _add_slide(deck, head.title)
    lines: list[Line] = [(head.subject, 20, False)]
    lines += [(head.mark, 16, False)] if head.mark else []
    lines += [(f"{name}: {said}", 16, False) for name, said in head.labels]
    _add_lines(slide, [*lines, (head.stamp, 14, False)])


def _add_lines(slide: Any, lines: Sequence[Line], width: float = _INSIDE) -> None:
    frame = _add_box(slide, (LEFT, TOP), (width, ROOM))
    for place, (text, size, listed) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = f"• {text}" if listed else text
        paragraph.space_after = Pt(6)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb, run.font.bold = Pt(size), INK, size >= 20


def _add_box(slide: Any, corner: tuple[float, float], size: tuple[float, float]) -> Any:
    left, top, width, height = (_mm(value) for value in (*corner, *size))
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    return frame


def _mm(value: float) -> Length:
    return Mm(value)


def _number_slides(deck: Any, head: PaperHead) -> None:
    """Write on every slide whose it is, as of when, whom it is for, and its number of all."""
    count = len(deck.slides)
    whose = head.institution or head.area
    for number, slide in enumerate(deck.slides, 1):
        parts = (head.title, whose, head.as_of, head.mark, head.marked)
        said = " · ".join(dict.fromkeys(part for part in parts if part))
        frame = _add_box(slide, (LEFT, HEIGHT - 14), (_INSIDE, 8))
        frame.text = f"{said} · {head.page}{number}{head.of}{count}"
        for run in frame.paragraphs[0].runs:
            run.font.size, run.font.color.rgb = Pt(10), MUTED
