"""What the forecasts aim at, row by row: how far from each aim, and whether it is reached."""

from __future__ import annotations

from collections.abc import Sequence

from bench.baselines import Guesses
from bench.figures import Table
from bench.judgements import Judgement, measure

EARLY_ROOM, LAST_ROOM = 0.01, 0.01
"""How far above the constant after the first quarter, and how far above the best of all for a last value."""
MOST_APART, MOST_ERROR = 0.10, 0.12
"""How far what is said may lie from what was met in the mean, and bin by bin."""
AIMED_AT = ("pooled", "sum", "mean", "last")


def tabulate_aims(name: str, found: Sequence[Judgement]) -> Table:
    """Make the table: the Brier score and the most it may be, what was said against what was met, calibration."""
    table = Table(
        name,
        "All of it together against what is aimed at; 1 where reached.",
        ("judged", "forecast", "most", "apart", "calibration", "reached"),
    )
    for kind in AIMED_AT:
        for quarter in (1, 2, 3):
            own = [one for one in found if (one.kind, one.quarter) == (kind, quarter)]
            figures = {key: value or 0.0 for key, value in measure(own).items()}
            most = _find_most(kind, quarter, figures)
            apart = abs(figures["said_pct"] - figures["met_pct"]) / 100
            error = figures["calibration"]
            reached = figures["forecast"] <= most and apart <= MOST_APART and error <= MOST_ERROR
            table.add(
                f"{kind} after Q{quarter}",
                judged=figures["judged"],
                forecast=figures["forecast"],
                most=most,
                apart=apart,
                calibration=error,
                reached=float(reached),
            )
    return table


def _find_most(kind: str, quarter: int, figures: dict[str, float]) -> float:
    """Find the most that a Brier score may be."""
    best = min(figures["constant"], *(figures[guess] for guess in Guesses._fields))
    if kind == "last":
        return best + LAST_ROOM
    return figures["constant"] + EARLY_ROOM if quarter == 1 else best
