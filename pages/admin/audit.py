"""The record: who did what and when, whether it still holds, and a copy of it for the auditor."""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, record, record_sheet

page = frame.open_page("audit", dated=False)
frame.draw(record_sheet.chain(record.checked(), page.words))
st.button(page.t("record.check_again"), on_click=record.check_again)

names = record.names()
wanted = record.asked(page, names)
seen = record.seen(wanted)
frame.draw(
    record_sheet.entries(seen.entries, seen.total, names, page.words),
    record_sheet.turns(record.turned(page, seen.newer), record.turned(page, seen.older), page.words),
)
if seen.total:
    record.offer_files(page, wanted, names)
