"""Ten million cases counted by a rule: against the same by hand in Polars, in pandas and on DuckDB, in one run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from bench.figures import Missing, Table, middle, paired
from metrics.cases.case_checks import count_checked
from metrics.cases.case_counts import DAY, count_cases
from metrics.plan.cases.case_rule import CaseRule

CASES, ROUNDS = 10_000_000, 5
MOST_TIMES_POLARS, LEAST_TIMES_PANDAS = 1.2, 5.0
RULE = CaseRule.model_validate(
    {
        "period_by": "decided",
        "where": [{"column": "kind", "among": ["appeal", "complaint"]}],
        "exempt": [{"column": "paused", "among": ["yes"]}],
        "numerator": {"within": {"start": "received", "end": "decided", "months": 6}},
    }
)
LATER = date(2030, 1, 1)
Counts = dict[int, tuple[int, int, int]]
"""By month: numerator, denominator, and how much of this is exempt."""


def run() -> list[Table]:
    """Measure each way of counting, in turn, and hold that all give the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_cases(Path(folder) / "cases.parquet")
        ways: dict[str, Callable[[Path], Counts]] = {
            "by_rule": count_by_rule,
            "by_rule_with_checks": count_with_checks,
            "polars_by_hand": count_by_hand,
            "rule_on_duckdb": count_on_duckdb,
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        wanted = time_way(count_with_pandas, path)
        for _ in range(ROUNDS):
            for name, way in ways.items():
                took, found = time_way(way, path)
                if found != wanted[1]:
                    raise AssertionError(f"{name} counts otherwise than pandas")
                times[name].append(took)
    table = Table(
        "cases",
        f"{CASES:,} cases; aim: at most {MOST_TIMES_POLARS:g} x Polars by hand and"
        f" at least {LEAST_TIMES_PANDAS:g} x faster than pandas",
        ["seconds", "times_polars_by_hand", "times_faster_than_pandas"],
    )
    for name, all_took in times.items():
        table.add(
            name,
            seconds=middle(all_took),
            times_polars_by_hand=paired(all_took, times["polars_by_hand"]),
            times_faster_than_pandas=wanted[0] / middle(all_took),
        )
    table.add("pandas_by_hand", seconds=wanted[0], times_polars_by_hand=None, times_faster_than_pandas=1.0)
    return [table]


def make_cases(path: Path) -> Path:
    """Make cases of ten years, with the chance of a seed."""
    chance = np.random.default_rng(2026)
    received = np.datetime64("2015-01-01") + chance.integers(0, 3_600, CASES).astype("timedelta64[D]")
    decided = received + chance.integers(1, 400, CASES).astype("timedelta64[D]")
    table = {
        "received": received.astype("datetime64[ms]"),
        "decided": decided.astype("datetime64[ms]"),
        "kind": chance.choice(["appeal", "complaint", "inspection"], CASES),
        "paused": chance.choice(["yes", "no"], CASES, p=[0.05, 0.95]),
    }
    days = pl.col("received", "decided").cast(pl.Date)
    pl.DataFrame(table).with_columns(days).write_parquet(path)
    return path


def time_way(way: Callable[[Path], Counts], path: Path) -> tuple[float, Counts]:
    """Time one way of counting, and what it gave."""
    began = time.perf_counter()
    found = way(path)
    return time.perf_counter() - began, found


def count_by_rule(path: Path) -> Counts:
    """Count as Målstreg does, on Polars."""
    return _read(count_cases(nw.from_native(pl.scan_parquet(path)), RULE).collect())


def count_with_checks(path: Path) -> Counts:
    """Look for everything that may be wrong, and count: all that an import does with the cases."""
    return _read(count_checked(nw.from_native(pl.scan_parquet(path)), RULE, LATER).collect())


def count_on_duckdb(path: Path) -> Counts:
    """Count as Målstreg does, on DuckDB."""
    try:
        import duckdb
    except ImportError as missing:
        raise Missing("DuckDB comes with the extra duckdb.") from missing
    with duckdb.connect() as connection:
        return _read(count_cases(nw.from_native(connection.read_parquet(str(path))), RULE).collect())


def count_by_hand(path: Path) -> Counts:
    """Count as one who knows Polars would write it."""
    received, decided = pl.col("received"), pl.col("decided")
    within, free = decided <= received.dt.offset_by("6mo"), pl.col("paused") != "yes"
    found = (
        pl.scan_parquet(path)
        .filter(pl.col("kind").is_in(["appeal", "complaint"]))
        .group_by(month=decided.dt.year() * 100 + decided.dt.month())
        .agg(top=(within & free).sum(), bottom=pl.len(), exempt=(~free).sum())
        .collect()
    )
    return {month: (top, bottom, exempt) for month, top, bottom, exempt in found.iter_rows()}


def count_with_pandas(path: Path) -> Counts:
    """Count as one who knows pandas would write it."""
    import pandas as pd

    cases = pd.read_parquet(path)
    cases = cases[cases["kind"].isin(["appeal", "complaint"])]
    received, decided = pd.to_datetime(cases["received"]), pd.to_datetime(cases["decided"])
    within, free = decided <= received + pd.DateOffset(months=6), cases["paused"] != "yes"
    month = decided.dt.year * 100 + decided.dt.month
    told = pd.DataFrame({"month": month, "top": within & free, "bottom": 1, "exempt": ~free})
    found = told.groupby("month").sum()
    return {int(row.Index): (int(row.top), int(row.bottom), int(row.exempt)) for row in found.itertuples()}


def _read(found: Any) -> Counts:
    counts: dict[int, list[int]] = {}
    for row in found.rows(named=True):
        sums = counts.setdefault(row[DAY].year * 100 + row[DAY].month, [0, 0, 0])
        sums[0] += int(row["numerator"]) - int(row["exempt_numerator"])
        sums[1] += int(row["denominator"])
        sums[2] += int(row["exempt_denominator"])
    return {month: (top, bottom, exempt) for month, (top, bottom, exempt) in counts.items()}
