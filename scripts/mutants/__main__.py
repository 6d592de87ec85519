"""Puts each mutant into a copy of the tree and runs its tests: 1 where too few are noticed, 2 where none were run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.mutants.mutant import Mutant, find_list_problems, read_mutants
from scripts.mutants.runner import AT_ONCE, Fate, MutantResult, copy_tree, run_mutants, run_unchanged

ROOT = Path(__file__).resolve().parent.parent.parent
LEAST_KILLED = 95  # percent
LINES_SHOWN = 15  # of what pytest said where something did not run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all mutants, or those named."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="mutants to run; all where none is named")
    names = parser.parse_args(arguments).names
    every = read_mutants()
    unknown = set(names) - {mutant.name for mutant in every}
    problems = [*find_list_problems(every, ROOT), *(f"{name}: no such mutant" for name in sorted(unknown))]
    if problems:
        print(*problems, sep="\n")
        return 2
    return _run([mutant for mutant in every if not names or mutant.name in names])


def _run(wanted: Sequence[Mutant]) -> int:
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [copy_tree(ROOT, Path(folder) / str(number)) for number in range(AT_ONCE)]
        fate, said = run_unchanged(wanted, copies)
        if fate is not Fate.SURVIVED:
            print("the tests do not pass without a mutant:", *_last(said), sep="\n")
            return 2
        results = []
        for result in run_mutants(wanted, copies):
            print(f"{result.fate:<18} {result.mutant.name} ({result.seconds:.1f} s)", flush=True)
            results.append(result)
    return print_summary(results)


def print_summary(results: Sequence[MutantResult]) -> int:
    """Print the survivors, what did not run, and the share killed; what the program ends with."""
    broken = [result for result in results if result.fate is Fate.BROKEN]
    for result in broken:
        print(f"\n{result.mutant.name} did not run:", *_last(result.said), sep="\n")
    for result in results:
        if result.fate is Fate.SURVIVED:
            place = f"{result.mutant.name} ({result.mutant.file})"
            print(f"survived: {place}: {result.mutant.reason or 'a test is missing'}")
    killed = sum(result.killed for result in results)
    print(f"mutants: {killed} of {len(results)} killed, {100 * killed / len(results):.1f} %")
    if broken:
        return 2
    return 1 if 100 * killed < LEAST_KILLED * len(results) else 0


def _last(said: str) -> list[str]:
    return said.splitlines()[-LINES_SHOWN:]


if __name__ == "__main__":
    sys.exit(main())
