"""Risk as HTML: every goal at risk or late with all its reasons, and what nothing is foreseen of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.outlook import Outlook
from metrics.readings import Catalogue
from metrics.risk import Flag, RiskRule
from pages.ui import attention, marks, reasons
from pages.ui.i18n import Words
from pages.ui.marks import Cell, Column, Link


def concerns(outlooks: Sequence[Outlook], catalogue: Catalogue, words: Words, link: Link) -> Markup:
    """The goals at risk or late, most points at stake first."""
    found = attention.concerns(outlooks)
    if not found:
        return Markup('<p class="m-none">{}</p>').format(words.t("risk.none"))
    caption = words.n("overview.concerns", len(found))
    return attention.table(found, catalogue, words, link, caption=caption)


def silences(outlooks: Sequence[Outlook], catalogue: Catalogue, words: Words, link: Link) -> Markup:
    """The open tests of which nothing is foreseen, and how much is missing; empty where there are none."""
    rows = [row for outlook in outlooks for row in _silent(outlook, catalogue, words, link)]
    if not rows:
        return Markup()
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("risk.criterion")),
        Column(words.t("overview.why")),
    ]
    return marks.table(columns, rows, words.n("risk.silences", len(rows)), show_caption=True)


def _silent(outlook: Outlook, catalogue: Catalogue, words: Words, link: Link) -> Iterator[list[Cell]]:
    plan = outlook.score.plan
    owner = catalogue.institutions[plan.institution].name
    titles = {leaf.number: leaf.title for goal in plan.goals for leaf in goal.leaves()}
    flags: list[Flag] = [flag for flag in outlook.flags if flag.rule is RiskRule.SILENT]
    for flag in flags:
        name = words.t("overview.goal", institution=owner, number=flag.goal)
        href = link("goal", plan=plan.id, goal=flag.goal)
        number = flag.criterion or ""
        yield [marks.link(href, name), f"{number} {titles[number]}", reasons.reason(flag, words)]
