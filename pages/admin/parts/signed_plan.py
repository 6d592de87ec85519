"""A signed plan in the editor: who signed it, copies of it, and what is proposed or may be done with it."""

from __future__ import annotations

from pages.admin.parts import closing, editor, proposing, signing_sheet
from pages.admin.parts.check import check_view
from pages.admin.parts.editor import OpenedPlan
from pages.ui import screen
from pages.ui.page import Page


def show_signed(page: Page, at: OpenedPlan, *, may_draft: bool) -> None:
    """Show what can be done with a plan that both parties have signed."""
    screen.say(page.t("editor.closed" if at.plan.closed else "editor.locked"))
    names = signing_sheet.name_parties(at.plan, at.owner.name)
    screen.draw(signing_sheet.draw_parties(at.plan.parties, names, at.plan.signatures, page.words))
    editor.show_copies(page, at, may_draft=may_draft)
    if at.proposal:
        proposing.show_standing(page, at, at.proposal)
    else:
        proposing.show_offers(page, at)
    check_view.show_answers(page, at)
    if not at.plan.closed:
        closing.show_closing(page, at)
