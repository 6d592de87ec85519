"""A threshold of a ministry area in words."""

from __future__ import annotations

from decimal import Decimal

from metrics.plan.terms import Unit
from words.language import Words

SWITCHES = frozenset({"unapproved_seen"})
"""Thresholds that are a yes or a no."""
IN_PERCENT = frozenset({"likely", "satisfactory"})
_TEXTS = {
    "lead_days": ("threshold.name_lead_days", "threshold.note_lead_days"),
    "report_days": ("threshold.name_report_days", "threshold.note_report_days"),
    "likely": ("threshold.name_likely", "threshold.note_likely"),
    "expectation_days": ("threshold.name_expectation_days", "threshold.note_expectation_days"),
    "satisfactory": ("threshold.name_satisfactory", "threshold.note_satisfactory"),
    "unapproved_seen": ("threshold.name_unapproved_seen", "threshold.note_unapproved_seen"),
    "answer_days": ("threshold.name_answer_days", "threshold.note_answer_days"),
}
"""The name of each threshold, and what it means."""


def name_threshold(name: str, words: Words) -> str:
    """Name a threshold; one that there no longer is by its code."""
    return words.t(_TEXTS[name][0]) if name in _TEXTS else name


def explain_threshold(name: str, words: Words) -> str:
    """Write what a threshold means."""
    return words.t(_TEXTS[name][1])


def find_unit(name: str) -> Unit:
    """Find the unit of a threshold that is a number."""
    return Unit.PERCENT if name in IN_PERCENT else Unit.DAYS


def write_threshold(name: str, value: Decimal, words: Words) -> str:
    """Write the value of a threshold with its unit."""
    if name in SWITCHES:
        return words.t("word.yes" if value else "word.no")
    return words.value(value, find_unit(name))
