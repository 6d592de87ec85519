"""The audit as HTML: whether it is intact, its entries, and links to older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from db.audit.chain import ChainEntry
from metrics.errors import Problem
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words import audit_entry
from words.audit_entry import RecordNames
from words.language import Words
from words.problems import describe_problem


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """The result of checking the audit, when it was checked, and when all of it was gone through."""

    at: datetime
    entries: int
    problems: tuple[Problem, ...]
    whole_at: datetime


def draw_chain(found: AuditCheck, words: Words) -> Markup:
    """Say whether any entry was altered, removed, moved or forged, and where."""
    given = {"at": words.moment(found.at)}
    if found.problems:
        title = words.n("record.broken", len(found.problems), **given)
        return marks.draw_problems(title, [describe_problem(problem, words) for problem in found.problems])
    given["whole"] = words.moment(found.whole_at)
    key = "record.holds" if given["whole"] == given["at"] else "record.holds_since"
    said = words.n(key, found.entries, **given)
    return fill('<p class="m-notice m-done" role="status">{}</p>', said)


def draw_entries(found: Sequence[ChainEntry], total: int, names: RecordNames, words: Words) -> Markup:
    """Draw the entries as a table, newest first, or that there are none; `total` is how many match the filter."""
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("record.none_found"))
    columns = [
        Column(words.t("record.at")),
        Column(words.t("record.actor")),
        Column(words.t("record.what")),
        Column(words.t("record.about")),
        Column(words.t("record.number"), numeric=True),
    ]
    rows = [
        [
            words.moment(entry.at),
            audit_entry.describe_actor(entry.actor, words),
            audit_entry.describe_action(entry, words),
            audit_entry.describe_subject(entry, names, words),
            f"#{entry.number}",
        ]
        for entry in found
    ]
    caption = words.n("record.found", total)
    return draw_table(columns, rows, caption, show_caption=True, classes="m-record")


def draw_turns(newer: str | None, older: str | None, words: Words) -> Markup:
    """Draw the links to newer and older entries, where there are any."""
    links = [
        marks.draw_link(href, words.t(key))
        for href, key in ((newer, "record.newer"), (older, "record.older"))
        if href
    ]
    return marks.draw_trail(links, words.t("record.turns")) if links else Markup()
