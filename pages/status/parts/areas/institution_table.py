"""The institutions of all areas, or those that are searched for, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from pages.status.parts.areas.area_brief import AreaBrief, PlanBrief
from pages.status.parts.areas.area_sheet import draw_area_link, draw_fictional_all, draw_statuses, write_count
from pages.status.parts.areas.plan_search import FoundPlan
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_skippable
from pages.ui.draw.writer import Writer
from words import criteria
from words.language import Words

MOST_ROWS = 300
"""How many rows are shown at most: a reader of more has to narrow down."""


def draw_institutions(found: Sequence[FoundPlan], writer: Writer) -> Markup:
    """Draw how many plans there are, and a row for each, in the order given."""
    words = writer.words
    said = words.n("areas.found", len(found))
    if len(found) > MOST_ROWS:
        said += " " + words.t("areas.narrow", most=words.number(MOST_ROWS))
    areas = list({one.area.name: one.area for one in found}.values())
    lead = fill(
        '<p class="m-lead" role="status">{}{}</p>', said, draw_fictional_all(areas, writer) if found else ""
    )
    if not found:
        return lead
    columns = [
        Column(words.t("department.institution")),
        Column(words.t("overview.area")),
        Column(words.t("headline.expected_short"), numeric=True),
        Column(words.t("headline.interval_short")),
        Column(words.t("areas.goals")),
        Column(words.t("areas.late"), numeric=True),
        Column(words.t("areas.missing"), numeric=True),
    ]
    rows = [_row(one, areas, writer) for one in found[:MOST_ROWS]]
    title, skip = words.t("overview.standing"), words.t("table.skip")
    return lead + draw_skippable(columns, rows, title, skip, classes="m-institutions")


def _row(found: FoundPlan, areas: Sequence[AreaBrief], writer: Writer) -> list[Cell]:
    words, brief = writer.words, found.brief
    return [
        _name(found, writer),
        draw_area_link(found.area, areas, writer),
        *_write_total(brief, words),
        draw_statuses(brief.statuses, words) if brief.is_running else words.t("areas.resting"),
        write_count(brief.late, words),
        write_count(brief.missing, words),
    ]


def _name(found: FoundPlan, writer: Writer) -> Markup:
    """Draw the institution and the plan's year as links, with the goals that were asked for below."""
    plan = found.brief.plan
    name = writer.catalogue.find_owner(plan).name
    drawn = marks.draw_link(writer.link("institution", institution=plan.institution), name)
    year = fill('<span class="m-year">{}</span>', criteria.write_plan_years(plan))
    goals = (
        marks.draw_link(writer.link("goal", plan=plan.id, goal=goal.number), f"{goal.number} {goal.title}")
        for goal in found.goals
    )
    items = Markup().join(fill("<li>{}</li>", goal) for goal in goals)
    listed = fill('<ul class="m-beside">{}</ul>', items) if found.goals else Markup()
    return drawn + " " + marks.draw_link(writer.link("plan", plan=plan.id), year) + listed


def _write_total(brief: PlanBrief, words: Words) -> tuple[str, str]:
    """Write the total and its interval; where a goal has no forecast, what the mean lies between, and no interval."""
    low, high = (
        ("", "") if brief.between is None else (_write_whole(end, brief, words) for end in brief.between)
    )
    if brief.total is None:
        bounds = words.t("headline.bounds", low=low, high=high) if brief.between else criteria.NOTHING
        return bounds, criteria.NOTHING
    between = words.t("headline.between", low=low, high=high) if brief.between else criteria.NOTHING
    if brief.is_settled:
        return words.points(brief.total, brief.possible, decimals=1), between
    return _write_whole(brief.total, brief, words), between


def _write_whole(points: Fraction, brief: PlanBrief, words: Words) -> str:
    return words.points(points, brief.possible, decimals=0)
