"""A run of a page or of a part of one: timed, with the garbage collector paused."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from service import figures


@contextmanager
def time_run(kind: str) -> Iterator[None]:
    """Time a run of a kind (`page` or `part`) for the monitor, and pause the garbage collector meanwhile."""
    with pause_collector(), figures.RUN_SECONDS.labels(kind).time():
        yield


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pause the garbage collector during work that makes many small objects without cycles, such as scoring."""
    # It would scan the scores and the facts again and again, and find nothing to free.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
