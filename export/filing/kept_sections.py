"""Sections of what settlements, approvals and the closes of meetings keep: their plain values in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from export.papers.kinds.report_sections import make_kept_points, make_status
from export.papers.paper import (
    Block,
    Bullets,
    PaperCell,
    PaperColumn,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
)
from metrics.facts.settlement import PartKind
from metrics.plan.model import Plan
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
        blocks.append(Paragraph(f"{words.t('annual.field_' + one['field'])} {one['text']}"))
    written = tuple(block for blocks in said.values() for block in blocks)
    return [
        PaperSection(words.t("paper.annual_goals"), (table,)),
        PaperSection(words.t("paper.annual_missed"), written),
    ]


def make_minutes_sections(document: Kept, lines: Sequence[Kept], words: Words) -> list[PaperSection]:
    """Make the sections of minutes: who was there, what was followed up, every line, and the figures as they were."""
    by_number = {line["id"]: line for line in lines}
    present = [document["attended"]]
    present += [f"{words.t('meeting.absent')}: {document['absent']}"] if document["absent"] else []
    followed = tuple(_write_followed(document["old"], by_number, words))
    captured = tuple(
        _write_line(by_number[number], words) for number in document["entries"] if number in by_number
    )
    none = Paragraph(words.t("meeting.nothing_captured"))
    return [
        PaperSection(words.t("meeting.present"), tuple(map(Paragraph, present))),
        PaperSection(words.t("meeting.place_old"), (Bullets(followed),) if followed else ()),
        PaperSection(words.t("meeting.place_end"), (Bullets(captured) if captured else none,)),
        *(_make_plan(plan, words) for plan in document["plans"]),
    ]


def _write_followed(old: Sequence[Kept], lines: Mapping[int, Kept], words: Words) -> Iterator[str]:
    for one in old:
        if line := lines.get(one["entry"]):
            done = words.t("meeting.not_done")
            if one["done"]:
                done = words.t("meeting.done_on", on=words.date(date.fromisoformat(one["done"])))
            yield words.t("risk.named", name=line["text"], reason=done)


def _write_line(line: Kept, words: Words) -> str:
    goal = words.t("meeting.of_goal", goal=line["goal"]) if line["goal"] else ""
    due = ""
    if line["due"]:
        due = words.t(
            f"meeting.due_{line['kind']}",
            owner=line["owner"],
            due=words.date(date.fromisoformat(line["due"])),
        )
    about = " · ".join(part for part in (goal, due) if part)
    said = f"{words.t('meeting.kind_' + line['kind'])}: {line['text']}"
    return f"{said} ({about})" if about else said


def _make_plan(plan: Kept, words: Words) -> PaperSection:
    rows = [_make_goal(goal, goal["title"], words, over=plan["over"]) for goal in plan["goals"]]
    total = _make_total(plan["total"], words) if plan["totalled"] else None
    return PaperSection(f"{plan['name']}: {plan['title']}", (_make_table(rows, total, words),))


def _make_goal(kept: Kept, title: str, words: Words, *, over: bool = True) -> Row:
    status = make_status(kept["status"], words, over=over) if kept["status"] else PaperCell(NOTHING)
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
