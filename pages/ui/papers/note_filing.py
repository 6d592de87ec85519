"""The button that files the note to the department's head as it stands, beside the one that fetches it."""

from __future__ import annotations

import streamlit as st

from db.filing import note_commands
from export.filing.kept_note import freeze_note
from metrics.paper.ground import PaperGround
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.moments import Before
from pages.ui.page import Page

FILED = "note filed"


def show_filing(page: Page, ground: PaperGround, before: Before) -> None:
    """Show the button, and where the note that was just filed stands; nothing of a plan that is not signed."""
    if not ground.score.plan.locked:
        return
    screen.draw(marks.draw_lead(page.t("filed.note_offer")))
    screen.say_done(FILED, lambda key: page.t("filed.note_done", document=key))
    with screen.hold_place():
        if key := saving.find_done(FILED):
            href = page.link("journal", plan=ground.plan, document=key)
            screen.draw(marks.draw_lines([marks.draw_link(href, page.t("filed.to_journal"))]))
    if widgets.show_button(page.t("filed.note_file"), f"file note|{ground.plan}"):
        _file(page, ground.add_before(before))


def _file(page: Page, ground: PaperGround) -> None:
    keys: list[str] = []
    document = freeze_note(ground, page.words)
    found = saving.write_typed(lambda db: keys.append(note_commands.file_note(db, ground.plan, document)))
    if found:
        widgets.show_refused(found, {}, page.words)
        return
    saving.note_done(FILED, keys[-1])
    st.rerun()
