"""Tables on slides: divided so that none is higher than its slide, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Mm, Pt

from export.papers.paper import PaperCell, PaperTable, Row
from export.status_shapes import TONES

SIZE = 11.0
"""Points of the text in a table."""

_SIGN = 1.95
"""Millimetres of a sign at that size, on the safe side of its mean."""
_LINE = 4.9
_INSET = 2.0
_MARK = "● "
_PALE, _WHITE, _INK, _MUTED = (
    RGBColor(0xF4, 0xF6, 0xF7),
    RGBColor(0xFF, 0xFF, 0xFF),
    RGBColor(0x1C, 0x21, 0x26),
    RGBColor(0x56, 0x60, 0x6A),
)


def split_table(table: PaperTable, height: float, width: float) -> Iterator[PaperTable]:
    """Split a table into parts that each fit a height and repeat the head; a row that is higher goes on in the next."""
    signs = _find_signs(table, width)
    room = height - _measure([PaperCell(one.title) for one in table.columns], signs)
    most = max(int((room - _INSET) / _LINE), 1)
    part: list[Row] = []
    used = 0.0
    rows = [piece for row in table.every_row for piece in _split_row(row, signs, most)]
    for row in rows:
        need = _measure(row, signs)
        if part and used + need > room:
            yield replace(table, rows=tuple(part), total=None)
            part, used = [], 0.0
        part.append(row)
        used += need
    yield replace(table, rows=tuple(part), total=None)


def _find_signs(table: PaperTable, width: float) -> list[int]:
    """Find how many signs a line of each column has room for."""
    whole = sum(one.width for one in table.columns)
    return [max(int((width * one.width / whole - 4) / _SIGN), 3) for one in table.columns]


def _measure(row: Sequence[PaperCell], signs: Sequence[int]) -> float:
    """Measure how high a row is, in millimetres."""
    return max(len(_fold(cell, most)) for cell, most in zip(row, signs, strict=True)) * _LINE + _INSET


def _fold(cell: PaperCell, signs: int) -> list[str]:
    """Fold the text of a cell into the lines it takes."""
    folded: list[str] = []
    for line in (cell.full_text or " ").split("\n"):
        # A word may leave the end of its line empty, so a line holds somewhat less than it has room for.
        safe = max(int(signs * 0.88), 2)
        folded += [line[place : place + safe] for place in range(0, len(line), safe)] or [""]
    return folded


def _split_row(row: Row, signs: Sequence[int], most: int) -> Iterator[Row]:
    """Split a row that is higher than a slide into as many as it takes."""
    folded = [_fold(cell, room) for cell, room in zip(row, signs, strict=True)]
    height = max(map(len, folded))
    if height <= most:
        yield row
        return
    for start in range(0, height, most):
        yield tuple(
            replace(cell, text="".join(lines[start : start + most]), notes=(), value=None)
            for cell, lines in zip(row, folded, strict=True)
        )


def add_table(slide: Any, given: PaperTable, corner: tuple[float, float], width: float) -> None:
    """Add a table to a slide, with its head as a head row."""
    signs, columns = _find_signs(given, width), given.columns
    titles = tuple(PaperCell(one.title, strong=True) for one in columns)
    rows = (titles, *given.rows)
    heights = [_measure(row, signs) for row in rows]
    left, top = corner
    frame = slide.shapes.add_table(
        len(rows), len(columns), Mm(left), Mm(top), Mm(width), Emu(sum(Mm(height) for height in heights))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", given.caption)
    table = frame.table
    whole = sum(one.width for one in columns)
    for place, one in enumerate(columns):
        table.columns[place].width = Mm(width * one.width / whole)
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[place].height = Mm(height)
        for cell, said, column in zip(table.rows[place].cells, row, columns, strict=True):
            _write_cell(cell, said, numeric=column.numeric, is_head=place == 0)


def _write_cell(cell: Any, said: PaperCell, *, numeric: bool, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = Mm(1.5)
    cell.margin_top = cell.margin_bottom = Mm(0.8)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _PALE if is_head else _WHITE
    paragraph = cell.text_frame.paragraphs[0]
    cell.text_frame.word_wrap = True
    if numeric:
        paragraph.alignment = PP_ALIGN.RIGHT
    if said.status:
        mark = paragraph.add_run()
        mark.text = _MARK
        mark.font.size, mark.font.color.rgb = (
            Pt(SIZE),
            RGBColor.from_string(TONES[said.status][0][1:].upper()),
        )
    run = paragraph.add_run()
    run.text = "\u2003" * said.depth + said.text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(SIZE), said.strong, _MUTED if is_head else _INK
    for note in said.notes:
        below = cell.text_frame.add_paragraph()
        below.text = note
        for part in below.runs:
            part.font.size, part.font.color.rgb = Pt(SIZE - 1.5), _MUTED
