"""The minutes of a meeting as HTML: what was followed up, the figures as they were, and every captured line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from metrics.meeting.meeting_document import MeetingDocument, read_day
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.status import Status
from pages.cycle.parts.meeting.captured_lines import draw_line
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words.language import Words
from words.meetings.agenda_lines import list_discussed
from words.meetings.due_lines import list_due_lines
from words.meetings.kept_lines import (
    Kept,
    list_kept_lines,
    list_kept_titles,
    write_kept_chance,
    write_kept_points,
    write_kept_why,
)
from words.meetings.meeting_line import write_about, write_entry_details, write_followed_state
from words.meetings.sum_up import list_sum_up


def draw_minutes(
    document: MeetingDocument, entries: Sequence[MeetingEntry], old: Sequence[MeetingEntry], words: Words
) -> Markup:
    """Draw minutes; `entries` are the lines they tell, `old` the lines of earlier meetings that were followed up."""
    return Markup().join(
        [
            _draw_sum_up(document, entries, words),
            _draw_attendance(document, words),
            _draw_discussed(document, entries, words),
            _draw_old(document, old, words),
            _draw_dues(document, words),
            _draw_entries(document, entries, words),
            *(_draw_plan(plan, words) for plan in document["plans"]),
        ]
    )


def _draw_sum_up(document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words) -> Markup:
    lines = marks.draw_lines(list_sum_up(document, entries, words))
    return fill("<h2>{}</h2>{}", words.t("meeting.sum_up"), lines)


def _draw_discussed(document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words) -> Markup:
    """Draw the goals that were gone through, with what was noted; nothing where there was no agenda."""
    title, found = words.t("meeting.discussed"), list_discussed(document, entries, words)
    if not found:
        return Markup()
    columns = [Column(words.t("page.goal")), Column(words.t("meeting.discussed_said"))]
    rows: list[list[Cell]] = [[name, said] for name, said in found]
    return fill("<h2>{}</h2>", title) + draw_table(columns, rows, title, classes="m-minutes")


def _draw_attendance(document: MeetingDocument, words: Words) -> Markup:
    pairs = [
        (words.t(key), document[kept])
        for key, kept in (("meeting.present", "attended"), ("meeting.absent", "absent"))
        if document[kept]
    ]
    if not pairs:
        return Markup()
    body = Markup().join(fill('<div><dt>{}</dt><dd class="m-prose">{}</dd></div>', *pair) for pair in pairs)
    return fill('<dl class="m-facts">{}</dl>', body)


def _draw_old(document: MeetingDocument, old: Sequence[MeetingEntry], words: Words) -> Markup:
    """Draw what was followed up, and whether it was done by then."""
    by_number = {entry.number: entry for entry in old}
    names = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    day, lines = read_day(document), []
    for one in document["old"]:
        if entry := by_number.get(one["entry"]):
            done = date.fromisoformat(one["done"]) if one["done"] else None
            kind, details = words.t(f"meeting.kind_{entry.kind}"), write_entry_details(entry, words)
            state = write_followed_state(entry, done, day, words)
            said = " · ".join(part for part in (details, state) if part)
            if about := write_about(entry, names.get(entry.plan, ""), words):
                kind = words.t("meeting.sum_about", kind=kind, about=about)
            lines.append(words.t("risk.named", name=f"{kind}: {entry.text}", reason=said))
    return fill("<h2>{}</h2>", words.t("meeting.place_old")) + marks.draw_lines(lines) if lines else Markup()


def _draw_dues(document: MeetingDocument, words: Words) -> Markup:
    """Draw the duties and initiatives that were late; nothing where none was, or the close kept none."""
    dues = document.get("dues", [])
    lines = marks.draw_lines(list_due_lines(dues, words, named=bool(document["area"])))
    return fill("<h2>{}</h2>", words.t("meeting.documents")) + lines if dues else Markup()


def _draw_entries(document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words) -> Markup:
    title = fill("<h2>{}</h2>", words.t("meeting.place_end"))
    agreed = [entry for entry in entries if entry.kind is not EntryKind.NOTE]
    if not agreed:
        key = "meeting.nothing_agreed" if entries else "meeting.nothing_captured"
        return title + marks.draw_lead(words.t(key))
    names = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    titles = list_kept_titles(document)
    abouts = (
        write_about(entry, names.get(entry.plan, ""), words, titles.get((entry.plan, entry.goal), ""))
        for entry in agreed
    )
    return title + Markup().join(
        draw_line(entry, words, about) for entry, about in zip(agreed, abouts, strict=True)
    )


def _draw_plan(plan: Kept, words: Words) -> Markup:
    """Draw the figures of a plan as they were at the close."""
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("overview.points"), numeric=True),
        Column(words.t("meeting.status")),
        Column(words.t("meeting.likelihood"), numeric=True),
    ]
    title = f"{plan['name']}: {plan['title']}"
    rows = [_make_row(goal, plan, words) for goal in plan["goals"]]
    lines = marks.draw_lines(list_kept_lines(plan, words))
    return fill("<h2>{}</h2>{}", title, lines) + draw_table(columns, rows, title, classes="m-minutes")


def _draw_status(goal: Kept, plan: Kept, words: Words) -> Markup:
    """Draw the status of a goal with why, where it was at risk or late."""
    status = draw_status(Status(goal["status"]), words, over=plan["over"])
    why = write_kept_why(goal, words)
    return status + fill('<div class="m-none">{}</div>', why) if why else status


def _make_row(goal: Kept, plan: Kept, words: Words) -> list[Cell]:
    return [
        f"{goal['number']} {goal['title']}",
        write_kept_points(plan, goal, words),
        _draw_status(goal, plan, words),
        write_kept_chance(goal, words),
    ]
