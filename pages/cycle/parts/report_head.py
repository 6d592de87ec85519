"""What stands at the top of a report for everybody: whose it is and of when."""

from __future__ import annotations

from db.reports.report_reading import ReportReading
from pages.ui.page import Page


def show_report_title(page: Page, report: ReportReading) -> None:
    """Show the title of a report."""
    owner = report.catalogue.find_owner(report.plan)
    words = page.words
    title = f"{owner.name}, {words.period(report.period.text)}"
    page.show_title(title, fictional=owner.fictional, within=page.t("page.report"))
