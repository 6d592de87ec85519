"""Half a page for the minister's secretariat: what may be asked, and the figures told before. No forecasts."""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.kinds.goal_tables import make_status, name_goal
from export.papers.kinds.headline_part import write_no_total
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import Block, Paper, PaperCell, PaperSection, PaperTable, Paragraph, Row, TextTone
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.paper.questions import AskedGoal, find_asked_goals
from words import criteria, points
from words.goals.point_parts import write_parts
from words.language import Words


def make_minister_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the half page about a plan."""
    asked = find_asked_goals(ground.outlook)
    sections = [
        PaperSection("", tuple(_make_lead(ground, words))),
        PaperSection(words.t("paper.may_be_asked"), tuple(_make_asked(asked, ground, words))),
    ]
    title = words.t("paper.minister_title", plan=ground.score.plan.title)
    return Paper(make_head(PaperKind.MINISTER, ground, title, words), tuple(sections))


def _make_lead(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Say what is in hand, what is open and what is lost: plain counts, nothing foreseen."""
    score = ground.score
    if score.totalled:
        p = score.points
        said = words.t("bar.sentence", possible=words.points(p.possible), **write_parts(p, words))
    else:
        said = f"{write_no_total(score, words)} {criteria.write_counts(score, words)}"
    owner = ground.catalogue.find_owner(score.plan).name
    yield Paragraph(words.t("risk.named", name=owner, reason=said), TextTone.LEAD)
    for line in points.write_settlement(score, ground.catalogue, words):
        yield Paragraph(line)


def _make_asked(asked: list[AskedGoal], ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the table of the goals that may be asked about, with this year's figures and those told last year."""
    if not asked:
        yield Paragraph(words.t("paper.none_asked_about"))
        return
    plan, trends = ground.score.plan, ground.find_trends(ground.plan)
    keys = ("page.goal", "plan.status")
    columns = (
        *make_columns(keys, (34, 22), words),
        *make_columns(("export.target", "plan.result"), (16, 20), words),
        *make_columns(("paper.told_before",), (26,), words),
    )
    rows: list[Row] = []
    for one in asked:
        target = criteria.write_target(one.leaf, plan, ground.catalogue, words)
        result = criteria.write_result(one.leaf, plan, ground.catalogue, words)
        trend = trends.get(one.leaf.criterion.number)
        _, before = criteria.write_last_year(trend, plan, words, ground.catalogue)
        name = PaperCell(name_goal(one.goal), notes=(one.leaf.criterion.title,), strong=True)
        status = make_status(one.goal, ground.score, words)
        rows.append((name, status, PaperCell(target), PaperCell(result), PaperCell(before)))
    yield PaperTable("", columns, tuple(rows))
    yield Paragraph(words.t("paper.told_before_note", year=plan.year - 1), TextTone.NOTE)
