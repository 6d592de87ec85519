"""One plan as a paper: where it stands, its goals with figures and reasons, and what has happened to it."""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.kinds.goal_tables import make_goal_table, make_points_table
from export.papers.kinds.headline_part import make_headline_blocks
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.trend_charts import make_trend_chart
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
from metrics.facts.decisions import find_near_misses, select_told
from metrics.followup.benchmark import find_benchmarks
from metrics.followup.goal_courses import GoalCourse, find_courses, find_shared_years
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from metrics.score.scoring import CriterionScore
from words import criteria, decision, verdict
from words.language import Words
from words.signing import write_role, write_signatures
from words.standing import write_status


def make_plan_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the paper of a plan as it stands at a moment."""
    head = make_head(PaperKind.PLAN, ground, ground.score.plan.title, words)
    after = ground.find_decided()
    accepted = find_near_misses(after.decisions) if after else {}
    trends = ground.find_trends(ground.plan)
    table = make_goal_table(ground.outlook, trends, accepted, ground.catalogue, words)
    charts = tuple(make_plan_charts(ground, words))
    sections = [
        PaperSection("", (*_make_stage(ground.score.plan, words), *make_headline_blocks(ground, words))),
        PaperSection(words.t("plan.caption"), (table,)),
        PaperSection(words.t("paper.points"), (make_points_table(ground.score, words),)),
        PaperSection(words.t("paper.reasons"), (make_reason_table(ground, words),)),
        PaperSection(
            words.t("paper.over_years"), (Paragraph(words.t("multiples.legend"), TextTone.LEGEND), *charts)
        ),
        PaperSection(words.t("paper.course"), tuple(_make_course(ground, words))),
        PaperSection(words.t("paper.about"), tuple(_make_about(ground.score.plan, words))),
    ]
    shown = [one for one in sections if any(not _is_legend(block) for block in one.blocks)]
    return Paper(head, tuple(shown))


def _is_legend(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.tone is TextTone.LEGEND


def _make_stage(plan: Plan, words: Words) -> Iterator[Block]:
    """Say that a plan is a draft, proposed or closed; nothing of one in force."""
    if not plan.locked:
        proposed = plan.life is Stage.PROPOSED
        yield Paragraph(words.t("course.proposed" if proposed else "course.draft"), TextTone.LEAD)
    elif plan.closed:
        on, note = words.date(plan.closed.on), plan.closed.note or ""
        yield Paragraph(words.t("course.closed", on=on, note=note).strip())


def make_plan_charts(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the charts of a plan's goals over the years it shares with the institution's other plans."""
    yield from make_course_charts(find_plan_courses(ground), ground, words)


def find_plan_courses(ground: PaperGround) -> list[GoalCourse]:
    """Find the goals of a plan over the years, those that only older plans have left out."""
    own = [plan for plan in ground.agreed if plan.institution == ground.score.plan.institution]
    others = sorted((p for p in own if p.id != ground.plan), key=lambda plan: plan.start, reverse=True)
    outlooks = [ground.outlooks[plan.id] for plan in others]
    found = find_courses(ground.outlook, outlooks, ground.facts, ground.catalogue)
    return [one for one in found if not one.earlier]


def make_course_charts(courses: list[GoalCourse], ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make a chart of every measured goal, all over the same years."""
    years = find_shared_years([one.trend for one in courses if one.trend], ground.score.plan)
    yardsticks = ground.find_yardsticks()
    for one in courses:
        if one.trend:
            compared = find_benchmarks(
                one.plan, one.leaf.criterion, years, yardsticks, ground.facts, ground.catalogue
            )
            chart = make_trend_chart(one, write_course_title(one, words), years, list(compared), words)
            if chart:
                yield chart


def write_course_title(one: GoalCourse, words: Words) -> str:
    """Write the title of a chart: what is measured; where the goal has several tests, the goal and which of them."""
    goal, leaf = one.goal.goal, one.leaf.criterion
    if one.alone:
        return f"{goal.number} {leaf.title}"
    part = leaf.title if leaf.title[1:2].isupper() else leaf.title[:1].lower() + leaf.title[1:]
    return words.t("multiples.title", number=goal.number, goal=goal.title, part=part)


def make_reason_table(ground: PaperGround, words: Words) -> PaperTable:
    """Make the table of why each test stands as it does: what was asked, what was reached, and the arithmetic."""
    columns = (
        PaperColumn(words.t("export.number"), 8),
        PaperColumn(words.t("export.title"), 30),
        PaperColumn(words.t("export.target"), 16),
        PaperColumn(words.t("plan.result"), 20),
        PaperColumn(words.t("goal.why"), 46),
    )
    rows = [
        row
        for goal in ground.score.goals
        for criterion in goal.criteria
        for row in _list_reasons(criterion, ground, words, 0)
    ]
    return PaperTable("", columns, tuple(rows))


def _list_reasons(found: CriterionScore, ground: PaperGround, words: Words, depth: int) -> Iterator[Row]:
    plan, catalogue = ground.score.plan, ground.catalogue
    yield (
        PaperCell(found.criterion.number),
        PaperCell(found.criterion.title, depth=depth),
        PaperCell(criteria.write_target(found, plan, catalogue, words)),
        PaperCell(criteria.write_result(found, plan, catalogue, words)),
        PaperCell(
            verdict.write_verdict(found, words)
            if found.trace or found.criteria
            else write_status(found.status, words, over=ground.score.is_over)
        ),
    )
    for child in found.criteria:
        yield from _list_reasons(child, ground, words, depth + 1)


def _make_course(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the tables of amendments and decisions; nothing where there are none."""
    plan, after = ground.score.plan, ground.find_decided()
    if plan.amendments:
        yield make_amendment_table(plan, words)
    if after and (told := select_told(after.decisions)):
        keys = ("course.decision", "course.what", "course.by", "course.reason")
        rows = tuple(
            (
                PaperCell(words.t("course.number", number=d.number, on=words.date_short(d.on)), value=d.on),
                PaperCell(decision.write_what(d, plan, words)),
                PaperCell(d.by),
                PaperCell(d.reason),
            )
            for d in told
        )
        yield PaperTable(words.t("course.decisions"), make_columns(keys, (16, 30, 18, 40), words), rows)


def make_amendment_table(plan: Plan, words: Words) -> PaperTable:
    """Make the table of a plan's amendments: when agreed, from when, why, and by whom."""
    keys = ("course.agreed", "course.valid_from", "course.reason", "course.signed_by")
    rows = tuple(
        (
            PaperCell(words.date_short(one.on), value=one.on),
            PaperCell(words.date_short(one.since), value=one.since),
            PaperCell(one.reason),
            PaperCell(words.list([f"{write_role(s, words)}, {s.organisation}" for s in one.signatures])),
        )
        for one in plan.amendments
    )
    return PaperTable(words.t("course.amendments"), make_columns(keys, (14, 14, 40, 36), words), rows)


def make_columns(keys: tuple[str, ...], widths: tuple[int, ...], words: Words) -> tuple[PaperColumn, ...]:
    """Make columns of text by the keys of their headings."""
    return tuple(PaperColumn(words.t(key), width) for key, width in zip(keys, widths, strict=True))


def _make_about(plan: Plan, words: Words) -> Iterator[Block]:
    if plan.strategic_picture:
        yield Paragraph(plan.strategic_picture)
    facts = [f"{words.t('plan.year')}: {words.date(plan.start)} – {words.date(plan.end)}"]
    signed = write_signatures(plan, words)
    facts += [
        f"{words.t('plan.signed')}: {line}" for line in signed or ([plan.issued_by] if plan.issued_by else [])
    ]
    facts += plan.notes
    yield Bullets(tuple(facts))
