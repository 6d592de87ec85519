"""The settlement of a plan's year: what is missing, every goal in turn, the annual table, approval and closing."""

from __future__ import annotations

import streamlit as st

from pages.cycle.parts.annual import annual_offer, annual_reads, annual_view, goal_view
from pages.ui import frame, moments

page = frame.open_page("annual", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
asked = st.query_params.get("plan", "")
goal = st.query_params.get("goal", "")
if asked not in moment.scores or not moment.scores[asked].plan.locked:
    annual_offer.show_offer(page, moment, asked)
else:
    settled = annual_reads.read_settled(page, moment, asked, st.query_params.get("year", ""))
    if settled.table.find_row(goal):
        goal_view.show_goal(settled, goal)
    else:
        annual_view.show_year(settled, goal)
