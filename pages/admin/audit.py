"""The audit: who did what and when, whether it is intact, and copies of it for the auditor."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts import audit_check, audit_sheet, audit_view
from pages.ui import frame, screen

page = frame.open_page("audit", dated=False)
screen.draw(audit_sheet.draw_chain(audit_check.check_audit(), page.words))
st.button(page.t("record.check_again"), on_click=audit_check.forget_check)

names = audit_view.read_names()
wanted = audit_view.ask_filter(page, names)
seen = audit_view.read_entry_page(wanted)
screen.draw(
    audit_sheet.draw_entries(seen.entries, seen.total, names, page.words),
    audit_sheet.draw_turns(
        audit_view.link_to_turn(page, seen.newer), audit_view.link_to_turn(page, seen.older), page.words
    ),
)
if seen.total:
    audit_view.offer_files(page, wanted, names)
