"""Likelihoods and expected totals in words, as bounds while a goal has no forecast."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.prospects import Prospects, Span
from words.language import Words


def write_chance(span: Span, words: Words, *, undecided: bool = False) -> str:
    """Write a likelihood, or its bounds where they differ."""
    least, most = span
    if least == most:
        return words.likelihood(least, undecided=undecided)
    return write_between(words.likelihood(least), words.likelihood(most), words)


def write_chance_of(outlook: Prospects, wanted: Fraction, words: Words) -> str:
    """Write the likelihood of so many points, certain only where arithmetic has decided it."""
    least, most = (credit * outlook.possible for credit in (outlook.total.least, outlook.total.most))
    return write_chance(outlook.reaching(wanted), words, undecided=least < wanted <= most)


def write_mean(outlook: Prospects, words: Words) -> str:
    """Write the mean total in points, or its bounds while a goal has no forecast."""
    least, most = (words.points(mean, outlook.possible) for mean in outlook.expected_between())
    return write_between(least, most, words)


def write_between(least: str, most: str, words: Words) -> str:
    """Write one figure where both are the same, else both."""
    return least if least == most else words.t("whatif.between", least=least, most=most)
