"""Problems in words: what is wrong, where, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from metrics.errors import Problem
from pages.ui.i18n import Words

MOST_ALLOWED = 12  # a longer list of what is allowed helps nobody


def describe(problem: Problem, words: Words) -> str:
    """One problem as one line: its place, and the sentence of its code."""
    params = {name: _shown(name, value, words) for name, value in problem.params.items()}
    text = words.t(f"error.{problem.code}", **params)
    return f"{problem.place}: {text}" if problem.place else text


def _shown(name: str, value: object, words: Words) -> str:
    if name == "year":  # 2017, never 2.017
        return str(value)
    if isinstance(value, bool):
        return words.t("word.yes" if value else "word.no")
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, int | Decimal):
        return words.number(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        items = [str(item) for item in value]
        shown = ", ".join(items[:MOST_ALLOWED])
        return f"{shown} …" if len(items) > MOST_ALLOWED else shown
    return "" if value is None else str(value)
