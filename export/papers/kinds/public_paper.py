"""The public version of a plan and of its settlement: what was agreed and what was reached, and nothing foreseen."""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.kinds.goal_tables import make_weight
from export.papers.kinds.headline_part import write_no_total
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from metrics.annual.annual_table import AnnualRow, AnnualTable
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.status import Status
from words.annual.annual_lines import WrittenPart, write_change, write_row
from words.criteria import NOTHING
from words.language import Words
from words.signing import write_role

_SETTLED = frozenset({Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.WITHDRAWN})
"""The statuses that are told: decided by what has happened, and not worked out from what is expected."""


def make_public_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the public version of a plan, whose settlement the ground holds."""
    assert ground.annual is not None
    plan, table = ground.score.plan, ground.annual.table
    sections = [
        PaperSection("", tuple(_make_lead(table, words))),
        PaperSection(words.t("plan.caption"), (_make_goals(table, ground, words),)),
        PaperSection(words.t("paper.annual_changes"), tuple(_make_changes(table, words))),
        PaperSection(words.t("paper.about"), tuple(_make_about(ground, words))),
    ]
    head = make_head(PaperKind.PUBLIC, ground, plan.title, words)
    return Paper(head, tuple(one for one in sections if one.blocks))


def _make_lead(table: AnnualTable, words: Words) -> Iterator[Block]:
    """Say the settled total; of a plan that is not settled, that it is not."""
    score, plan = table.score, table.plan
    if plan.closed is None:
        yield Paragraph(words.t("paper.public_running", end=words.date(plan.end)), TextTone.LEAD)
    elif score.totalled:
        p = table.decided or score.points
        secured, possible = words.points(p.secured, p.possible), words.points(p.possible)
        yield Paragraph(words.t("paper.public_total", points=secured, possible=possible), TextTone.LEAD)
        if score.word:
            yield Paragraph(words.t("plan.total_word", word=score.word))
    else:
        yield Paragraph(write_no_total(score, words), TextTone.LEAD)


def _make_goals(table: AnnualTable, ground: PaperGround, words: Words) -> PaperTable:
    year = table.plan.year
    columns = (
        *make_columns(("export.number", "annual.goal_and_criterion"), (9, 40), words),
        PaperColumn(words.t("plan.weight"), 10, numeric=True),
        PaperColumn(words.t("annual.expected", year=year), 22),
        PaperColumn(words.t("annual.reached", year=year), 22),
        PaperColumn(words.t("annual.fulfilment"), 22),
        PaperColumn(words.t("annual.before", year=year - 1), 16),
    )
    return PaperTable(
        "", columns, tuple(row for one in table.rows for row in _list_goal(one, table, ground, words))
    )


def _list_goal(row: AnnualRow, table: AnnualTable, ground: PaperGround, words: Words) -> Iterator[Row]:
    written = write_row(row, table, ground.catalogue, words)
    weight, status = make_weight(row.found, table.score, words), row.found.status
    settled = status in _SETTLED
    accepted = (words.t("course.accepted"),) if row.accepted else ()
    fulfilment = (
        PaperCell(written.fulfilment, status=status, notes=accepted)
        if settled
        else PaperCell(words.t("status.not_due"))
    )
    if len(written.parts) == 1:
        (part,) = written.parts
        title = PaperCell(written.title, notes=(part.criterion,), strong=True)
        yield (PaperCell(row.number), title, weight, *_tell(part, fulfilment, told=settled))
        return
    empty = (PaperCell(), PaperCell(), fulfilment, PaperCell())
    yield (PaperCell(row.number), PaperCell(written.title, strong=True), weight, *empty)
    for part, judged in zip(written.parts, row.parts, strict=True):
        told = judged.found.status in _SETTLED
        title = PaperCell(part.criterion, depth=1)
        yield (PaperCell(part.number), title, PaperCell(), *_tell(part, PaperCell(), told=told))


def _tell(part: WrittenPart, fulfilment: PaperCell, *, told: bool) -> Row:
    """Tell what was agreed, and what was reached once that is settled."""
    reached = PaperCell(part.reached if told else NOTHING)
    return (PaperCell(part.expected), reached, fulfilment, PaperCell(part.before))


def _make_changes(table: AnnualTable, words: Words) -> Iterator[Block]:
    if table.changes:
        yield Bullets(tuple(write_change(one, words) for one in table.changes))


def _make_about(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make what the plan is for, its time and who signed it; remarks on it are not public."""
    plan = ground.score.plan
    if plan.strategic_picture:
        yield Paragraph(plan.strategic_picture)
    facts = [f"{words.t('plan.year')}: {words.date(plan.start)} – {words.date(plan.end)}"]
    # Journal numbers and reasons for a missing signature are remarks of the parties' own.
    signed = [f"{write_role(one, words)}, {one.organisation}" for one in plan.signatures]
    facts += [f"{words.t('plan.signed')}: {words.list(signed)}"] if signed else []
    yield Bullets(tuple(facts))
