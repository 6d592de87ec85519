"""The limits of a ministry area, as tables: what applies, and what was set before."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.followup.thresholds import MOST, USUAL, Thresholds, ThresholdSetting
from metrics.periods import find_danish_day
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words.administration.threshold_line import explain_threshold, name_threshold, write_threshold
from words.language import Words


def draw_in_force(area: str, given: Thresholds, words: Words) -> Markup:
    """Draw a row for each limit: what it does, what applies and what is usual."""
    columns = [
        Column(words.t("threshold.name")),
        Column(words.t("threshold.meaning")),
        Column(words.t("threshold.now"), numeric=True),
        Column(words.t("threshold.usual"), numeric=True),
    ]
    rows = [
        [
            name_threshold(name, words),
            explain_threshold(name, words),
            write_threshold(name, getattr(given, name), words),
            write_threshold(name, getattr(USUAL, name), words),
        ]
        for name in MOST
    ]
    return draw_table(columns, rows, words.t("threshold.of", area=area), show_caption=True)


def draw_settings(found: Sequence[ThresholdSetting], words: Words) -> Markup:
    """Draw what the area has set, the newest first; say in words where it is nothing."""
    title = fill('<h3 class="m-section">{}</h3>', words.t("threshold.history"))
    if not found:
        return title + fill('<p class="m-none">{}</p>', words.t("threshold.none"))
    columns = [
        Column(words.t("threshold.set_on")),
        Column(words.t("threshold.name")),
        Column(words.t("threshold.value"), numeric=True),
        Column(words.t("course.reason")),
    ]
    rows = [
        [
            words.date_short(find_danish_day(one.recorded_at)),
            name_threshold(one.name, words),
            write_threshold(one.name, one.value, words),
            one.reason,
        ]
        for one in reversed(found)
    ]
    return title + draw_table(columns, rows, words.t("threshold.history"))
