"""How far a year is settled, drawn: the figure, the way through it, and what is missing with where it is done."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from metrics.annual.annual_course import find_missing_texts
from metrics.annual.stages import AnnualStage, AnnualStep, WaitingPart, find_step_due
from metrics.plan.terms import Party
from metrics.status import Status
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui.draw import bars, marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words import points
from words.annual.act_line import write_actor
from words.annual.annual_lines import write_beside_total, write_preliminary_total, write_total
from words.annual.waiting_line import write_owing, write_waiting

DONE, MISSING, LATER = Status.MET, Status.OVERDUE_DATA, Status.NOT_DUE
"""The shapes of a step that is done, of one that something is missing for, and of one that has to wait."""


def draw_year_trail(settled: SettledYear) -> Markup:
    """Draw the links to the other settlements, the plan and next year's."""
    page, plan, t = settled.page, settled.plan, settled.page.t
    links = [
        marks.draw_link(page.link("annual"), t("annual.all")),
        marks.draw_link(page.link("plan", plan=plan.id), t("annual.to_plan")),
        *(_draw_year(settled, year) for year in settled.reading.years),
    ]
    return marks.draw_trail(links, t("annual.neighbours"))


def _draw_year(settled: SettledYear, year: int) -> Markup:
    """Draw the link to another year of the same contract; the one that is shown has none."""
    if year == settled.reading.year:
        return fill('<b aria-current="page">{}</b>', year)
    return marks.draw_link(settled.page.link("annual", plan=settled.plan.id, year=str(year)), str(year))


def draw_to_come(settled: SettledYear) -> Markup:
    """Draw what is to come of a year that is not over, and when."""
    t, words, plan = settled.page.t, settled.words, settled.plan
    days = {step: words.date(find_step_due(plan, step)) for step in AnnualStep}
    lines = [t(f"annual.coming_{step}", on=day) for step, day in days.items()]
    return marks.draw_lead(t("annual.not_over", end=words.date(plan.end))) + marks.draw_steps(
        [*lines, t("annual.coming_approval"), t("annual.coming_closing")]
    )


def draw_standing(settled: SettledYear) -> Markup:
    """Draw which settlement it is, the points reached, and what they are beside."""
    table, words = settled.table, settled.words
    now, t = table.decided or table.score.points, words.t
    beside = [
        *([write_preliminary_total(table, words)] if table.stage is AnnualStage.PRELIMINARY else []),
        *write_beside_total(table, words),
        *points.write_settlement(table.score, settled.catalogue, words),
    ]
    said = fill(
        '<p class="m-lead"><b>{}.</b> {}</p>',
        t(f"annual.stage_{table.stage}"),
        t(f"annual.says_{table.stage}"),
    )
    figure = Markup()
    if table.score.totalled:
        reached = words.points(now.secured, now.possible)
        figure = fill(
            '<p class="m-figure"><b>{}</b> {}</p>',
            reached,
            t("annual.of_possible", possible=words.points(now.possible)),
        ) + bars.draw_points_bar(now.secured, now.open, now.lost, now.possible, words, figures=True)
    else:
        figure = fill("<p>{}</p>", write_total(table, words))
    return fill(
        '<section class="m-annual-standing">{}{}{}</section>',
        said,
        figure,
        marks.draw_lines([line for line in beside if line]),
    )


def draw_way(settled: SettledYear) -> Markup:
    """Draw the steps of a settlement, each with whether it is done."""
    t, table = settled.page.t, settled.table
    items = [
        *(_draw_step(settled, step) for step in AnnualStep),
        _draw_analysis(settled),
        *(_draw_party(settled, party) for party in reversed(settled.plan.parties)),
        _draw_comparison(settled),
        _draw_item(
            t("annual.closing"),
            DONE if table.stage is AnnualStage.SETTLED else LATER,
            t("annual.way_closed", on=settled.words.date(settled.plan.closed.on))
            if settled.plan.closed
            else t("annual.way_ready" if table.stage is AnnualStage.FINAL else "annual.way_open"),
        ),
    ]
    first = next((row.number for row in table.rows), None)
    start = marks.draw_link(settled.link(first), t("annual.go_through")) if first else Markup()
    return fill(
        '<section class="m-annual-way"><ol>{}</ol><p>{}</p></section>',
        Markup().join(items),
        start,
    )


def _draw_step(settled: SettledYear, step: AnnualStep) -> Markup:
    table, words = settled.table, settled.words
    parts = [
        part for part in table.waiting if step is AnnualStep.FINAL or part.step is AnnualStep.PRELIMINARY
    ]
    goals = {part.goal for part in parts}
    due = words.date(find_step_due(settled.plan, step))
    if goals:
        return _draw_item(
            words.t(f"annual.step_{step}", on=due), MISSING, words.n("annual.goals_missing", len(goals))
        )
    return _draw_item(words.t(f"annual.step_{step}", on=due), DONE, words.t("annual.nothing_missing"))


def _draw_analysis(settled: SettledYear) -> Markup:
    table, words = settled.table, settled.words
    analysed = len(table.analysed)
    if not analysed:
        return _draw_item(words.t("annual.part_two"), DONE, words.t("annual.nothing_to_analyse"))
    written = analysed - len(find_missing_texts(table, settled.reading.ground.texts))
    said = words.n("annual.analysed", analysed, written=words.number(written))
    open_one = LATER if table.stage is AnnualStage.SETTLED else MISSING
    return _draw_item(words.t("annual.part_two"), DONE if written == analysed else open_one, said)


def _draw_party(settled: SettledYear, party: Party) -> Markup:
    words, course = settled.words, settled.course
    done = course.approved if party is Party.INSTITUTION else course.agreed
    title = words.t(f"annual.approved_by_{party}")
    if done is None:
        return _draw_item(title, LATER, words.t("annual.not_approved"))
    return _draw_item(
        title, DONE, words.t("annual.approved_on", by=write_actor(done, words), on=words.moment(done.at))
    )


def _draw_comparison(settled: SettledYear) -> Markup:
    """Draw who has compared the table with the goals of the Finance Act, and when."""
    words, done = settled.words, settled.course.compared
    title = words.t("annual.compared")
    if done is None:
        return _draw_item(title, LATER, words.t("annual.not_approved"))
    by = words.t("annual.approved_on", by=write_actor(done, words), on=words.moment(done.at))
    return _draw_item(title, DONE, by)


def _draw_item(title: str, status: Status, said: str) -> Markup:
    kind = status.replace("_", "-")
    return fill(
        '<li><span class="m-status"><span class="m-mark m-{}"></span><b>{}</b></span><span>{}</span></li>',
        kind,
        title,
        said,
    )


def draw_waiting(settled: SettledYear) -> Markup:
    """Draw what is missing, goal by goal: why, who owes it, by when, and a link to where it is done."""
    table, t = settled.table, settled.page.t
    if not table.waiting:
        return Markup()
    columns = [
        Column(t("annual.missing")),
        Column(t("page.goal")),
        Column(t("annual.owes")),
        Column(t("annual.due")),
        Column(t("annual.needed_for")),
    ]
    rows = [_draw_part(settled, part) for part in table.waiting]
    return draw_table(columns, rows, t("annual.waiting"), show_caption=True, classes="m-course")


def _draw_part(settled: SettledYear, part: WaitingPart) -> list[Cell]:
    words = settled.words
    said = write_waiting(part, settled.catalogue, words)
    status = Status.AWAITING_CONFIRMATION if part.party is Party.DEPARTMENT else Status.OVERDUE_DATA
    owing = write_owing(part, words)
    return [
        marks.draw_link(_find_place(settled, part), said),
        part.goal,
        draw_status(status, words, label=owing[:1].upper() + owing[1:]),
        _write_due(part.due, settled),
        words.t(f"annual.for_{part.step}"),
    ]


def _write_due(due: date | None, settled: SettledYear) -> str:
    return settled.words.date_short(due) if due else "–"


def _find_place(settled: SettledYear, part: WaitingPart) -> str:
    """Find the page where it is done: the report of a quarter, or the goal's."""
    page, plan = settled.page, settled.plan.id
    if part.quarter and part.item:
        return page.link("report", plan=plan, quarter=part.quarter)
    return page.link("goal", plan=plan, goal=part.goal)
