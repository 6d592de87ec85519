"""The form that takes a reported figure back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from db.results import withdrawals
from metrics.facts.facts import Observation
from metrics.facts.withdrawals import Withdrawal
from metrics.plan.model import Indicator
from metrics.score.trend import Trend
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import quote_markdown
from pages.ui.page import Page
from words import criteria

DONE = "withdrawal"


class StandingFigure(NamedTuple):
    """A figure that can be taken back, and the series it belongs to."""

    institution: str
    indicator: Indicator
    seen: Observation


def find_figures(trends: Sequence[Trend]) -> list[StandingFigure]:
    """Find every figure that stands, of each source, the newest period first."""
    found = {
        (trend.institution, trend.reported.id, seen.period, seen.source): StandingFigure(
            trend.institution, trend.reported, seen
        )
        for trend in trends
        for given in trend.readings
        for seen in (given.observation, *given.observation.rivals)
    }
    return sorted(found.values(), key=lambda one: one.seen.period, reverse=True)


def show_form(page: Page, figures: Sequence[StandingFigure]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(DONE, lambda line: page.t("form.withdrawn", figure=quote_markdown(line)))
    with st.expander(page.t("form.withdraw_new")), st.form("withdrawal", border=False):
        lines = [_write_figure(page, one) for one in figures]
        place = st.selectbox(
            page.t("form.withdraw_figure"),
            range(len(lines)),
            format_func=lambda n: lines[n],
            key="withdrawal",
        )
        reason = st.text_area(page.t("course.reason"), **widgets.keep_typed("withdrawal_reason"))
        if widgets.show_submit(page.t("form.withdraw_save"), "withdraw_save", type="primary"):
            _save(page, figures[place], lines[place], reason)


def _write_figure(page: Page, one: StandingFigure) -> str:
    """Write a figure by its series, period, value and source."""
    value = one.seen.amount(one.indicator)
    text = (
        page.t("why.empty_ratio") if value is None else criteria.write_value(value, one.indicator, page.words)
    )
    line = f"{one.indicator.name}, {page.words.period(one.seen.period.text)}: {text}"
    return f"{line} ({one.seen.source})" if one.seen.source else line


def _save(page: Page, one: StandingFigure, line: str, reason: str) -> None:
    wanted = Withdrawal(
        one.institution, one.indicator.id, one.seen.period.text, reason, one.seen.source or ""
    )
    if found := saving.write_change(lambda db: withdrawals.withdraw_value(db, wanted)):
        labels = {"reason": page.t("course.reason"), "period": page.t("form.withdraw_figure")}
        widgets.show_refused(found, {**labels, "source": labels["period"]}, page.words)
        return
    st.session_state.pop("withdrawal_reason", None)
    saving.note_done(DONE, line)
    st.rerun()
