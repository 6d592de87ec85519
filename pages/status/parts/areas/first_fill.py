"""Today's areas are worked out before anybody asks: when a process starts, and after each write or at midnight.

One process at a time works out what is missing in the database and keeps it there; the others read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from db.clock import read_clock
from db.location import find_database_url
from db.state.kept_areas import take_turn
from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.areas import area_reads, kept_briefs
from pages.ui import data_version
from pages.ui.data_version import Version
from pages.ui.kept.code_version import find_code_version
from pages.ui.moments import read_moment
from service import logs, runs
from service.answers import last_fill

LOOK_SECONDS = 10.0
"""Between two looks whether anything was written: who writes much does not have it all worked out each time."""
TURN_SECONDS = 0.5
"""Between two looks whether another process has worked out what is missing."""
Filled = tuple[date, Version]
"""The day and the version of the data of which everything is kept."""


@contextmanager
def fill_beside() -> Iterator[Thread]:
    """Fill what is kept, beside all else; a reader who comes meanwhile waits for no more than is missing."""
    ended = Event()
    filling = Thread(target=_keep_filling, args=(ended,), name="first-fill", daemon=True)
    filling.start()
    try:
        yield filling
    finally:
        ended.set()


def _keep_filling(ended: Event) -> None:
    # Found as long as the files are those that run: an upgrade may put others in their place before it is asked for.
    find_code_version()
    filled: Filled | None = None
    failed = False
    while not ended.is_set():
        wait = LOOK_SECONDS
        try:
            found = fill(filled)
            if found and filled is None:
                runs.spare_collector()
            wait = LOOK_SECONDS if found else TURN_SECONDS
            filled, failed = found or filled, False
        except BaseException as error:  # also the panic of a library, which is no Exception
            # Whoever reads works it out, and is told where that fails. What stays wrong is logged once.
            if not failed:
                logs.log_failure("first_fill", error)
            failed = True
        ended.wait(wait)


def fill(before: Filled | None = None) -> Filled | None:
    """Have the current plans of today judged and their areas kept; None where another process is at it.

    What was filled `before` is not filled again.
    """
    with runs.pause_collector(), data_version.pin_version():
        url = find_database_url()
        today = find_danish_day(read_clock())
        filled = (today, data_version.find_version(url))
        if (
            filled == before
            or data_version.find_newest_plan(url) < kept_briefs.MANY_PLANS
            or _fill(url, today)
        ):
            last_fill.note()
            return filled
    return None


def _fill(url: str, today: date) -> bool:
    # Nobody is shown this: what a reader may see is found anew, and shares the judgements.
    moment = read_moment(today, find_day_end(today), grant_all_roles("first-fill"), today)
    if area_reads.find_kept(moment).are_complete:
        area_reads.read_areas(moment)
        return True
    with take_turn(url) as taken:
        if taken:
            # Another may have kept it until now.
            area_reads.find_kept(moment).keep(area_reads.read_areas(moment))
    return taken
