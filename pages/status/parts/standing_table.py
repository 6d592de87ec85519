"""The running plans of a ministry area as one table: where each total is likely to end, and how each goal stands."""

from __future__ import annotations

from markupsafe import Markup

from metrics.followup.changes import find_latest_report_day
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore
from metrics.whatif.headline import Headline
from metrics.whatif.year_totals import WHOLE
from pages.status.parts.area_view import YEARS_SHOWN, AreaView
from pages.ui.draw import marks
from pages.ui.draw.headline import draw_total_bar
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_numbered
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, headline
from words.language import Words
from words.standing import write_status


def draw_standing(area: AreaView, writer: Writer) -> Markup:
    """Draw a row for each running plan, worst first; nothing where none is running."""
    words = writer.words
    if not area.headlines:
        return Markup()
    columns = [
        Column(words.t("department.institution")),
        Column(words.t("headline.expected_short"), numeric=True),
        Column(words.t("headline.interval_short")),
        Column(_name_bar(area, words)),
        Column(headline.write_since(area.since, words) if area.since else words.t("headline.change")),
        Column(" · ".join(str(year) for year in _list_years(area))),
        Column(words.t("overview.goals_each")),
    ]
    rows = [_row(found, area, writer) for found in area.headlines.values()]
    return draw_table(columns, rows, words.t("overview.standing"), classes="m-standing")


def _name_bar(area: AreaView, words: Words) -> str:
    """Name the column of the bars with the limit of the area; some plans have one of their own."""
    own = any(found.has_own_enough for found in area.headlines.values())
    return words.t("headline.bar_own" if own else "headline.bar", enough=words.points(100 * area.share))


def _write_change(found: Headline, area: AreaView, words: Words) -> str:
    """Write how far a total has moved, with the day where a plan's latest report was due on another than the most."""
    since = find_latest_report_day([found.score.plan], area.as_of)
    change = headline.write_change(found, words)
    return change if since in (None, area.since) else f"{change} ({words.date_short(since)})"


def _row(found: Headline, area: AreaView, writer: Writer) -> list[Cell]:
    words, plan = writer.words, found.score.plan
    goals = Markup().join(_goal(goal, found, writer) for goal in found.score.goals)
    return [
        _name(plan, area, writer),
        *_total(found, words),
        _write_change(found, area, words),
        _draw_years(plan.institution, area, words),
        fill('<span class="m-goals">{}</span>', goals),
    ]


def _name(plan: Plan, area: AreaView, writer: Writer) -> Markup:
    """Draw the institution as a link to its page; with the plan's year, as a link to it, where several are running."""
    name = writer.catalogue.find_owner(plan).name
    several = sum(h.score.plan.institution == plan.institution for h in area.headlines.values()) > 1
    drawn = marks.draw_link(writer.link("institution", institution=plan.institution), name)
    year = fill('<span class="m-year">{}</span>', criteria.write_plan_years(plan))
    return drawn + " " + marks.draw_link(writer.link("plan", plan=plan.id), year) if several else drawn


def _list_years(area: AreaView) -> range:
    return range(area.as_of.year - YEARS_SHOWN, area.as_of.year)


def _draw_years(institution: str, area: AreaView, words: Words) -> Markup:
    """Draw the fulfilment of the years before as figures above small bars; a dash where there is none."""
    bars = Markup()
    for year in _list_years(area):
        found = area.years.get((institution, year))
        total = (found.total if found.decided is None else found.decided) if found else None
        figure = criteria.NOTHING if total is None else words.points(total)
        share = f"{float(total or 0) / 100:.2f}"
        bars += fill('<span>{}<i style="--share:{}"></i></span>', figure, share)
    return fill('<span class="m-mini">{}</span>', bars)


def _total(found: Headline, words: Words) -> list[Cell]:
    """Draw the figure, its interval and the bar; the counts of a plan without a total."""
    if not found.score.totalled:
        counts = criteria.write_counts(found.score, words)
        return [criteria.NOTHING, criteria.NOTHING, fill('<span class="m-none">{}</span>', counts)]
    bar, between = draw_total_bar(found, words), headline.write_between(found, words)
    if limit := headline.write_own_limit(found, words):
        bar += fill('<div class="m-none">{}</div>', limit)
    between = _name_possible(between, found, words)
    if found.total is not None:
        figure = _name_possible(headline.write_points(found.total, found, words), found, words)
        return [fill('<b class="m-total-figure">{}</b>', figure), between, bar]
    # What the mean lies between is no interval of the total.
    return [
        between or criteria.NOTHING,
        criteria.NOTHING if between else words.t("headline.unsettled_short"),
        bar,
    ]


def _name_possible(points: str, found: Headline, words: Words) -> str:
    """Add what the points are out of where that is not 100, as it is for the plans beside them; empty stays empty."""
    possible = found.points.possible
    if not points or possible == WHOLE:
        return points
    return words.t("headline.of_possible", points=points, possible=words.points(possible))


def _goal(score: GoalScore, found: Headline, writer: Writer) -> Markup:
    """Draw a goal as its number over its mark, linked to the goal."""
    goal = score.goal
    plan, status = found.score.plan, write_status(score.status, writer.words, over=found.is_over)
    label = f"{goal.number} {goal.title}: {status}"
    return draw_numbered(
        goal.number, score.status, writer.link("goal", plan=plan.id, goal=goal.number), label, status
    )
