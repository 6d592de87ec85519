"""What is owed until the next report as HTML: a line for each institution and report, which folds out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from metrics.followup.concerns import Concern
from metrics.followup.deadlines import ANSWERING, OF_A_REPORT, Deadline, Duty
from metrics.followup.owed_groups import OwedGroup
from metrics.plan.model import Plan
from pages.outlook.parts.area_risks import AreaRisks
from pages.outlook.parts.reasons import draw_reasons
from pages.ui.draw import marks
from pages.ui.draw.change_table import draw_goal_link
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.deadline import find_page, find_subject, name_duty, write_days_left, write_due_day
from words.language import Words

COUNTED = (
    *(Duty.ANSWER, Duty.RECEIPT, Duty.VALUE, Duty.STATUS, Duty.MILESTONE),
    *(Duty.CONFIRMATION, Duty.ASSESSMENT, Duty.SETTLEMENT),
)
"""What a line counts; the report is what the line is about."""


def draw_owed(risks: AreaRisks, as_of: date, writer: Writer) -> Markup:
    """Draw what is to be done until the next report, what is late first; empty where nothing is owed."""
    words, owed = writer.words, risks.owed
    rows = [_late_goal(concern, owed.late, as_of, writer) for concern in risks.late]
    rows += [_late_item(one, as_of, writer) for one in risks.others]
    if not (rows or owed.groups):
        return _later(owed.later, as_of, writer)
    title = words.t("owed.title", on=words.date(owed.until)) if owed.until else words.t("owed.title_all")
    first = fill('<ul class="m-watch">{}</ul>', Markup().join(rows)) if rows else Markup()
    lines = Markup().join(_group(group, as_of, writer) for group in owed.groups)
    return fill(
        '<div class="m-owing"><h3>{}</h3>{}{}{}</div>', title, first, lines, _later(owed.later, as_of, writer)
    )


def name_plan(plan: Plan, writer: Writer) -> str:
    """Name a plan by its institution and years."""
    return f"{writer.catalogue.find_owner(plan).name} {criteria.write_plan_years(plan)}"


def _late_goal(concern: Concern, late: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw a goal that something late belongs to, with who owes it, for how long, and every reason."""
    words, plan, goal = writer.words, concern.outlook.score.plan, concern.goal
    own = [one for one in late if (one.plan.id, one.goal) == (plan.id, goal.goal.number)]
    link = draw_goal_link(concern.outlook, goal, writer)
    mark = draw_status(goal.status, words, over=concern.outlook.score.is_over, show_word=False)
    return _watched(mark, link, own, draw_reasons(concern, words, _name_roles(own, words)), as_of, words)


def _late_item(one: Deadline, as_of: date, writer: Writer) -> Markup:
    """Draw something late that belongs to no goal at risk or late."""
    words = writer.words
    text = fill("<small>{} · {}</small>", name_plan(one.plan, writer), _name_roles([one], words))
    return _watched(Markup("<span></span>"), _link(one, writer), [one], text, as_of, words)


def _watched(
    mark: Markup, link: Markup, own: Sequence[Deadline], below: Markup, as_of: date, words: Words
) -> Markup:
    """Draw a row: a mark, a link, how late the latest of its items is, and what is said below."""
    late = write_days_left(min(own, key=lambda one: one.due), as_of, words)
    return fill('<li>{}<span>{}</span><span class="m-stake">{}</span>{}</li>', mark, link, late, below)


def _name_roles(own: Sequence[Deadline], words: Words) -> str:
    """Name who owes something."""
    return ", ".join(dict.fromkeys(words.t(f"owed.by_{one.role}") for one in own))


def _group(group: OwedGroup, as_of: date, writer: Writer) -> Markup:
    """Draw the line of a party, which folds out to what it consists of."""
    words, first = writer.words, group.items[0]
    name = name_plan(first.plan, writer) if group.plan else words.t(f"owed.by_{group.role}")
    shown = group.report or first
    return fill(
        '<details class="m-owes"><summary{}><b>{}</b><span>{}</span><span>{}</span></summary>{}</details>',
        Markup() if group.report else Markup(' class="m-short"'),
        name,
        _write_group(group, writer),
        f"{words.date_short(shown.due)} · {write_days_left(shown, as_of, words)}",
        _table(group.items, as_of, writer, name, [] if group.plan else [_PLAN]),
    )


def _write_group(group: OwedGroup, writer: Writer) -> str:
    """Count what a group consists of: "Afrapportering for 4. kvartal 2026: 9 tal og 1 milepæl (15.12.2026)"."""
    words = writer.words
    parts = list(_count(group, words))
    if group.report:
        report = name_duty(group.report, writer.catalogue, words)
        return f"{report}: {words.list(parts)}" if parts else report
    return words.list(parts)


def _count(group: OwedGroup, words: Words) -> Iterator[str]:
    for duty in COUNTED:
        found = group.of(duty)
        if found:
            text = words.n(f"owed.count_{duty}", len(found))
            own_day = group.report and found[0].due != group.due
            yield f"{text} ({words.date_short(found[0].due)})" if own_day else text


def _later(later: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw what is due after the next report, folded; empty where there is nothing."""
    if not later:
        return Markup()
    title = writer.words.n("owed.later", len(later))
    return fill(
        '<details class="m-owes m-later"><summary><span>{}</span></summary>{}</details>',
        title,
        _table(later, as_of, writer, title, [_PLAN, _PARTY]),
    )


_PLAN, _PARTY = "page.plan", "ahead.owes"
"""Columns that a table has where the line it folds out of does not say it."""


def _table(
    items: Sequence[Deadline], as_of: date, writer: Writer, caption: str, who: Sequence[str]
) -> Markup:
    words = writer.words
    columns = [
        Column(words.t("ahead.what")),
        *(Column(words.t(key)) for key in who),
        Column(words.t("overview.due")),
        Column(words.t("overview.left"), numeric=True),
    ]
    rows = [_row(one, as_of, writer, who) for one in items]
    return draw_table(columns, rows, caption, classes="m-owed")


def _row(one: Deadline, as_of: date, writer: Writer, who: Sequence[str]) -> list[Cell]:
    words = writer.words
    told: dict[str, Cell] = {_PLAN: name_plan(one.plan, writer), _PARTY: words.t(f"owed.by_{one.role}")}
    named = [told[key] for key in who]
    return [_link(one, writer), *named, write_due_day(one, words), write_days_left(one, as_of, words)]


def _link(one: Deadline, writer: Writer) -> Markup:
    what = name_duty(one, writer.catalogue, writer.words)
    answered_there = one.duty in (*OF_A_REPORT, *ANSWERING)
    key, query = find_page(one) if answered_there else find_subject(one)
    return marks.draw_link(writer.link(key, **query), f"{one.goal} {what}" if one.goal else what)
