"""Sections of what settlements, approvals and the closes of meetings keep: their plain values in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from export.papers.kinds.minutes_paper import make_kept_sections, make_present
from export.papers.kinds.report_sections import make_kept_points, make_status
from export.papers.paper import (
    Block,
    PaperCell,
    PaperColumn,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
)
from metrics.annual.analysis import AnalysisField
from metrics.facts.settlement import PartKind
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.plan.model import Plan
from words.annual.analysis_lines import write_text
from words.criteria import NOTHING
from words.language import Words

Kept = Mapping[str, Any]
_POINTS = ("secured", "open", "lost")
_EMPTY = PaperCell()


def make_settlement_sections(parts: Sequence[Kept], plan: Plan, words: Words) -> list[PaperSection]:
    """Make the table of how every goal of a plan was settled; of an amended plan by the text as amended."""
    own = [part for part in parts if not part["original"]]
    titles = {goal.number: goal.title for goal in plan.goals}
    rows = [
        _make_goal(part, titles.get(part["number"], ""), words)
        for part in own
        if part["kind"] == PartKind.GOAL
    ]
    total = next((part for part in own if part["kind"] == PartKind.TOTAL), None)
    closed = [plan.closed.note] if plan.closed and plan.closed.note else []
    table = _make_table(rows, _make_total(total, words) if total and total["secured"] else None, words)
    return [PaperSection(words.t("filed.settled"), (*map(Paragraph, closed), *([table] if rows else [])))]


def make_annual_sections(document: Kept, words: Words) -> list[PaperSection]:
    """Make the table of a year's goals as the institution approved it, and what it wrote of those not met."""
    rows = [_make_goal(goal, goal["title"], words) for goal in document["goals"]]
    total = document["decided"] or document["total"]
    table = _make_table(rows, _make_total(total, words) if total else None, words)
    said: dict[str, list[Block]] = {}
    for one in document["analysis"]:
        blocks = said.setdefault(one["goal"], [PaperHeading(words.t("filed.goals", goals=one["goal"]))])
        blocks.append(Paragraph(write_text(AnalysisField(one["field"]), one["text"], words)))
    written = tuple(block for blocks in said.values() for block in blocks)
    return [
        PaperSection(words.t("paper.annual_goals"), (table,)),
        PaperSection(words.t("paper.annual_missed"), written),
    ]


def make_minutes_sections(
    document: MeetingDocument, lines: Sequence[Kept], words: Words
) -> list[PaperSection]:
    """Make the sections of minutes as their paper has them, of the lines that the row keeps."""
    present = PaperSection(words.t("meeting.present"), tuple(make_present(document, words)))
    return [present, *make_kept_sections(document, [_read_line(line) for line in lines], words)]


def _read_line(line: Kept) -> MeetingEntry:
    return MeetingEntry(
        line["quarter"],
        EntryKind(line["kind"]),
        line["text"],
        line["plan"] or "",
        line["goal"],
        line["owner"],
        date.fromisoformat(line["due"]) if line["due"] else None,
        number=line["id"],
    )


def _make_goal(kept: Kept, title: str, words: Words) -> Row:
    status = make_status(kept["status"], words, over=True) if kept["status"] else PaperCell(NOTHING)
    points = (make_kept_points(kept[name], words) for name in _POINTS)
    return (PaperCell(f"{kept['number']} {title}".strip(), strong=True), status, *points)


def _make_total(kept: Kept, words: Words) -> Row:
    points = (make_kept_points(kept[name], words, strong=True) for name in _POINTS)
    return (PaperCell(words.t("receipt.total"), strong=True), _EMPTY, *points)


def _make_table(rows: Sequence[Row], total: Row | None, words: Words) -> PaperTable:
    columns = (
        PaperColumn(words.t("page.goal"), 54),
        PaperColumn(words.t("plan.status"), 30),
        *(PaperColumn(words.t(f"bar.{name}"), 12, numeric=True) for name in _POINTS),
    )
    return PaperTable("", columns, tuple(rows), total)
