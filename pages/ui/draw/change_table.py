"""The goals that have moved since a day, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.followup.changes import GoalMove
from metrics.followup.outlook import Outlook
from metrics.score.scoring import GoalScore
from pages.ui.draw import marks
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.flag import write_named_reason
from words.headline import write_move


def draw_changes(
    found: Sequence[tuple[Outlook, GoalMove]],
    caption: str,
    writer: Writer,
    *,
    within: bool = False,
) -> Markup:
    """Draw the goals that have moved, nothing where there are none; those of a named institution `within` it."""
    words = writer.words
    if not found:
        return Markup()
    rows = [
        [
            draw_goal_link(outlook, move.goal, writer, within=within),
            words.points(move.goal.weight, outlook.score.points.possible),
            draw_status(move.before, words),
            draw_status(move.goal.status, words, over=outlook.score.is_over),
            write_move(move.points, outlook.score.points.possible, words, foreseen=True),
            write_named_reason(move.reason, move.goal.goal, words, titled=True) if move.reason else "",
        ]
        for outlook, move in found
    ]
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("overview.points"), numeric=True),
        Column(words.t("overview.before")),
        Column(words.t("overview.now")),
        Column(words.t("overview.moved"), numeric=True),
        Column(words.t("overview.why")),
    ]
    return draw_table(columns, rows, caption, classes="m-changed")


def draw_goal_link(outlook: Outlook, goal: GoalScore, writer: Writer, *, within: bool = False) -> Markup:
    """Draw the link to a goal, named by its number and title, and by its institution unless `within` that."""
    plan, number = outlook.score.plan, goal.goal.number
    owner = writer.catalogue.find_owner(plan).name
    name = number if within else writer.words.t("overview.goal", institution=owner, number=number)
    href = writer.link("goal", plan=plan.id, goal=number)
    return marks.draw_link(href, f"{name} {goal.goal.title}")
