"""The department's desk: the reports of the institutions that a reader follows."""

from __future__ import annotations

from pages.cycle.parts.department import desk_reads, desk_sheet
from pages.ui import screen, widgets
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports

YEAR = "year"


def show_desk(page: Page, held: HeldReports) -> None:
    """Show each area at a glance in the year that is chosen, and how timely its institutions are over the years."""
    desk = desk_reads.read_desk(page, held)
    years = desk.list_years(page.today)
    if not years:
        screen.say(page.t("desk.nothing"))
        return
    year = int(widgets.draw_choice(YEAR, page.t("desk.year"), years, str))
    areas = desk.list_areas(year)
    writer = page.writer(held.catalogue)
    for area in areas:
        screen.draw(desk_sheet.draw_area(area, desk, year, writer))
    screen.draw(desk_sheet.draw_timeliness(desk, writer))
