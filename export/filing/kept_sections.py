"""Sections of what settlements, approvals and the closes of meetings keep: their plain values in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from export.filing.kept_tables import make_settled_table, make_year_table
from export.papers.kinds.minutes_paper import make_kept_sections, make_present
from export.papers.paper import (
    Block,
    PaperHeading,
    PaperSection,
    Paragraph,
)
from metrics.annual.analysis import AnalysisField
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from words.annual.analysis_lines import write_text
from words.language import Words

Kept = Mapping[str, Any]


def make_settlement_sections(parts: Sequence[Kept], plan: Plan, words: Words) -> list[PaperSection]:
    """Make the table of how every goal of a plan was settled; of an amended plan by the text as amended."""
    closed = [plan.closed.note] if plan.closed and plan.closed.note else []
    table = make_settled_table(parts, plan, words)
    return [PaperSection(words.t("filed.settled"), (*map(Paragraph, closed), *([table] if table else [])))]


def make_annual_sections(
    document: Kept, plan: Plan, catalogue: Catalogue, words: Words
) -> list[PaperSection]:
    """Make the table of a year's goals as the institution approved it, and what it wrote of those not met."""
    said: dict[str, list[Block]] = {}
    for one in document["analysis"]:
        blocks = said.setdefault(one["goal"], [PaperHeading(words.t("filed.goals", goals=one["goal"]))])
        blocks.append(Paragraph(write_text(AnalysisField(one["field"]), one["text"], words)))
    written = tuple(block for blocks in said.values() for block in blocks)
    return [
        PaperSection(words.t("paper.annual_goals"), (make_year_table(document, plan, catalogue, words),)),
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
