"""The links between initiatives and yearly goals as HTML, from either side."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.direction.direction_plan import Direction, Initiative
from metrics.direction.direction_terms import Relation
from metrics.direction.serving import (
    ServingGoal,
    find_served,
    find_serving_nothing,
    find_unserved,
    find_yearly_plans,
)
from metrics.plan.model import Plan
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer


def draw_goals_of(initiative: Initiative, view: DirectionView, writer: Writer) -> Markup:
    """Draw the goals that are linked to an initiative: those that serve it, and those that went before."""
    own = [one for one in view.serving if one.initiative is initiative]
    return Markup().join(fill('<span class="m-line">{}</span>', _draw_goal(one, writer)) for one in own)


def _draw_goal(one: ServingGoal, writer: Writer) -> Markup:
    named = f"{one.goal.number} {one.goal.title}, {one.plan.title}"
    link = marks.draw_link(writer.link("goal", plan=one.plan.id, goal=one.goal.number), named)
    before = (
        fill("{} ", writer.words.t("direction.forerunner"))
        if one.link.relation is Relation.PRECEDES
        else Markup()
    )
    note = fill('<span class="m-rule">{}</span>', one.link.note) if one.link.note else Markup()
    return before + link + note


def draw_years(view: DirectionView, writer: Writer) -> Markup:
    """Draw for each yearly plan which initiatives no goal serves, and which goals serve nothing."""
    words = writer.words
    if not view.direction.initiatives:
        return Markup()
    title = fill("<h2>{}</h2>", words.t("direction.years"))
    if not view.yearly:
        return title + fill('<p class="m-none">{}</p>', words.t("direction.no_yearly"))
    return title + Markup().join(_year(plan, view, writer) for plan in view.yearly)


def _year(plan: Plan, view: DirectionView, writer: Writer) -> Markup:
    words = writer.words
    unserved = [one.name for one in find_unserved(view.direction, plan)]
    idle = find_serving_nothing([view.direction], plan)
    head = marks.draw_link(writer.link("plan", plan=plan.id), plan.title)
    return fill(
        "<h3>{}</h3><dl>{}{}</dl>",
        head,
        _group(
            words.t("direction.unserved"),
            [fill("{}", one) for one in unserved],
            words.t("direction.all_served"),
        ),
        _group(
            words.t("direction.idle"),
            [_link_goal(plan, one.number, one.title, writer) for one in idle],
            words.t("direction.none_idle"),
        ),
    )


def _group(title: str, items: Sequence[Markup], none: str) -> Markup:
    listed = fill("<ul>{}</ul>", Markup().join(fill("<li>{}</li>", one) for one in items)) if items else none
    return fill("<dt>{}</dt><dd>{}</dd>", title, listed)


def _link_goal(plan: Plan, number: str, title: str, writer: Writer) -> Markup:
    return marks.draw_link(writer.link("goal", plan=plan.id, goal=number), f"{number} {title}")


def draw_direction_of_plan(plan: Plan, directions: Sequence[Direction], writer: Writer) -> Markup:
    """Draw which development plans a yearly plan belongs to, and which of its goals serve nothing of them."""
    own = [one for one in directions if find_yearly_plans(one, [plan])]
    linked = [one for one in directions if one not in own and _is_linked(one, plan)]
    if not own and not linked:
        return Markup()
    words = writer.words
    links = [marks.draw_link(writer.link("direction", plan=one.id), one.title) for one in (*own, *linked)]
    body = Markup().join(fill("<li>{}</li>", one) for one in links)
    idle = [f"{one.number} {one.title}" for one in find_serving_nothing(own, plan)]
    told = fill('<p class="m-none">{}</p>', words.t("direction.idle_in_plan", goals=words.list(idle)))
    return fill(
        '<section class="m-why"><h2>{}</h2><ul>{}</ul>{}</section>',
        words.t("page.direction"),
        body,
        told if idle else Markup(),
    )


def draw_directions(directions: Sequence[Direction], writer: Writer) -> Markup:
    """Draw the links to an institution's development plans; nothing where it has none."""
    if not directions:
        return Markup()
    links = (marks.draw_link(writer.link("direction", plan=one.id), one.title) for one in directions)
    items = Markup().join(fill("<li>{}</li>", link) for link in links)
    return fill(
        '<section class="m-why"><h2>{}</h2><ul>{}</ul></section>', writer.words.t("page.direction"), items
    )


def _is_linked(direction: Direction, plan: Plan) -> bool:
    return any(link.plan == plan.id for one in direction.initiatives for link in one.goals)


def draw_direction_of_goal(plan: Plan, goal: str, directions: Sequence[Direction], writer: Writer) -> Markup:
    """Draw which initiatives a goal serves or went before; that it serves none, where there are some it could."""
    words, served = writer.words, find_served(directions, plan, goal)
    if not served and not any(one.initiatives and find_yearly_plans(one, [plan]) for one in directions):
        return Markup()
    lines = [
        words.t(
            f"direction.goal_{one.link.relation}",
            initiative=one.initiative.name,
        )
        for one in served
    ]
    items = Markup().join(
        fill(
            "<li>{} ({})</li>",
            line,
            marks.draw_link(writer.link("direction", plan=one.direction.id), one.direction.title),
        )
        for line, one in zip(lines, served, strict=True)
    )
    body = (
        fill("<ul>{}</ul>", items)
        if served
        else fill('<p class="m-none">{}</p>', words.t("direction.serves_none"))
    )
    return fill('<section class="m-why"><h2>{}</h2>{}</section>', words.t("page.direction"), body)
