"""How often earlier forecasts and expectations have come true, for those who decide by them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st
from markupsafe import Markup

from metrics.followup.alarm_record import count_alarms
from metrics.followup.track_record import (
    HitRate,
    Reliability,
    count_hit_rates,
    count_right_flags,
    measure_methods,
    measure_reliability,
)
from pages.ui import moments, page_part, screen
from pages.ui.draw import forecast_record, marks, rule_table
from pages.ui.draw.charts import reliability_chart
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from pages.ui.page import Page
from words.language import Words

KEY = "track_record"


def show_track_record(page: Page) -> None:
    """The part of the page, closed until it is asked for."""
    page_part.draw_folded(page.t("calibration.title"), KEY, partial(_unfolded, page))


def _unfolded(page: Page) -> None:
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    found = moments.read_track_record(moment)
    judged = measure_reliability([(one.p, one.held) for one in found.foretold])
    if judged is None:
        screen.say(page.t("calibration.none"))
        screen.draw(rule_table.draw_tried(page.words))
        return
    screen.draw(_sentence(judged, page.words, len(found.silent)))
    left, right = st.columns(2, gap="large")
    with left:
        screen.draw(_bins(judged, page.words))
    with right:
        figure = reliability_chart.draw_reliability(judged, page.words, page.look)
        screen.show_figure(figure, page.words, alt=page.t("calibration.alt"), key="reliability")
    screen.draw(forecast_record.draw_methods(measure_methods(found), page.words))
    rules = count_right_flags(found.flagged, moment.catalogue, page.as_of)
    screen.draw(rule_table.draw_count(rules, page.words))
    screen.draw(rule_table.draw_alarms(count_alarms(found.alarms), page.words))
    screen.draw(rule_table.draw_rules(rules, page.words))
    screen.draw(_expectations(count_hit_rates(found.expected), page.writer(moment.catalogue)))
    screen.draw(rule_table.draw_tried(page.words))


def _sentence(judged: Reliability, words: Words, silent: int = 0) -> Markup:
    error = words.t("calibration.error", error=words.number(100 * judged.error, 0))
    unsaid = [words.n("calibration.silent", silent)] if silent else []
    return marks.draw_lead(" ".join([forecast_record.write_verdict(judged, words), error, *unsaid]))


def _bins(judged: Reliability, words: Words) -> Markup:
    rows = [
        [
            words.t("calibration.between", low=round(100 * b.low), high=round(100 * b.high)),
            words.number(b.count),
            words.likelihood(b.mean),
            words.percent(b.held),
        ]
        for b in judged.bins
    ]
    columns = [
        Column(words.t("calibration.probability")),
        *(Column(words.t(f"calibration.{name}"), numeric=True) for name in ("count", "foretold", "held")),
    ]
    return draw_table(columns, rows, words.t("calibration.bins"), show_caption=True)


def _expectations(rates: Mapping[str, HitRate], writer: Writer) -> Markup:
    """Draw how often each institution's expectations of its own goals came true; empty where there are none."""
    words = writer.words
    if not rates:
        return Markup()
    rows = [
        [
            writer.catalogue.institutions[owner].name,
            words.number(rate.sure),
            _of(rate.sure_held, rate.sure, words),
            words.number(rate.doubted),
            _of(rate.doubted_held, rate.doubted, words),
        ]
        for owner, rate in rates.items()
    ]
    names = ("sure", "sure_held", "doubted", "doubted_held")
    columns = [
        Column(words.t("calibration.institution")),
        *(Column(words.t(f"calibration.{name}"), numeric=True) for name in names),
    ]
    return draw_table(columns, rows, words.t("calibration.expectations"), show_caption=True)


def _of(held: int, said: int, words: Words) -> str:
    return f"{words.number(held)} ({words.percent(held / said)})" if said else words.number(held)
