"""What the reader's institutions owe to say of the initiatives of their development plans."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.direction.document_versions import find_in_force
from metrics.direction.follow_up import OwedProgress, find_owed_progress
from metrics.direction.progress import find_standings
from metrics.periods import count_days_left
from pages.ui.draw import marks
from pages.ui.draw.html import Cell
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports
from pages.ui.snapshot import read_snapshot
from words.deadline import write_days


def list_owed_progress(page: Page, held: HeldReports) -> list[OwedProgress]:
    """List what is owed today for the institutions whose reports the reader prepares, the soonest due first."""
    told = read_snapshot().progress
    in_force = find_in_force(read_snapshot().directions, page.today, page.known_at)
    every = (
        find_owed_progress(one, told, find_standings(one, told, page.today, page.known_at), page.today)
        for one in in_force
        if one.institution in held.prepared
    )
    return sorted((one for one in every if one), key=lambda one: one.due)


def draw_owed_progress(page: Page, held: HeldReports, owed: Sequence[OwedProgress]) -> Markup:
    """Draw a row for each development plan of which something is owed; nothing where nothing is."""
    if not owed:
        return Markup()
    words = page.words
    names = (words.t("report.list_report"), words.t("direction.owed_what"), words.t("report.list_due"))
    owners = [held.catalogue.find_institution(one.direction.institution, page.today) for one in owed]
    rows: list[list[Cell]] = [
        [
            marks.draw_link(
                page.link("direction", plan=one.direction.id), f"{owner.name}, {one.direction.title}"
            )
            + marks.draw_fictional(words, fictional=owner.fictional),
            words.n(
                "direction.owed",
                len(one.numbers),
                period=words.period(one.quarter),
                numbers=words.list(one.numbers),
            ),
            f"{words.date(one.due)} ({write_days(count_days_left(one.due, page.today), words)})",
        ]
        for one, owner in zip(owed, owners, strict=True)
    ]
    title = words.t("direction.owed_title")
    return draw_table([Column(name) for name in names], rows, title, show_caption=True, classes="m-deadlines")
