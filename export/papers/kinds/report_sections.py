"""The sections of a quarter's report as it was kept: its frozen document in words, and nothing that came after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from export.papers.kinds.goal_tables import EMPTY
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Row,
)
from metrics.facts.reports.line_keys import LineKind, split_key
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.report.document import Document
from metrics.status import Status
from words.criteria import NOTHING, find_indicator
from words.language import Words
from words.reports.declared_line import name_declared, write_declared, write_kept_value, write_texts
from words.standing import write_status

_POINTS = ("weight", "secured", "open", "lost")


def make_report_sections(
    document: Document, plan: Plan, catalogue: Catalogue, words: Words
) -> list[PaperSection]:
    """Make the sections of a report that was kept, of the plan as it was; without those that would be empty."""
    sections = [
        PaperSection(words.t("receipt.goals"), tuple(make_kept_goals(document, plan, words))),
        PaperSection(words.t("receipt.figures"), tuple(_make_figures(document, plan, catalogue, words))),
        PaperSection(words.t("paper.declared"), tuple(_make_lines(document, plan, catalogue, words))),
    ]
    return [one for one in sections if one.blocks]


def make_kept_goals(document: Document, plan: Plan, words: Words, caption: str = "") -> Iterator[Block]:
    """Make the table of every goal of a plan as a receipt kept it; nothing where it keeps none."""
    if not document.get("goals"):
        return
    columns = (
        PaperColumn(words.t("page.goal"), 40),
        PaperColumn(words.t("plan.status"), 26),
        *(
            PaperColumn(words.t(key), 11, numeric=True)
            for key in ("plan.weight", "bar.secured", "bar.open", "bar.lost")
        ),
        PaperColumn(words.t("export.likelihood"), 16, numeric=True),
    )
    over = plan.end < date.fromisoformat(document["as_of"])
    rows = tuple(row for goal in document["goals"] for row in _list_goal(goal, words, over=over))
    total = document["total"]
    last = (
        PaperCell(words.t("receipt.total"), strong=True),
        EMPTY,
        EMPTY,
        *(make_kept_points(total[name], words, strong=True) for name in _POINTS[1:]),
        EMPTY,
    )
    yield PaperTable(caption, columns, rows, last if _has_total(total) else None)


def _has_total(total: Mapping[str, str]) -> bool:
    """Tell whether a plan has a total: one without has none secured, open or lost."""
    return any(Fraction(points) for points in total.values())


def _list_goal(goal: Mapping[str, Any], words: Words, *, over: bool) -> Iterator[Row]:
    """List a goal as it stood, and below it its tests where it has several."""
    chance = goal["p_met"]
    yield (
        PaperCell(f"{goal['number']} {goal['title']}", strong=True),
        make_status(goal["status"], words, over=over),
        *(make_kept_points(goal[name], words) for name in _POINTS),
        PaperCell(NOTHING if chance is None else words.likelihood(chance)),
    )
    tests = goal["criteria"] if len(goal["criteria"]) > 1 else []
    for one in tests:
        name = PaperCell(f"{one['number']} {one['title']}", depth=1)
        yield (name, make_status(one["status"], words, over=over), *[EMPTY] * 5)


def make_status(kept: str, words: Words, *, over: bool) -> PaperCell:
    """Make the cell of a status that was kept."""
    status = Status(kept)
    return PaperCell(write_status(status, words, over=over), status=status)


def make_kept_points(kept: str | None, words: Words, *, strong: bool = False) -> PaperCell:
    """Make the cell of points that were kept; none is a dash, never 0."""
    if kept is None:
        return PaperCell(NOTHING)
    value = Fraction(kept)
    return PaperCell(words.points(value), value=value, strong=strong)


def _make_figures(document: Document, plan: Plan, catalogue: Catalogue, words: Words) -> Iterator[Block]:
    figures = document.get("figures", [])
    if not figures:
        return
    keys = ("receiving.column_what", "export.value", "export.source", "export.note")
    rows = []
    for one in figures:
        told = one["told"]
        text = write_kept_value(told, _find_series(one["key"], plan, catalogue), words)
        name = words.t("report.line_figure", name=one["name"], period=words.period(one["period"]))
        shown = words.t("receiving.provisional", value=text) if told.get("provisional") else text
        rows.append(tuple(map(PaperCell, (name, shown, told.get("source") or "", told.get("note") or ""))))
    yield PaperTable("", make_columns(keys, (40, 26, 24, 26), words), tuple(rows))


def _make_lines(document: Document, plan: Plan, catalogue: Catalogue, words: Words) -> Iterator[Block]:
    """Make the table of what the institution declared, line by line, with what it wrote beside."""
    lines: Sequence[Mapping[str, Any]] = document.get("lines", [])
    if not lines:
        return
    keys = ("receiving.column_what", "receiving.column_answer", "receiving.column_said")
    rows = []
    for line in lines:
        said = [f"{name} {text}".strip() for name, text in write_texts(line, words)]
        said += [words.t("paper.attached", name=file["file"]) for file in line.get("files", [])]
        answer = write_declared(line, _find_series(line["key"], plan, catalogue), words)
        name = name_declared(line, plan, words)
        rows.append((PaperCell(name), PaperCell(answer), PaperCell("\n".join(said))))
    yield PaperTable("", make_columns(keys, (36, 34, 50), words), tuple(rows))


def _find_series(key: str, plan: Plan, catalogue: Catalogue) -> Indicator | None:
    """Find the series of a line about a figure, or about the number that is expected of one."""
    kind, of_what = split_key(key)
    if kind is LineKind.NUMBER:
        leaf = derive_structure(plan).leaves.get(of_what[0])
        return find_indicator(leaf, plan.institution, catalogue) if leaf else None
    if kind not in (LineKind.FIGURE, LineKind.SEEN):
        return None
    owner = of_what[0] if len(of_what) > 2 else plan.institution
    return catalogue.indicators.get((owner, of_what[-2]))
