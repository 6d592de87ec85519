"""The controls of one goal in a what-if: how it is supposed, and the slider or day that goes with that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from metrics.followup.outlook import Outlook
from metrics.plan.model import Goal, Plan
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.whatif import assumptions
from metrics.whatif.whatif import AROUND, Suppositions
from pages.outlook.parts.whatif import whatif_goal, whatif_goal_sheet
from pages.outlook.parts.whatif.whatif_goal import PLAIN_MODES, SupposedMode
from pages.outlook.parts.whatif.whatif_session import change_suppositions
from pages.ui import screen
from pages.ui.draw.html import quote_markdown
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.widgets import follow_address, follow_day
from words.language import LANGUAGES

_STEP = 5  # percentage points


def make_mode_key(goal: Goal) -> str:
    """Return the key of the control that says how a goal is supposed."""
    return f"mode|{goal.number}"


def make_finer_key(goal: Goal) -> str:
    """Return the key of the control for the finer ways of supposing it."""
    return f"finer|{goal.number}"


@dataclass(frozen=True, slots=True)
class GoalControls:
    """The controls of one goal."""

    page: Page
    moment: JudgedMoment
    outlook: Outlook
    changes: Suppositions
    score: GoalScore

    @property
    def goal(self) -> Goal:
        """The goal as the plan has it."""
        return self.score.goal

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.outlook.score.plan

    def show(self) -> None:
        """Show how the goal stands, how it is supposed, and the control that goes with that."""
        possible = Fraction(self.plan.scoring.possible)
        writer, now = self.page.writer(self.moment.catalogue), whatif_goal.find_mode(self.changes, self.goal)
        screen.draw(whatif_goal_sheet.draw_goal(self.score, now, possible, self.plan, writer))
        chosen = self._show_modes(now)
        if chosen is SupposedMode.PARTLY:
            self._show_share("whatif.credit", self.changes.credits[self.goal.number], _STEP, self._credit)
        elif chosen is SupposedMode.LIKELY:
            p = Fraction(repr(self.changes.likelihoods[self.goal.number]))
            self._show_share("whatif.likelihood", p, 0, self._set_likelihood)
        elif chosen is SupposedMode.CRITERIA:
            settable = whatif_goal.find_settable(self.goal, self.plan)
            for leaf in self.score.leaves():
                if leaf.criterion.number in settable:
                    self._show_criterion(leaf)

    def _show_modes(self, now: SupposedMode) -> SupposedMode:
        """Show the plain modes, and the finer ones where one is chosen or asked for; return the chosen one."""
        finer = make_finer_key(self.goal)
        if now is SupposedMode.NOW and st.session_state.get(finer) is SupposedMode.CRITERIA:
            now = SupposedMode.CRITERIA  # chosen, and nothing of them set yet
        unfolded = f"more|{self.goal.number}"
        plain = now in PLAIN_MODES

        def unfold() -> None:
            st.session_state[unfolded] = not st.session_state.get(unfolded)

        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            self._show_choice(make_mode_key(self.goal), PLAIN_MODES, now if plain else None)
            if plain:
                more = "whatif.less" if st.session_state.get(unfolded) else "whatif.more"
                st.button(
                    self.page.t(more), key=f"more_button|{self.goal.number}", on_click=unfold, type="tertiary"
                )
        if not plain or st.session_state.get(unfolded):
            modes = whatif_goal.list_finer_modes(self.goal, self.plan)
            self._show_choice(finer, modes, None if plain else now)
        return now

    def _show_choice(self, key: str, modes: Sequence[SupposedMode], now: SupposedMode | None) -> None:
        words, p_met = self.page.words, self.score.outcome.chance_as_far_as_possible

        def write() -> None:
            to: SupposedMode = st.session_state[key] or SupposedMode.NOW
            if to in PLAIN_MODES:
                st.session_state[make_finer_key(self.goal)] = None
            self._change(lambda changes: whatif_goal.switch_mode(changes, self.goal, to, p_met))

        st.segmented_control(
            quote_markdown(f"{self.goal.number} {self.goal.title}"),
            modes,
            default=follow_address(key, now),
            key=key,
            format_func=lambda mode: words.t(f"whatif.mode_{mode}"),
            on_change=write,
            label_visibility="collapsed",
        )

    def _change(self, change: Callable[[Suppositions], Suppositions]) -> None:
        change_suppositions(self.moment, self.plan, change)

    def _show_share(
        self, label: str, now: Fraction, edge: int, put: Callable[[Suppositions, int], Suppositions]
    ) -> None:
        """Show a slider in percent; `edge` keeps it that far from 0 and 100."""
        key = f"{label}|{self.goal.number}"
        percent = round(now * 100)

        def write() -> None:
            self._change(lambda changes: put(changes, st.session_state[key]))

        options = sorted({percent, *range(edge, 101 - edge, edge or 1)})
        st.select_slider(
            self.page.t(label, goal=self.goal.number),
            options,
            follow_address(key, percent),
            key=key,
            on_change=write,
            format_func=self.page.words.percents().__getitem__,
        )

    def _credit(self, changes: Suppositions, percent: int) -> Suppositions:
        return replace(changes, credits={**changes.credits, self.goal.number: Fraction(percent, 100)})

    def _set_likelihood(self, changes: Suppositions, percent: int) -> Suppositions:
        return replace(changes, likelihoods={**changes.likelihoods, self.goal.number: percent / 100})

    def _show_criterion(self, leaf: CriterionScore) -> None:
        if leaf.criterion.milestone:
            self._show_day(leaf)
        else:
            self._show_value(leaf)

    def _show_value(self, leaf: CriterionScore) -> None:
        number, moment = leaf.criterion.number, self.moment
        of = assumptions.find_assumed_series(leaf.criterion, self.plan)
        assert of is not None
        series = moment.catalogue.indicators[of.series]
        now = self.changes.values.get(number)
        scale = whatif_goal.make_scale(
            leaf,
            self.outlook.foresight.forecasts.get(number),
            assumptions.find_allowed_range(of, moment.facts, moment.catalogue),
            series.decimals,
            now,
        )
        key, words = f"value|{number}", self.page.words

        def write() -> None:
            value: Decimal = st.session_state[key]
            self._change(lambda changes: whatif_goal.set_value(changes, self.plan, number, value))

        def write_value(value: Decimal) -> str:
            text = words.value(value, series.unit)
            return words.t("whatif.at_target", value=text) if value == scale.target else text

        place = follow_address(key, scale.usual if now is None else now)
        st.select_slider(
            self._write_label(leaf), scale.values, place, key=key, on_change=write, format_func=write_value
        )
        unset = words.t("whatif.unset") if now is None else ""
        screen.draw(whatif_goal_sheet.draw_scale(scale, unset, series, words))

    def _show_day(self, leaf: CriterionScore) -> None:
        number, plan = leaf.criterion.number, self.plan
        key = f"reached|{number}"

        def write() -> None:
            day: date | None = st.session_state[key]
            self._change(lambda changes: whatif_goal.set_day(changes, number, day))

        follow_day(key, self.changes.days.get(number))
        st.date_input(
            self._write_label(leaf),
            value=None,
            key=key,
            min_value=plan.start - AROUND,
            max_value=plan.end + AROUND,
            format=LANGUAGES[self.page.lang].calendar,
            on_change=write,
        )
        screen.draw(whatif_goal_sheet.draw_known(leaf, plan, self.page.writer(self.moment.catalogue)))

    def _write_label(self, leaf: CriterionScore) -> str:
        writer = self.page.writer(self.moment.catalogue)
        return whatif_goal_sheet.write_control_label(leaf, self.plan, writer)
