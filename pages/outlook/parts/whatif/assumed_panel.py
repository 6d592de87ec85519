"""What a what-if assumes beyond what is set: how much the goals swing together."""

from __future__ import annotations

from metrics.plan.model import Plan
from pages.outlook.parts.whatif import question_controls, whatif_reads, whatif_session, whatif_sheet
from pages.ui import page_part, screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def show_assumed(page: Page, moment: JudgedMoment, plan: Plan) -> None:
    """Show the assumptions, folded."""

    def show() -> None:
        asked, found = whatif_reads.read_current(moment, plan)
        question_controls.show_correlation(page, moment, plan, asked.changes.rho)
        screen.draw(whatif_sheet.draw_linked(found, asked.wanted.points, page.words))

    page_part.draw_folded(page.t("whatif.assumed"), whatif_session.ASSUMED, show)
