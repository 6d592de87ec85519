"""The paper of a quarter's report on offer, once the report is handed in."""

from __future__ import annotations

import streamlit as st

from db import session
from db.audit.exports import Export
from db.clock import read_clock
from db.location import find_database_url
from db.reports import paper_reading
from db.reports.report_reading import ReportReading
from export.papers import papers
from metrics.access import Action
from metrics.followup.owed_rows import list_quarters
from metrics.paper.kinds import PaperFormat, PaperKind
from metrics.periods import find_day_end
from metrics.plan.institution_history import find_resource
from pages.ui import moments, snapshot
from pages.ui.downloads import OfferedFile
from pages.ui.page import Page
from pages.ui.papers.paper_button import offer_paper
from pages.ui.papers.paper_offer import choose_format, make_ground


def may_have_paper(page: Page, report: ReportReading) -> bool:
    """Tell whether a report has a paper that the reader may have: it is of a quarter, and handed in."""
    own = report.period in list_quarters(report.plan) and report.course.handed_in is not None
    histories = snapshot.read_snapshot().catalogue.histories
    return own and page.may(Action.EXPORT, find_resource(histories, report.plan.institution, page.today))


def show_paper(page: Page, report: ReportReading) -> None:
    """Show the choice of a format, and the button; nothing is made before it is pressed."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        kind, plan = PaperKind.QUARTER, report.plan
        form = choose_format(page, kind)
        name = papers.name_paper(kind, form, plan.id, report.period.text, page.words)
        file = OfferedFile(Export.PAPER, plan.id, (plan.institution,), name, papers.MEDIA_TYPES[form])
        offer_paper(
            page.t("report.get_paper"),
            form,
            file,
            lambda: make_file(page, plan.id, report.period.text, form),
            page.words,
        )


def make_file(page: Page, plan: str, quarter: str, form: PaperFormat) -> bytes:
    """Make the paper of a report as a file, as it stands when it is asked for."""
    moment = moments.read_moment(page.today, find_day_end(page.today), page.reader, page.today)
    found = moment.outlooks.plans[plan]
    ground = make_ground(moment.of(found), found, page, read_clock())
    with session.open_reading(find_database_url(), sees=frozenset({found.institution})) as db:
        ground = paper_reading.add_kept_report(db, ground, quarter)
    return papers.write_paper(PaperKind.QUARTER, form, ground, page.words)
