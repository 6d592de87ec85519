"""What the note to the department's head said, as plain values to keep, and as sections again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from export.papers.kinds.note_paper import make_note_paper
from export.papers.paper import (
    Block,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from metrics.filing.filed_document import Content
from metrics.paper.ground import PaperGround
from metrics.status import Status
from words.language import Words

FORMAT = 1
"""The version of the form, so that an old note is never read as a new one."""


def freeze_note(ground: PaperGround, words: Words) -> Content:
    """Freeze the note about a plan: its texts and tables in the language it is sent in, and of what moment it is.

    Raises TypeError for a block that a note does not have.
    """
    paper = make_note_paper(ground, words)
    return {
        "format": FORMAT,
        "lang": words.lang,
        "title": paper.head.title,
        "as_of": ground.facts.as_of.isoformat(),
        # What is known today is known as of now, and not as of the day's end.
        "known_at": min(ground.facts.known_at, ground.made).isoformat(),
        "sections": [
            {"title": section.title, "blocks": [_freeze_block(block) for block in section.blocks]}
            for section in paper.sections
        ],
    }


def _freeze_block(block: Block) -> Content:
    if isinstance(block, Paragraph):
        return {"text": block.text, "tone": block.tone.value}
    if not isinstance(block, PaperTable) or block.total:
        raise TypeError(f"a note has no {type(block).__name__}")
    return {
        "columns": [asdict(column) for column in block.columns],
        "rows": [[_freeze_cell(cell) for cell in row] for row in block.rows],
    }


def _freeze_cell(cell: PaperCell) -> Content:
    status = cell.status.value if cell.status else None
    return {"text": cell.full_text, "status": status, "strong": cell.strong}


def make_note_sections(kept: Content, words: Words) -> list[PaperSection]:
    """Make the sections of a note as it was kept: first of what moment it is, then all that it said."""
    known_at = words.moment(datetime.fromisoformat(kept["known_at"]))
    moment = words.t(
        "filed.note_moment", date=words.date(datetime.fromisoformat(kept["as_of"]).date()), at=known_at
    )
    told = [
        PaperSection(one["title"], tuple(_make_block(block) for block in one["blocks"]))
        for one in kept["sections"]
    ]
    return [PaperSection("", (Paragraph(moment, TextTone.NOTE),)), *told]


def _make_block(kept: Content) -> Block:
    if "rows" not in kept:
        return Paragraph(kept["text"], TextTone(kept["tone"]))
    columns = tuple(PaperColumn(**column) for column in kept["columns"])
    return PaperTable("", columns, tuple(_make_row(row) for row in kept["rows"]))


def _make_row(kept: list[dict[str, Any]]) -> Row:
    return tuple(
        PaperCell(one["text"], status=Status(one["status"]) if one["status"] else None, strong=one["strong"])
        for one in kept
    )
