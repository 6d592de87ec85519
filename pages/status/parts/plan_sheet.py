"""One plan as HTML: its facts, and its goals with this year beside the last."""

from __future__ import annotations

from collections.abc import Container, Iterator

from markupsafe import Markup

from metrics.followup.outlook import Outlook
from metrics.plan.model import Goal, Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import Trend
from pages.status.parts import foresight_sheet
from pages.ui.draw import marks, sparkline
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.sparkline import build_spark, draw_sparkline
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, verdict
from words.language import Words
from words.signing import write_signatures

Trends = dict[str, Trend | None]
"""The trend of each criterion by its number."""


def draw_plan_trail(plan: Plan, writer: Writer) -> Markup:
    """Draw the links from a plan: its institution, its scenarios while it is open, and what is made of a signed one."""
    name = writer.catalogue.find_owner(plan).name
    links = [marks.draw_link(writer.link("institution", institution=plan.institution), name)]
    if not plan.closed:
        links.append(marks.draw_link(writer.link("whatif", plan=plan.id), writer.words.t("plan.scenarios")))
    if plan.locked:
        links.append(marks.draw_link(writer.link("annual", plan=plan.id), writer.words.t("page.annual")))
        links.append(marks.draw_link(writer.link("journal", plan=plan.id), writer.words.t("page.journal")))
    return marks.draw_trail(links, writer.words.t("plan.trail"))


def draw_about(plan: Plan, writer: Writer) -> Markup:
    """Draw who agreed on the plan, when, for which year, and how it is scored and reported."""
    words = writer.words
    facts = [
        (
            words.t("plan.parties"),
            " · ".join(part for part in (plan.department, writer.catalogue.find_owner(plan).name) if part),
        ),
        (words.t("plan.year"), f"{words.date(plan.start)} – {words.date(plan.end)}"),
        (words.t("plan.signed"), _draw_signatures(plan, words)),
        (words.t("plan.rule"), _rule(plan, words)),
        (words.t("plan.reports"), _reports(plan, words)),
        (words.t("plan.source"), marks.draw_addresses(plan.source)),
    ]
    rows = Markup().join(
        fill("<div><dt>{}</dt><dd>{}</dd></div>", name, text) for name, text in facts if text
    )
    return fill('<dl class="m-facts">{}</dl>', rows)


def _draw_signatures(plan: Plan, words: Words) -> Cell:
    """Draw each signature on a line, or who issued the plan."""
    lines = (fill('<span class="m-signature">{}</span>', line) for line in write_signatures(plan, words))
    return Markup().join(lines) or plan.issued_by or ""


def draw_picture(plan: Plan, words: Words) -> Markup:
    """Draw the strategic picture and the plan's notes, folded."""
    if not (plan.strategic_picture or plan.notes):
        return Markup()
    notes = Markup().join(fill("<li>{}</li>", note) for note in plan.notes)
    return fill(
        '<details class="m-details"><summary>{}</summary><p>{}</p><ul>{}</ul></details>',
        words.t("plan.picture"),
        plan.strategic_picture or "",
        notes,
    )


def draw_goals(outlook: Outlook, trends: Trends, accepted: Container[str], writer: Writer) -> Markup:
    """Draw the table of goals; a goal with several criteria has a row for each below its own.

    `accepted` holds the numbers of missed goals that were decided met; both are shown.
    """
    words = writer.words
    score, plan = outlook.score, outlook.score.plan
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("plan.weight"), numeric=True),
        Column(words.t("plan.last_target", year=plan.year - 1), numeric=True),
        Column(words.t("plan.last_result", year=plan.year - 1), numeric=True),
        Column(words.t("plan.target", year=plan.year), numeric=True),
        Column(words.t("plan.result"), numeric=True),
        Column(words.t("plan.trend", first=plan.year - sparkline.SPARK_YEARS + 1, last=plan.year)),
        Column(words.t("plan.status")),
    ]
    rows = [
        row
        for goal in score.goals
        for row in _goal(goal, outlook, trends, goal.goal.number in accepted, writer)
    ]
    return draw_table(columns, rows, words.t("plan.caption"), classes="m-goals-table")


def _goal(
    goal: GoalScore,
    outlook: Outlook,
    trends: Trends,
    accepted: bool,
    writer: Writer,
) -> Iterator[list[Cell]]:
    words = writer.words
    score, plan = outlook.score, outlook.score.plan
    name = marks.draw_link(
        writer.link("goal", plan=plan.id, goal=goal.goal.number), f"{goal.goal.number} {goal.goal.title}"
    )
    weight = words.points(goal.weight, score.points.possible) if goal.goal.scored else words.t("plan.outside")
    only = goal.criteria[0] if len(goal.criteria) == 1 and not goal.criteria[0].criteria else None
    status = draw_status(goal.status, words, over=score.is_over) + foresight_sheet.draw_beside(
        goal, outlook, trends[only.criterion.number] if only else None, writer
    )
    if accepted:
        status += fill('<span class="m-rule">{}</span>', words.t("course.accepted"))
    head = name + _kind(goal.goal, words)
    if only:
        yield [head, weight, *_figures(only, plan, trends, writer), status]
        return
    yield [
        head + fill('<span class="m-rule">{}</span>', verdict.write_rule(goal.goal, words)),
        weight,
        *[""] * 5,
        status,
    ]
    for criterion in goal.criteria:
        yield from _criterion(criterion, score, trends, writer, depth=1)


def _kind(goal: Goal, words: Words) -> Markup:
    text = words.t(f"kind.{goal.kind}") if goal.kind else ""
    return fill('<span class="m-kind">{}</span>', text) if text else Markup()


def _criterion(
    found: CriterionScore, score: Score, trends: Trends, writer: Writer, depth: int
) -> Iterator[list[Cell]]:
    words = writer.words
    rule = (
        fill('<span class="m-rule">{}</span>', verdict.write_verdict(found, words))
        if found.criteria
        else Markup()
    )
    name = fill(
        '<span class="m-sub" style="--depth:{}">{} {}{}</span>',
        depth,
        found.criterion.number,
        found.criterion.title,
        rule,
    )
    status = draw_status(found.status, words, over=score.is_over)
    if found.criteria:
        yield [name, *[""] * 6, status]
    else:
        yield [name, "", *_figures(found, score.plan, trends, writer), status]
    for child in found.criteria:
        yield from _criterion(child, score, trends, writer, depth + 1)


def _figures(score: CriterionScore, plan: Plan, trends: Trends, writer: Writer) -> list[Cell]:
    words = writer.words
    trend = trends[score.criterion.number]
    target, result = criteria.write_last_year(trend, plan, words, writer.catalogue)
    spark: Cell = ""
    if trend:
        points = build_spark(trend, plan.year)
        spark = draw_sparkline(points, words, unit=trend.indicator.unit, decimals=trend.indicator.decimals)
    return [
        target,
        result,
        criteria.write_target(score, plan, writer.catalogue, words),
        criteria.write_result(score, plan, writer.catalogue, words),
        spark,
    ]


def _rule(plan: Plan, words: Words) -> str:
    key = f"plan.weights_{plan.scoring.weights}"
    return words.t(
        key, possible=words.number(plan.scoring.possible), count=sum(goal.scored for goal in plan.goals)
    )


def _reports(plan: Plan, words: Words) -> str:
    quarters = words.list([words.t("plan.quarter", quarter=quarter) for quarter in plan.reporting.quarters])
    text = words.t("plan.reporting", days=plan.reporting.days, quarters=quarters)
    if plan.reporting.dates:
        text = words.t(
            "plan.reporting_dates", dates=words.list([words.date(d) for d in plan.reporting.dates])
        )
    return f"{text} {plan.reporting.note}" if plan.reporting.note else text
