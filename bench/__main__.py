"""Runs all benchmarks, or those named; prints their tables and keeps the figures under `bench/out/`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import (
    arrivals,
    backtest,
    browser,
    cases,
    example,
    foresight,
    imports,
    load,
    papers,
    real,
    replica,
    reporters,
    rerun,
    scoring,
    slider,
    start,
    state,
    whatif,
)
from bench.figures import Missing, Table

OUT = Path(__file__).parent / "out"
MEASUREMENTS: dict[str, Callable[[], list[Table]]] = {
    "scoring": scoring.run,
    "whatif": whatif.run,
    "foresight": foresight.run,
    "slider": slider.run,
    "start": start.run,
    "rerun": rerun.run,
    "browser": browser.run,
    "backtest": backtest.run,
    "example": example.run,
    "real": real.run,
    "load": load.run,
    "reporters": reporters.run,
    "papers": papers.run,
    "cases": cases.run,
    "state": state.run,
    "arrivals": arrivals.run,
    "replica": replica.run,
    "imports": imports.run,
}


def main() -> int:
    """Run what was asked for; return 1 if something it needs is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASUREMENTS)}; all if none is given"
    )
    parser.epilog = "After real stands the folder with the series, which are no part of the project."
    parser.add_argument(
        "--users", type=int, default=load.USERS, help="persons at once, for load, reporters and arrivals"
    )
    parser.add_argument("--seconds", type=int, default=load.SECONDS, help="how long, for the same")
    parser.add_argument(
        "--institutions", type=int, nargs="*", help="how many there are, for state and arrivals"
    )
    given = parser.parse_args()
    names = given.names or [name for name in MEASUREMENTS if name != "real"]
    folder = names.pop(1) if names[0] == "real" and len(names) > 1 else None
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        parser.error(f"no measurement is called {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}")
    chosen = MEASUREMENTS | {
        "load": partial(load.run, given.users, given.seconds),
        "reporters": partial(reporters.run, given.users, given.seconds),
        "real": partial(real.run, folder),
        "state": partial(state.run, given.institutions or state.SIZES),
        "arrivals": partial(
            arrivals.run, given.users, given.seconds, given.institutions or arrivals.INSTITUTIONS
        ),
    }
    return max([measure(name, chosen[name]) for name in names])


def measure(name: str, run: Callable[[], list[Table]]) -> int:
    """Run one benchmark, print its tables and keep the figures; return 1 if something it needs is missing."""
    began = time.perf_counter()
    try:
        tables = run()
    except Missing as missing:
        print(f"{name}: not measured. {missing}", file=sys.stderr)
        return 1
    OUT.mkdir(exist_ok=True)
    document = {table.name: table.figures for table in tables}
    (OUT / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for table in tables:
        print(table.text(), end="\n\n", flush=True)
    print(f"({name}: {time.perf_counter() - began:.0f} s)\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
