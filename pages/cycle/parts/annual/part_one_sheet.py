"""Part 1 of the annual table, and below it what was changed in the year and what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from metrics.annual.annual_table import AnnualRow, AnnualTable
from metrics.status import Status
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.annual.annual_lines import WrittenPart, WrittenRow, write_change, write_row
from words.decision import write_what
from words.language import Words
from words.verdict import write_rule

OUTLINED = {
    Status.MET: Status.ON_TRACK,
    Status.PARTLY_MET: Status.ON_TRACK,
    Status.NOT_MET: Status.OUT_OF_REACH,
}
"""The shape of what provisional figures say: outlined, as what is not settled is everywhere."""


def draw_part_one(table: AnnualTable, writer: Writer) -> Markup:
    """Draw every goal with what was expected and reached, and the total; a goal of several tests has a row for each."""
    words, year = writer.words, table.plan.year
    columns = [
        Column(words.t("annual.goal_and_criterion")),
        Column(words.t("plan.weight"), numeric=True),
        Column(words.t("annual.expected", year=year)),
        Column(words.t("annual.reached", year=year)),
        Column(words.t("annual.fulfilment")),
        Column(words.t("annual.points_head"), numeric=True),
        Column(words.t("annual.before", year=year - 1)),
        Column(words.t("annual.source")),
        Column(words.t("annual.reference")),
    ]
    rows = [cells for row in table.rows for cells in _draw_row(row, table, writer)]
    rows.append(_draw_total(table, words))
    return draw_table(columns, rows, words.t("annual.part_one_caption", year=year), classes="m-annual")


def draw_fulfilment(row: AnnualRow, written: WrittenRow, words: Words) -> Markup:
    """Draw how far a goal is fulfilled, and beside it that it was decided otherwise."""
    told = OUTLINED.get(row.preliminary.status, row.preliminary.status)
    status = told if row.is_preliminary else row.found.status
    drawn = draw_status(status, words, label=written.fulfilment)
    accepted = (
        fill('<span class="m-rule">{}</span>', words.t("course.accepted")) if row.accepted else Markup()
    )
    return drawn + accepted


def _draw_row(row: AnnualRow, table: AnnualTable, writer: Writer) -> Iterator[list[Cell]]:
    words = writer.words
    written = write_row(row, table, writer.catalogue, words)
    link = writer.link("annual", plan=table.plan.id, goal=row.number)
    name = marks.draw_link(link, f"{written.number} {written.title}")
    reference = marks.draw_link(link, written.reference) if written.reference else ""
    ends = [draw_fulfilment(row, written, words), written.points]
    if len(written.parts) == 1:
        part = written.parts[0]
        head = name + fill('<span class="m-rule">{}</span>', part.criterion)
        cells = [part.expected, part.reached, *ends, part.before, part.source]
        yield [head, written.weight, *cells, reference]
        return
    rule = fill('<span class="m-rule">{}</span>', write_rule(row.found.goal, words))
    yield [name + rule, written.weight, "", "", *ends, "", "", reference]
    for part in written.parts:
        yield _draw_criterion(part)


def _draw_criterion(part: WrittenPart) -> list[Cell]:
    head = fill('<span class="m-sub" style="--depth:1">{} {}</span>', part.number, part.criterion)
    return [head, "", part.expected, part.reached, "", "", part.before, part.source, ""]


def _draw_total(table: AnnualTable, words: Words) -> list[Cell]:
    points = table.decided or table.score.points
    possible = words.points(points.possible)
    head = fill("<b>{}</b>", words.t("annual.in_all"))
    if not table.score.totalled:
        return [head, "", "", "", words.t("plan.no_total"), "", "", "", ""]
    reached = words.t("annual.points", points=words.points(points.secured, points.possible), whole=possible)
    return [head, possible, "", "", table.score.word or "", fill("<b>{}</b>", reached), "", "", ""]


def draw_below(table: AnnualTable, words: Words) -> Markup:
    """Draw what the table is made by: the plan's own rule, and that the total is not all there is to say."""
    return fill('<p class="m-none">{}</p>', words.t("annual.by_rule"))


def draw_changes(table: AnnualTable, words: Words) -> Markup:
    """Draw what was changed in the plan, with day and agreement."""
    lines = [write_change(one, words) for one in table.changes] or [words.t("annual.no_changes")]
    return marks.draw_lines(lines)


def draw_decisions(table: AnnualTable, words: Words) -> Markup:
    """Draw the decisions beside the computed verdicts; nothing where there are none."""
    if not table.decisions:
        return Markup()
    columns = [
        Column(words.t("course.decision")),
        Column(words.t("course.what")),
        Column(words.t("course.by")),
        Column(words.t("course.reason")),
    ]
    rows: list[list[Cell]] = [
        [
            words.t("course.number", number=one.number, on=words.date_short(one.on)),
            write_what(one, table.plan, words),
            one.by,
            one.reason,
        ]
        for one in table.decisions
    ]
    return draw_table(columns, rows, words.t("course.decisions"), show_caption=True, classes="m-course")
