"""The department's desk: the reports of the institutions that a reader follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from markupsafe import Markup

from pages.cycle.parts.department import desk_reads, desk_sheet
from pages.cycle.parts.department.desk_reads import Desk
from pages.ui import screen, widgets
from pages.ui.data_version import make_key
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports

YEAR = "year"
KEPT_DESKS = 16
"""Drawn desks, over all readers and what was written since; that of 200 institutions is a third of a MB."""
Read = Callable[[], Desk]


def show_desk(page: Page, held: HeldReports) -> None:
    """Show each area at a glance in the year that is chosen, and how timely its institutions are over the years."""
    key, read = desk_reads.make_desk_key(page, held), cache(lambda: desk_reads.read_desk(page, held))
    years = _years(key, read=read, today=page.today)
    if not years:
        screen.say(page.t("desk.nothing"))
        return
    year = int(widgets.draw_choice(YEAR, page.t("desk.year"), years, str))
    for drawn in draw_desk(key, read, year, page.writer(held.catalogue)):
        screen.draw(drawn)


def draw_desk(key: str, read: Read, year: int, writer: Writer) -> list[Markup]:
    """Draw the areas with reports of a year, and the years; `read` is called only where they are not kept."""
    return _sheets(
        make_key(key, year, writer.words.lang, writer.link("overview")),
        read=read,
        year=year,
        writer=writer,
    )


@keep(KEPT_DESKS)
def _years(key: str, read: Read, today: date) -> list[str]:
    return read().list_years(today)


@keep(KEPT_DESKS)
def _sheets(key: str, read: Read, year: int, writer: Writer) -> list[Markup]:
    desk = read()
    areas = [desk_sheet.draw_area(area, desk, year, writer) for area in desk.list_areas(year)]
    return [*areas, desk_sheet.draw_timeliness(desk, writer)]
