"""The minutes of a meeting as HTML: what was followed up, the figures as they were, and every captured line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import MeetingEntry
from metrics.status import Status
from pages.cycle.parts.meeting.captured_lines import draw_line
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words.language import Words
from words.meetings.meeting_line import write_about, write_entry_details, write_followed_state

Kept = Mapping[str, Any]


def draw_minutes(
    document: MeetingDocument, entries: Sequence[MeetingEntry], old: Sequence[MeetingEntry], words: Words
) -> Markup:
    """Draw minutes; `entries` are the lines they tell, `old` the lines of earlier meetings that were followed up."""
    return Markup().join(
        [
            _draw_attendance(document, words),
            _draw_old(document, old, words),
            _draw_entries(document, entries, words),
            *(_draw_plan(plan, words) for plan in document["plans"]),
        ]
    )


def _draw_attendance(document: MeetingDocument, words: Words) -> Markup:
    pairs = [(words.t("meeting.present"), document["attended"])]
    pairs += [(words.t("meeting.absent"), document["absent"])] if document["absent"] else []
    body = Markup().join(fill("<div><dt>{}</dt><dd>{}</dd></div>", *pair) for pair in pairs)
    return fill('<dl class="m-facts">{}</dl>', body)


def _draw_old(document: MeetingDocument, old: Sequence[MeetingEntry], words: Words) -> Markup:
    """Draw what was followed up, and whether it was done by then."""
    by_number = {entry.number: entry for entry in old}
    day, lines = date.fromisoformat(document["as_of"]), []
    for one in document["old"]:
        if entry := by_number.get(one["entry"]):
            done = date.fromisoformat(one["done"]) if one["done"] else None
            kind, details = words.t(f"meeting.kind_{entry.kind}"), write_entry_details(entry, words)
            state = write_followed_state(entry, done, day, words)
            said = " · ".join(part for part in (details, state) if part)
            lines.append(words.t("risk.named", name=f"{kind}: {entry.text}", reason=said))
    return fill("<h2>{}</h2>", words.t("meeting.place_old")) + marks.draw_lines(lines) if lines else Markup()


def _draw_entries(document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words) -> Markup:
    title = fill("<h2>{}</h2>", words.t("meeting.place_end"))
    if not entries:
        return title + marks.draw_lead(words.t("meeting.nothing_captured"))
    names = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    return title + Markup().join(
        draw_line(entry, words, write_about(entry, names.get(entry.plan, ""), words)) for entry in entries
    )


def _draw_plan(plan: Kept, words: Words) -> Markup:
    """Draw the figures of a plan as they were at the close."""
    total = {name: Fraction(plan["total"][name]) for name in ("secured", "open", "lost")}
    possible = sum(total.values(), Fraction(0))
    said = []
    if plan["totalled"]:
        parts = {name: words.points(value, possible) for name, value in total.items()}
        said.append(words.t("bar.sentence", possible=words.points(possible), **parts))
    if plan["expected"]:
        low, high = (words.points(Fraction(end), possible, 0) for end in plan["between"])
        mean = words.points(Fraction(plan["expected"]), possible, 0)
        said.append(words.t("meeting.kept_total", expected=mean, low=low, high=high))
    elif plan["between"]:
        low, high = (words.points(Fraction(end), possible, 0) for end in plan["between"])
        said.append(words.t("meeting.kept_between", low=low, high=high))
    report, quarter = plan["report"], words.t(f"meeting.report_{plan['report']['state']}")
    if report["received"]:
        on = words.date(date.fromisoformat(report["received"]))
        quarter = words.t("meeting.kept_report", on=on, version=report["version"])
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("overview.points"), numeric=True),
        Column(words.t("meeting.status")),
        Column(words.t("meeting.likelihood"), numeric=True),
    ]
    title = f"{plan['name']}: {plan['title']}"
    rows = [_make_row(goal, plan, possible, words) for goal in plan["goals"]]
    lines = marks.draw_lines([*said, words.t("meeting.kept_report_line", state=quarter)])
    return fill("<h2>{}</h2>{}", title, lines) + draw_table(columns, rows, title, classes="m-minutes")


def _make_row(goal: Kept, plan: Kept, possible: Fraction, words: Words) -> list[Cell]:
    chance = goal["p_met"]
    weight = words.points(Fraction(goal["weight"]), possible) if goal["weight"] else ""
    return [
        f"{goal['number']} {goal['title']}",
        weight,
        draw_status(Status(goal["status"]), words, over=plan["over"]),
        words.likelihood(chance, undecided=True) if chance is not None and goal["credit"] is None else "",
    ]
