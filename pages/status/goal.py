"""One goal over the years and plans."""

from __future__ import annotations

import streamlit as st

from metrics.status import Status
from pages.ui import frame, marks

page = frame.open_page("goal")
st.html(marks.status_mark(Status.MET, page.words))
if "boom" in st.query_params:
    raise ValueError("boom")
