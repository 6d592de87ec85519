"""Problems in words: what is wrong, where, and what is allowed."""

from __future__ import annotations

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
    match value:
        case bool():
            text = words.t("word.yes" if value else "word.no")
        case date():
            text = words.date(value)
        case int() | Decimal():
            text = words.number(value)
        case list() | tuple() | set() | frozenset():
            text = ", ".join(str(item) for item in list(value)[:MOST_ALLOWED])
            text += " …" * (len(value) > MOST_ALLOWED)
        case _:
            text = "" if value is None else str(value)
    return text
