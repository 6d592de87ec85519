"""A paper as PDF, tagged after PDF/UA-1: its content goes to the typesetter as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from export.papers.chart import BarChart, RoadmapChart, TrendChart, WheelChart
from export.papers.drawing.chart_drawing import draw_chart
from export.papers.drawing.typesetter import cover_text, set_pdf
from export.papers.paper import (
    Block,
    Bullets,
    Chart,
    KeyFigure,
    Paper,
    PaperCell,
    PaperHeading,
    PaperTable,
    Paragraph,
)
from export.papers.writers.plain_text import clean_text, map_texts
from export.status_shapes import draw_shape
from metrics.status import Status
from words.criteria import NOTHING

_TEMPLATE = Path(__file__).with_name("paper.typ")

Data = dict[str, Any]


def write_pdf(paper: Paper, made: datetime) -> bytes:
    """Write a paper as a PDF; the same paper made at the same moment gives the same bytes."""
    shown = map_texts(paper, lambda text: cover_text(clean_text(text)))
    data = {
        "head": _describe_head(shown),
        "marks": _draw_marks(),
        "sections": [
            {"title": one.title, "blocks": list(_describe_blocks(one.blocks, one.title))}
            for one in shown.sections
        ],
    }
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    return set_pdf(_read_template(), inputs, int(made.timestamp()))


@cache
def _read_template() -> bytes:
    return _TEMPLATE.read_bytes()


@cache
def _draw_marks() -> dict[str, str]:
    open_tag = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
    return {status.value: f"{open_tag}{draw_shape(status)}</svg>" for status in Status}


def _describe_head(paper: Paper) -> Data:
    head = paper.head
    names = ("title", "subject", "lang", "as_of", "marked", "mark", "page", "of")
    described: Data = {name: getattr(head, name) for name in names}
    whose = head.institution or head.area
    described["title"] = head.title.strip() or NOTHING  # an accessible PDF has a title
    running = head.title if whose in head.title else f"{head.title} · {whose}"
    return described | {
        "kind": head.kind.value,
        "stamp": head.stamp,
        "running": f"{running} ({head.mark})" if head.mark else running,
        "labels": [list(pair) for pair in head.labels],
    }


def _describe_blocks(blocks: Sequence[Block], title: str) -> Iterator[Data]:
    """Describe the blocks of a section; charts that follow each other stand side by side."""
    for chart, group in groupby(blocks, lambda block: isinstance(block, TrendChart)):
        together = list(group)
        if chart:
            trends = [one for one in together if isinstance(one, TrendChart)]
            yield {"is": "charts", "beside": 2, "charts": [_describe_chart(one) for one in trends]}
        else:
            for described in map(_describe_block, together):
                # A table that is all of its section needs no second heading.
                yield described | ({"caption": ""} if described.get("caption") == title else {})


def _describe_block(block: Block) -> Data:
    match block:
        case Paragraph():
            return {"is": block.tone.value, "text": block.text}
        case PaperHeading():
            return {"is": "heading", "text": block.text}
        case Bullets():
            return {"is": "bullets", "items": list(block.items)}
        case KeyFigure():
            return {
                "is": "figure",
                "figure": block.figure,
                "of_what": block.of_what,
                "lines": list(block.lines),
            }
        case PaperTable():
            return _describe_table(block)
        case TrendChart() | BarChart() | RoadmapChart() | WheelChart():
            return {"is": "charts", "beside": 1, "charts": [_describe_chart(block)]}


def _describe_chart(chart: Chart) -> Data:
    return {
        "title": chart.title,
        "unit": chart.unit,
        "alt": chart.alt.strip() or chart.title or NOTHING,
        "svg": draw_chart(chart),
    }


def _describe_table(table: PaperTable) -> Data:
    return {
        "is": "table",
        "caption": table.caption,
        "columns": [
            {"title": one.title, "width": one.width, "numeric": one.numeric} for one in table.columns
        ],
        "rows": [[_describe_cell(cell) for cell in row] for row in table.every_row],
        "total": table.total is not None,
    }


def _describe_cell(cell: PaperCell) -> Data:
    return {
        "text": cell.text,
        "status": cell.status.value if cell.status else None,
        "notes": list(cell.notes),
        "depth": cell.depth,
        "strong": cell.strong,
    }
