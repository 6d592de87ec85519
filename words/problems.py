"""Problems in words: what is wrong, where, and what is allowed; and what could be better in a plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.errors import Problem
from metrics.plan.terms import Party
from metrics.score.advice import Finding, FindingFigure
from words.language import Words

MOST_ALLOWED = 12  # a longer list of what is allowed helps nobody
LONGEST_SHOWN = 200  # characters of what was given
MOST_DIGITS = 18  # of a number that is written out, before its decimal sign and after it


def describe_problem(problem: Problem, words: Words) -> str:
    """One problem as one line: its place, and the sentence of its code."""
    params = {name: _shown(name, value, words) for name, value in problem.params.items()}
    text = words.t(f"error.{problem.code}", **params)
    return f"{problem.place}: {text}" if problem.place else text


def describe_finding(finding: Finding, words: Words) -> str:
    """One finding about a plan as a sentence, without its place."""
    params = {name: _shown(name, value, words) for name, value in finding.params.items()}
    return words.t(f"guide.{finding.rule}", **params)


def _shown(name: str, value: object, words: Words) -> str:
    if name == "year":  # 2017, never 2.017
        return str(value)
    match value:
        case bool():
            text = words.t("word.yes" if value else "word.no")
        case Party():
            text = words.t(f"party.{value.value}")
        case FindingFigure():
            text = words.value(value.value, value.unit, value.decimals)
        case date():
            text = words.date(value)
        case int() | Decimal() if _can_be_written_out(value):
            text = words.number(value)
        case list() | tuple() | set() | frozenset():
            text = ", ".join(_shown(name, item, words) for item in list(value)[:MOST_ALLOWED])
            text += " …" * (len(value) > MOST_ALLOWED)
        case _:
            text = "" if value is None else str(value)
            text = text[:LONGEST_SHOWN] + "…" * (len(text) > LONGEST_SHOWN)
    return text


def _can_be_written_out(value: int | Decimal) -> bool:
    """A file may say 1e999999999, which is short as it stands there and fills the memory digit by digit."""
    number = Decimal(value)
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return exponent >= -MOST_DIGITS and len(digits) + exponent <= MOST_DIGITS
