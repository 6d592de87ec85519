"""Fuzzes a target: `make fuzz ARGS="plan 50000 --seed 7"`; exits with 1 if anything broke or was heavy."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from bench.fuzz import runner
from bench.fuzz.forms import Forms
from bench.fuzz.pages import Pages
from bench.fuzz.plans import Plans
from bench.fuzz.queries import Queries
from bench.fuzz.results import Results
from bench.fuzz.world import World, make_world
from bench.fuzz.written import Written

OUT = Path(__file__).parent.parent / "out"
TARGETS: dict[str, Callable[[World], runner.Target]] = {
    "plan": Plans,
    "results": Results,
    "query": Queries,
    "forms": Forms,
    "pages": Pages,
    "written": Written,
}


def main() -> int:
    """Fuzz one target, print the figures and keep the inputs that broke something; return 1 if any did."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite", help="the database")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the findings tell what the product would log of an error
    runner.limit_memory()
    with make_world(asked.on) as made:
        target = TARGETS[asked.target](made)
        gc.freeze()  # so that what exists already is not scanned again and again
        numbers = range(asked.first, asked.first + asked.count)
        report = runner.run(target, type(target).__name__.lower(), asked.seed, numbers)
    OUT.mkdir(exist_ok=True)
    lines = [f"number {f.number}\n{f.what}\ngiven {f.given}\n" for f in report.findings + report.heavy]
    (OUT / f"fuzz-{asked.target}-{asked.on}.txt").write_text("\n".join(lines), "utf-8", "backslashreplace")
    print(f"{asked.target} on {asked.on}, seed {asked.seed}: {report.text()}")
    print(f"codes: {dict(report.codes.most_common())}")
    for line in lines[:10]:
        print(line.encode("utf-8", "backslashreplace").decode())
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
