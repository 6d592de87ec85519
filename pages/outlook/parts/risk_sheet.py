"""What lies ahead as HTML: what each ministry area owes, its goals at risk, the days ahead and what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.access import Role
from metrics.followup.changes import find_at_last_reports, find_latest_report_day, find_moved_goals
from metrics.followup.concerns import Concern
from metrics.followup.deadlines import Deadline
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule
from pages.outlook.parts.area_risks import find_area_risks
from pages.outlook.parts.owed_sheet import draw_owed
from pages.outlook.parts.reasons import draw_reasons
from pages.outlook.parts.timeline_sheet import draw_timeline
from pages.ui.draw import marks
from pages.ui.draw.change_table import draw_changes, draw_goal_link
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from pages.ui.moments import Before
from words.deadline import write_days
from words.flag import write_reason
from words.language import Words

OWING = (Role.REPORTER, Role.CONTROLLER, Role.HEAD)
"""The roles that a deadline can fall to."""


def draw_nothing(words: Words) -> Markup:
    """Say that no ministry area has anything to show."""
    return fill('<p class="m-none">{}</p>', words.t("ahead.nothing"))


def draw_area(
    name: str,
    outlooks: Sequence[Outlook],
    before: Before,
    owed: Sequence[Deadline],
    writer: Writer,
    owes: str = "",
) -> Markup:
    """Draw a ministry area: what is owed, what is at risk and the days ahead; empty where it has nothing to show.

    `owes` is the role whose deadlines are wanted; an empty text leaves all of them.
    """
    words = writer.words
    as_of = outlooks[0].score.facts.as_of
    risks = find_area_risks(outlooks, owed, as_of, owes)
    at_risk = words.n("risk.title", len(risks.at_risk))
    first = [
        draw_owed(risks, as_of, writer),
        draw_risks(risks.at_risk, at_risk, writer),
        draw_timeline(risks.wanted, as_of, writer),
    ]
    below = [_changes(outlooks, before, writer), _silences(outlooks, writer)]
    groups = risks.owed
    if not (groups.late or groups.groups or groups.later or risks.at_risk or any(below)):
        return Markup()
    fictional = writer.catalogue.institutions[outlooks[0].score.plan.institution].fictional
    badge = marks.draw_fictional(words, fictional=fictional)
    return fill(
        '<section class="m-area"><div class="m-area-head"><h2>{}{}</h2></div>'
        '<div class="m-lookout">{}</div>{}</section>',
        name,
        badge,
        Markup().join(first),
        Markup().join(below),
    )


def draw_risks(found: Sequence[Concern], title: str, writer: Writer) -> Markup:
    """Draw goals that need attention, those with most points at stake first, each with its weightiest reason."""
    words = writer.words
    rows = Markup().join(_risk(concern, writer) for concern in found)
    drawn = fill('<ul class="m-watch">{}</ul>', rows) if found else _none(words)
    return fill('<div class="m-at-risk"><h3>{}</h3>{}</div>', title, drawn)


def _none(words: Words) -> Markup:
    return fill('<p class="m-none">{}</p>', words.t("risk.none"))


def _risk(concern: Concern, writer: Writer) -> Markup:
    words, outlook, first = writer.words, concern.outlook, concern.first
    points = words.points(first.points, outlook.score.points.possible)
    left = write_days(first.days_left(outlook.score.facts.as_of), words)
    return fill(
        '<li>{}<span>{}</span><span class="m-stake">{}</span>{}</li>',
        draw_status(concern.goal.status, words, over=outlook.score.is_over, show_word=False),
        draw_goal_link(outlook, concern.goal, writer),
        f"{words.t('risk.points', points=points)} · {left}",
        draw_reasons(concern, words),
    )


def _changes(outlooks: Sequence[Outlook], before: Before, writer: Writer) -> Markup:
    """Draw the goals that have moved since the latest quarterly report was due."""
    words, day = writer.words, outlooks[0].score.facts.as_of
    plans = [one.score.plan for one in outlooks]
    since = find_latest_report_day(plans, day)
    found = find_moved_goals(outlooks, find_at_last_reports(plans, day, before))
    caption = words.n("overview.changed", len(found), since=words.date(since)) if since else ""
    return _fold(caption, draw_changes(found, caption, writer))


def _silences(outlooks: Sequence[Outlook], writer: Writer) -> Markup:
    """Draw the open tests without a forecast and what they lack; empty where there are none."""
    words = writer.words
    rows = [row for outlook in outlooks for row in _silent(outlook, writer)]
    if not rows:
        return Markup()
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("risk.criterion")),
        Column(words.t("overview.why")),
    ]
    caption = words.n("risk.silences", len(rows))
    return _fold(caption, draw_table(columns, rows, caption))


def _fold(title: str, drawn: Markup) -> Markup:
    """Fold a table under its title; empty where there is none."""
    if not drawn:
        return Markup()
    return fill(
        '<details class="m-owes m-later"><summary><span>{}</span></summary>{}</details>', title, drawn
    )


def _silent(outlook: Outlook, writer: Writer) -> Iterator[list[Cell]]:
    words = writer.words
    plan = outlook.score.plan
    owner = writer.catalogue.find_owner(plan).name
    titles = {leaf.number: leaf.title for goal in plan.goals for leaf in goal.leaves()}
    flags: list[Flag] = [flag for flag in outlook.flags if flag.rule is RiskRule.SILENT]
    for flag in flags:
        name = words.t("overview.goal", institution=owner, number=flag.goal)
        href = writer.link("goal", plan=plan.id, goal=flag.goal)
        number = flag.criterion or ""
        yield [marks.draw_link(href, name), f"{number} {titles[number]}", write_reason(flag, words)]
