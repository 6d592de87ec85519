"""Rows of a file that say that a value is not out yet, beside what is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from metrics.errors import Problem
from metrics.facts.fact_history import find_standing_values
from metrics.facts.schema import Result
from metrics.facts.withdrawals import read_history
from metrics.periods import Period


def find_awaited_problems(
    placed: Iterable[tuple[str, Result]], observations: pl.DataFrame
) -> Iterator[Problem]:
    """Find the rows that await a value although a final one stands, which would go on counting.

    `observations` follow the contract `OBSERVATIONS`.
    """
    for place, made in placed:
        if made.awaited:
            period = Period.parse(made.period)
            told = read_history(observations, made.institution, made.indicator)
            stands = find_standing_values(told.get((period.start, period.end), ())).values()
            if any(not seen.provisional for seen in stands):
                yield Problem("awaited_stands", f"{place}, awaited", {"period": made.period})
