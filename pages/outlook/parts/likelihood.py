"""Likelihoods in words, also where a silent goal leaves only bounds."""

from __future__ import annotations

from metrics.whatif.prospects import Span
from words.language import Words


def write_chance(span: Span, words: Words) -> str:
    """A likelihood, or the two it lies between where a goal is silent."""
    least, most = span
    first = words.likelihood(least)
    return first if least == most else write_between(first, words.likelihood(most), words)


def write_between(least: str, most: str, words: Words) -> str:
    """One figure where both are the same, else what it lies between."""
    return least if least == most else words.t("whatif.between", least=least, most=most)
