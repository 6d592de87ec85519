"""What needs attention, as HTML: the goals at risk or late, and those whose status has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from metrics.followup.changes import StatusChange, find_quarter_before
from metrics.followup.concerns import Concern
from metrics.followup.outlook import Outlook
from metrics.score.scoring import GoalScore
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.deadline import write_days
from words.flag import write_reason
from words.language import Words


def draw_concerns(
    found: Sequence[Concern],
    writer: Writer,
    *,
    caption: str,
    most: int | None = None,
) -> Markup:
    """Draw the goals at risk or late: at most `most` with one reason each, or all of them with every reason."""
    words = writer.words
    shown = found[:most]
    rows = [
        [
            _goal(concern.outlook, concern.goal, writer),
            words.points(concern.first.points, concern.outlook.score.points.possible),
            words.date_short(concern.first.due),
            write_days(concern.first.days_left(concern.outlook.score.facts.as_of), words),
            _why(concern, words, all_of_them=most is None),
        ]
        for concern in shown
    ]
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("overview.points"), numeric=True),
        Column(words.t("overview.due"), numeric=True),
        Column(words.t("overview.left"), numeric=True),
        Column(words.t("overview.why")),
    ]
    return draw_table(columns, rows, caption, show_caption=True, classes="m-concerns")


def draw_changes(
    found: Sequence[tuple[Outlook, StatusChange]],
    as_of: date,
    writer: Writer,
    *,
    most: int | None = None,
) -> Markup:
    """Draw the goals whose status has changed, at most `most`; nothing where there are none."""
    words = writer.words
    if not found:
        return Markup()
    caption = words.n("overview.changed", len(found), since=words.date(find_quarter_before(as_of)))
    rows = [
        [
            _goal(outlook, change.goal, writer, marked=False),
            words.points(change.goal.weight, outlook.score.points.possible),
            draw_status(change.before, words),
            draw_status(change.goal.status, words),
            write_reason(change.reason, words) if change.reason else "",
        ]
        for outlook, change in found[:most]
    ]
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("overview.points"), numeric=True),
        Column(words.t("overview.before")),
        Column(words.t("overview.now")),
        Column(words.t("overview.why")),
    ]
    return draw_table(columns, rows, caption, show_caption=True, classes="m-changed")


def _goal(
    outlook: Outlook,
    goal: GoalScore,
    writer: Writer,
    *,
    marked: bool = True,
) -> Markup:
    words = writer.words
    plan = outlook.score.plan
    owner = writer.catalogue.find_owner(plan).name
    name = words.t("overview.goal", institution=owner, number=goal.goal.number)
    mark = draw_status(goal.status, words, show_word=False) if marked else Markup()
    href = writer.link("goal", plan=plan.id, goal=goal.goal.number)
    return mark + marks.draw_link(href, f"{name} {goal.goal.title}")


def _why(concern: Concern, words: Words, *, all_of_them: bool) -> Markup | str:
    said = list(dict.fromkeys(write_reason(flag, words) for flag in concern.flags))
    if not all_of_them or len(said) == 1:
        return said[0]
    items = Markup().join(fill("<li>{}</li>", text) for text in said)
    return fill('<ul class="m-lines">{}</ul>', items)
