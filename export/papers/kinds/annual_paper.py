"""The annual table as Økonomistyrelsen asks for it, a section to be put into the annual report.

Part 1 has every goal agreed with another party, part 2 the facts of those not met and what the institution has said of
them. It is the table of the page *Årsopgørelse*, in the same words; nothing of it is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from export.papers.kinds.goal_tables import EMPTY, make_points, make_weight
from export.papers.kinds.headline_part import write_no_total
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperColumn,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_course import WORDED, AnnualAct, AnnualActDone, AnnualGround
from metrics.annual.annual_table import AnnualRow, AnnualTable
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from words import criteria, points
from words.annual.act_line import write_actor
from words.annual.analysis_lines import write_goal_facts, write_part_facts, write_text
from words.annual.annual_lines import (
    WrittenPart,
    write_beside_total,
    write_change,
    write_preliminary_total,
    write_row,
    write_total,
)
from words.language import Words
from words.verdict import write_rule


def make_annual_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the annual table of a plan, whose settlement the ground holds."""
    assert ground.annual is not None
    found, year = ground.annual, criteria.write_plan_years(ground.annual.table.plan)
    sections = [
        PaperSection("", tuple(_make_lead(ground, found.table, words))),
        PaperSection(words.t("paper.annual_goals"), (_make_goals(found.table, ground, words),)),
        PaperSection(words.t("paper.annual_missed"), tuple(_make_analysis(found, ground, words))),
        PaperSection(words.t("paper.annual_changes"), tuple(_make_changes(found.table, words))),
        PaperSection(words.t("paper.annual_approval"), tuple(_make_approval(ground, words))),
    ]
    return Paper(
        make_head(PaperKind.ANNUAL, ground, words.t("paper.annual_title", year=year), words), tuple(sections)
    )


def _make_lead(ground: PaperGround, table: AnnualTable, words: Words) -> Iterator[Block]:
    score = table.score
    if score.totalled:
        yield Paragraph(write_total(table, words), TextTone.LEAD)
        if told := write_preliminary_total(table, words):
            yield Paragraph(told)
        for line in write_beside_total(table, words):
            yield Paragraph(line)
    else:
        counts = criteria.write_counts(score, words)
        yield Paragraph(f"{write_no_total(score, words)} {counts}", TextTone.LEAD)
    if not score.is_over:
        yield Paragraph(words.t("paper.annual_running", end=words.date(score.plan.end)), TextTone.NOTE)
    for line in points.write_settlement(ground.score, ground.catalogue, words):
        yield Paragraph(line)


def _make_goals(table: AnnualTable, ground: PaperGround, words: Words) -> PaperTable:
    year = table.plan.year
    columns = (
        *make_columns(("export.number", "annual.goal_and_criterion"), (9, 30), words),
        PaperColumn(words.t("plan.weight"), 9, numeric=True),
        PaperColumn(words.t("annual.expected", year=year), 17),
        PaperColumn(words.t("annual.reached", year=year), 19),
        PaperColumn(words.t("annual.fulfilment"), 19),
        PaperColumn(words.t("annual.points_head"), 10, numeric=True),
        PaperColumn(words.t("annual.before", year=year - 1), 13),
        PaperColumn(words.t("annual.source"), 16),
        PaperColumn(words.t("annual.reference"), 8),
    )
    rows = tuple(row for goal in table.rows for row in _list_goal(goal, table, ground, words))
    total: Row | None = None
    if table.score.totalled:
        p = table.decided or table.score.points
        whole, earned = (make_points(one, p.possible, words, strong=True) for one in (p.possible, p.secured))
        label = PaperCell(words.t("annual.in_all"), strong=True)
        total = (EMPTY, label, whole, *[EMPTY] * 3, earned, *[EMPTY] * 3)
    return PaperTable("", columns, rows, total)


def _list_goal(row: AnnualRow, table: AnnualTable, ground: PaperGround, words: Words) -> Iterator[Row]:
    """List a goal with its only test beside it, or with a row for each of several."""
    written, score = write_row(row, table, ground.catalogue, words), table.score
    fulfilment = PaperCell(written.fulfilment, status=row.found.status, notes=_write_beside(row, words))
    earned = EMPTY
    if row.found.goal.scored:
        # What is told and not final is said, and earns nothing yet.
        notes = (written.points,) if row.is_preliminary else ()
        cell = make_points(_find_earned(row), score.points.possible, words)
        earned = PaperCell(cell.text, value=cell.value, notes=notes)
    number, weight = PaperCell(row.number), make_weight(row.found, score, words)
    reference = PaperCell(written.reference)
    if len(written.parts) == 1:
        part = written.parts[0]
        name = PaperCell(written.title, notes=(part.criterion,), strong=True)
        told = [PaperCell(part.expected), PaperCell(part.reached), fulfilment, earned]
        yield (number, name, weight, *told, PaperCell(part.before), PaperCell(part.source), reference)
        return
    name = PaperCell(written.title, notes=(write_rule(row.found.goal, words),), strong=True)
    yield (number, name, weight, EMPTY, EMPTY, fulfilment, earned, EMPTY, EMPTY, reference)
    for part in written.parts:
        yield _make_part(part)


def _make_part(part: WrittenPart) -> Row:
    told = (PaperCell(part.expected), PaperCell(part.reached), EMPTY, EMPTY)
    ends = (PaperCell(part.before), PaperCell(part.source), EMPTY)
    return (PaperCell(part.number), PaperCell(part.criterion, depth=1), EMPTY, *told, *ends)


def _write_beside(row: AnnualRow, words: Words) -> tuple[str, ...]:
    return (words.t("course.accepted"),) if row.accepted else ()


def _find_earned(row: AnnualRow) -> Fraction:
    """Find the points that a goal has earned: all of them where it was decided that it counts as met."""
    return row.found.weight if row.accepted else row.found.points.secured


def _make_analysis(found: AnnualGround, ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the facts of each goal that is analysed, and what the institution has approved to say of it."""
    table = found.table
    if not table.analysed:
        yield Paragraph(words.t("annual.nothing_to_analyse"))
    for row in table.analysed:
        yield PaperHeading(f"{words.t('page.goal')} {row.number} {row.found.goal.title}")
        facts = [write_goal_facts(row, table, words), *write_part_facts(row, table, ground.catalogue, words)]
        yield Bullets(tuple(facts))
        texts = found.texts.get(row.number, {})
        for field in AnalysisField:
            if field in texts:
                yield Paragraph(write_text(field, texts[field], words))
        if not texts:
            yield Paragraph(words.t("annual.nothing_written"), TextTone.NOTE)


def _make_changes(table: AnnualTable, words: Words) -> Iterator[Block]:
    if not table.changes:
        yield Paragraph(words.t("annual.no_changes"))
        return
    yield Bullets(tuple(write_change(one, words) for one in table.changes))


def _make_approval(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make who has approved the settlement for each party. The endorsement of the annual report is not part of it."""
    if all(one.act is AnnualAct.COMPARED for one in ground.approvals):
        yield Paragraph(words.t("paper.annual_unapproved"))
    if ground.approvals:
        yield Bullets(tuple(_write_act(one, words) for one in ground.approvals))


def _write_act(done: AnnualActDone, words: Words) -> str:
    """Write an act with who did it and when; a comparison with what it showed."""
    act, at = words.t(f"record.annual_{done.act}"), words.moment(done.at)
    said = words.t("paper.annual_act", act=act, at=at, who=write_actor(done, words))
    return words.t("risk.named", name=said, reason=done.words) if done.act in WORDED else said
