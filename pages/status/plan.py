"""One plan, goal by goal."""

from __future__ import annotations

import streamlit as st

from metrics.status import Status
from pages.ui import frame, marks

page = frame.open_page("plan")
st.html(marks.status_mark(Status.ON_TRACK, page.words))
st.html(marks.link(page.link("goal", plan="cpr-2017", goal="2.1"), "2.1"))
