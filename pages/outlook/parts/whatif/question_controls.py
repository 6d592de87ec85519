"""The controls of the questions a what-if answers: which total, how linked the goals are, and which are easiest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore
from pages.outlook.parts.whatif import whatif_address
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.outlook.parts.whatif.whatif_session import change_suppositions, write_parameters
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.widgets import follow_address
from words.language import Words


def show_questions(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Show the sliders for the wanted total and for how much the goals swing together."""
    one, other = st.columns(2, vertical_alignment="bottom")
    with one:
        _show_points(page, plan, asked.wanted)
    with other:
        _show_correlation(page, moment, plan, asked.changes.rho)


def show_ranking(page: Page, goals: Sequence[GoalScore], easiest: tuple[str, ...] | None) -> None:
    """Show the goals to be ranked by effort, the easiest first; goals left out are not counted on."""
    names = {score.goal.number: f"{score.goal.number} {score.goal.title}" for score in goals}
    key = whatif_address.RANKED

    def write() -> None:
        write_parameters({key: " ".join(st.session_state[key])})

    st.multiselect(
        page.t("whatif.easiest"),
        list(names),
        follow_address(key, [number for number in easiest or () if number in names]),
        key=key,
        format_func=names.__getitem__,
        on_change=write,
        placeholder=page.t("whatif.easiest_none"),
    )


def _show_points(page: Page, plan: Plan, wanted: int) -> None:
    most = int(plan.scoring.possible)
    usual = int(most * whatif_address.USUAL_SHARE)

    def write() -> None:
        picked = st.session_state[whatif_address.WANTED]
        write_parameters({whatif_address.WANTED: "" if picked == usual else str(picked)})

    st.select_slider(
        page.t("whatif.wanted"),
        range(most + 1),
        follow_address(whatif_address.WANTED, wanted),
        key=whatif_address.WANTED,
        on_change=write,
        format_func=_write_counts(page.words, most).__getitem__,
    )


def _show_correlation(page: Page, moment: JudgedMoment, plan: Plan, rho: float) -> None:
    key = whatif_address.CORRELATION

    def write() -> None:
        change_suppositions(moment, plan, lambda changes: replace(changes, rho=st.session_state[key]))

    options = sorted({rho, *(n / 10 for n in range(11))})
    st.select_slider(
        page.t("whatif.correlation"),
        options,
        follow_address(key, rho),
        key=key,
        on_change=write,
        format_func=page.words.number,
    )


# Streamlit asks twice for the label of each of a slider's hundred places, at every move.
@lru_cache(maxsize=32)
def _write_counts(words: Words, most: int) -> dict[int, str]:
    return {n: words.number(n) for n in range(most + 1)}
