"""How good earlier forecasts were: a sentence against a constant guess, and a table method by method."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.followup.track_record import MethodRecord, Reliability
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def write_verdict(judged: Reliability, words: Words) -> str:
    """Write whether the forecasts were better than a constant guess, by how much and on how many."""
    brier, base = (words.number(score, 3) for score in (judged.brier, judged.base))
    if brier == base:
        return words.n("calibration.equal", judged.count, brier=brier)
    if not judged.base:
        return words.n("calibration.alike", judged.count, brier=brier)
    better = judged.brier < judged.base
    part = words.percent(abs(judged.brier - judged.base) / judged.base)
    told = "calibration.better" if better else "calibration.worse"
    verdict = words.n(told, judged.count, part=part, brier=brier, base=base)
    held = sum(one.count * one.held for one in judged.bins) / judged.count
    return f"{verdict} {words.t('calibration.constant', share=words.percent(held))}"


def draw_methods(found: Sequence[MethodRecord], words: Words) -> Markup:
    """Draw a row for each method: its forecasts beside a constant guess, and how often it was silent."""
    rows = [
        [
            words.t(f"method_name.{one.method or 'none'}"),
            words.number(one.reliability.count if one.reliability else 0),
            words.number(one.reliability.brier, 3) if one.reliability else "–",
            words.number(one.reliability.base, 3) if one.reliability else "–",
            words.number(one.silent),
            _write_note(one, words),
        ]
        for one in found
    ]
    columns = [
        Column(words.t("calibration.method")),
        *(
            Column(words.t(f"calibration.{name}"), numeric=True)
            for name in ("count", "brier", "base", "unsaid")
        ),
        Column(words.t("rules.note")),
    ]
    return draw_table(columns, rows, words.t("calibration.methods"), show_caption=True)


def _write_note(one: MethodRecord, words: Words) -> str:
    if one.reliability is None:
        return words.t("calibration.only_silent") if one.method else ""
    return words.t("calibration.no_better") if one.no_better else ""
