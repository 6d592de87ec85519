"""What a wanted total takes: which goals have to be met, and the combinations of goals that reach it."""

from __future__ import annotations

import streamlit as st

from metrics.plan.model import Plan
from metrics.whatif.spare import find_spare
from metrics.whatif.ways import find_ways
from pages.outlook.parts.whatif import (
    question_controls,
    ways_sheet,
    whatif_reads,
    whatif_sheet,
)
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.ui import screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def show_total(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Show the wanted total, the goals to spare and the ways to it, the easiest first as the reader ranks them."""
    found = whatif_reads.read_what_if(moment, plan.id, asked.changes)
    wanted, score, words = asked.wanted.points, found.changed, page.words
    with st.container(key="m-wanted"):
        question_controls.show_wanted(page, moment, plan, asked.wanted)
    costs = {number: float(place) for place, number in enumerate(asked.easiest or (), 1)}
    screen.draw(
        whatif_sheet.draw_supposed(asked.changes, words),
        ways_sheet.draw_spare(find_spare(score, wanted), score, words),
        whatif_sheet.draw_reached(found, wanted, words),
        ways_sheet.draw_ways(
            find_ways(score, wanted, costs or None), score, wanted, words, ranked=bool(costs)
        ),
    )
    with st.container(key="m-ranking"):
        question_controls.show_ranking(page, score.find_undecided(), asked.easiest)
