"""The controls of the questions a what-if answers: which one, which total, how linked the goals are, the easiest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import streamlit as st

from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore
from metrics.whatif.headline import find_area_total
from metrics.whatif.wanted_total import WantedSource, WantedTotal
from pages.outlook.parts.whatif import whatif_address, whatif_sheet
from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion, WhatIfRequest
from pages.outlook.parts.whatif.whatif_session import change_suppositions, find_usual, write_parameters
from pages.ui import screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.widgets import follow_address
from words.language import Words


def show_question(page: Page, plan: Plan, asked: WhatIfRequest) -> None:
    """Show the choice of what the page answers."""
    points = page.words.points(asked.wanted.points, plan.scoring.possible)
    names = {question: page.t(f"whatif.ask_{question}", points=points) for question in WhatIfQuestion}

    def write() -> None:
        picked = st.session_state[whatif_address.ASKED]
        write_parameters({whatif_address.ASKED: "" if picked is WhatIfQuestion.CHOICE else str(picked)})

    st.segmented_control(
        page.t("whatif.ask"),
        list(WhatIfQuestion),
        default=follow_address(whatif_address.ASKED, asked.question),
        required=True,
        key=whatif_address.ASKED,
        format_func=names.__getitem__,
        on_change=write,
        label_visibility="collapsed",
    )


def show_wanted(page: Page, moment: JudgedMoment, plan: Plan, wanted: WantedTotal) -> None:
    """Show the slider for the wanted total, and where the total that is asked about by itself comes from."""
    most, usual = plan.scoring.possible, find_usual(moment, plan)
    area = find_area_total(plan, moment.find_satisfactory_of(plan))
    options = sorted({*map(Fraction, range(int(most) + 1)), wanted.points, usual.points, area})

    def write() -> None:
        picked: Fraction = st.session_state[whatif_address.WANTED]
        said = "" if picked == usual.points else whatif_address.write_total(picked)
        write_parameters({whatif_address.WANTED: said})

    st.select_slider(
        page.t("whatif.wanted"),
        options,
        follow_address(whatif_address.WANTED, wanted.points),
        key=whatif_address.WANTED,
        on_change=write,
        format_func=_write_totals(page.words, tuple(options), most).__getitem__,
    )
    with st.container(horizontal=True, vertical_alignment="center", key="m-source", gap="small"):
        screen.draw(whatif_sheet.draw_source(usual, Fraction(most), page.words))
        if wanted.source is WantedSource.READER:
            label = page.t("whatif.wanted_reset", points=page.words.points(usual.points, most))
            _show_way_to(label, "whatif_wanted_reset", "")
        # What the area calls enough is what a head is asked about, also where the plan itself asks for less.
        if area not in (wanted.points, usual.points):
            label = page.t("whatif.wanted_area", points=page.words.points(area, most))
            _show_way_to(label, "whatif_wanted_area", whatif_address.write_total(area))


def _show_way_to(label: str, key: str, total: str) -> None:
    """Show the button that puts another wanted total into the address in one step."""
    asked = {whatif_address.WANTED: total}
    st.button(label, key=key, on_click=write_parameters, args=(asked,), type="tertiary")


def show_goal(page: Page, goals: Sequence[GoalScore], goal: str) -> None:
    """Show the choice of the goal that is asked about."""
    names = {score.goal.number: f"{score.goal.number} {score.goal.title}" for score in goals}

    def write() -> None:
        write_parameters({whatif_address.MISSED: st.session_state[whatif_address.MISSED]})

    st.selectbox(
        page.t("page.goal"),
        list(names),
        list(names).index(follow_address(whatif_address.MISSED, goal)),
        key=whatif_address.MISSED,
        format_func=names.__getitem__,
        on_change=write,
    )


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


def show_correlation(page: Page, moment: JudgedMoment, plan: Plan, rho: float) -> None:
    """Show the slider for how much the goals swing together."""
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
def _write_totals(words: Words, totals: tuple[Fraction, ...], most: Fraction) -> dict[Fraction, str]:
    return {total: words.points(total, most) for total in totals}
