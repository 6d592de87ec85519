"""Imports a result of one institution after another at a pace until it is ended; tells the seconds each took."""

from __future__ import annotations

import itertools
import sys
import time
from datetime import UTC, datetime

from bench import state_data
from db import session
from db.results import result_commands
from metrics.facts.raw_row import RawRow

EVERY = 5.0  # seconds


def main(url: str, institutions: int) -> None:
    """Import until the process is ended."""
    turn = time.monotonic()
    for number in itertools.count():
        began = time.perf_counter()
        import_result(url, number % institutions, 400 + number)
        print(f"{time.perf_counter() - began:.3f}", flush=True)
        turn = max(turn + EVERY, time.monotonic())
        time.sleep(max(0.0, turn - time.monotonic()))


def import_result(url: str, place: int, value: int) -> None:
    """Import a results file of one row, which corrects what an institution told of the third quarter."""
    said = {"indicator": "antal-6", "period": "2026Q3", "value": str(value), "note": "Rettet"}
    row = RawRow("1", {"institution": state_data.name_institution(place), **said})
    with session.open_writing(url, session.MACHINE) as db:
        result_commands.import_results(db, [row], datetime.now(UTC))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
