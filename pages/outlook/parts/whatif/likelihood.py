"""Likelihoods in words, as bounds while a goal has no forecast."""

from __future__ import annotations

from metrics.whatif.prospects import Span
from words.language import Words


def write_chance(span: Span, words: Words) -> str:
    """Write a likelihood, or its bounds where they differ."""
    least, most = span
    first = words.likelihood(least)
    return first if least == most else write_between(first, words.likelihood(most), words)


def write_between(least: str, most: str, words: Words) -> str:
    """Write one figure where both are the same, else both."""
    return least if least == most else words.t("whatif.between", least=least, most=most)
