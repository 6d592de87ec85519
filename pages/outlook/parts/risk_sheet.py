"""What lies ahead as HTML: each ministry area's goals at risk, deadlines, changes, and tests without forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from metrics.access import Role
from metrics.followup.changes import find_moved_goals
from metrics.followup.concerns import find_concerns
from metrics.followup.deadlines import Deadline
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule
from metrics.plan.catalogue import find_areas
from pages.outlook.parts import owed_sheet
from pages.ui.draw import marks
from pages.ui.draw.concern_table import draw_changes, draw_concerns
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.flag import write_reason

OWING = (Role.REPORTER, Role.CONTROLLER, Role.HEAD)
"""The roles that a deadline can fall to."""


def draw_risks(
    outlooks: Sequence[Outlook],
    before: Mapping[str, Outlook],
    owed: Sequence[Deadline],
    writer: Writer,
) -> Markup:
    """Draw a section for each ministry area with anything to show, real ones before fictional ones."""
    # Real and fictional figures never share a section.
    sections = Markup()
    known, as_of = writer.catalogue, max((o.score.facts.as_of for o in outlooks), default=date.min)
    for name in find_areas(known, [outlook.score.plan for outlook in outlooks], as_of):
        own = [o for o in outlooks if known.find_area(o.score.plan, as_of) == name]
        duties = [d for d in owed if known.find_area(d.plan, as_of) == name]
        sections += _section(name, own, before, duties, writer)
    return sections or fill('<p class="m-none">{}</p>', writer.words.t("ahead.nothing"))


def _section(
    name: str,
    outlooks: Sequence[Outlook],
    before: Mapping[str, Outlook],
    owed: Sequence[Deadline],
    writer: Writer,
) -> Markup:
    """Draw a ministry area; empty where it has nothing to show."""
    words = writer.words
    as_of = outlooks[0].score.facts.as_of
    concerns = _concerns(outlooks, writer)
    below = [
        owed_sheet.draw_timeline(owed, as_of, writer),
        owed_sheet.draw_months(owed, as_of, writer),
        draw_changes(find_moved_goals(outlooks, before), as_of, writer),
        _silences(outlooks, writer),
    ]
    if not concerns and not any(below):
        return Markup()
    fictional = writer.catalogue.institutions[outlooks[0].score.plan.institution].fictional
    badge = marks.draw_badge(words.t("word.fictional")) if fictional else Markup()
    calm = fill('<p class="m-none">{}</p>', words.t("risk.none"))
    return fill(
        '<section class="m-area"><div class="m-area-head"><h2>{}{}</h2></div>{}{}</section>',
        name,
        badge,
        concerns or calm,
        Markup().join(below),
    )


def _concerns(outlooks: Sequence[Outlook], writer: Writer) -> Markup:
    """Draw the goals at risk or late, those with most points at stake first."""
    found = find_concerns(outlooks)
    if not found:
        return Markup()
    caption = writer.words.n("overview.concerns", len(found))
    return draw_concerns(found, writer, caption=caption)


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
    return draw_table(columns, rows, words.n("risk.silences", len(rows)), show_caption=True)


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
