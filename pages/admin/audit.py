"""The record: who did what and when, whether it still holds, and a copy of it for the auditor."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts import audit_sheet, audit_view
from pages.ui import frame

page = frame.open_page("audit", dated=False)
frame.draw(audit_sheet.chain(audit_view.checked(), page.words))
st.button(page.t("record.check_again"), on_click=audit_view.check_again)

names = audit_view.names()
wanted = audit_view.asked(page, names)
seen = audit_view.seen(wanted)
frame.draw(
    audit_sheet.entries(seen.entries, seen.total, names, page.words),
    audit_sheet.turns(audit_view.turned(page, seen.newer), audit_view.turned(page, seen.older), page.words),
)
if seen.total:
    audit_view.offer_files(page, wanted, names)
