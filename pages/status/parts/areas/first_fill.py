"""Reading the data and judging the current plans once when a process starts, so that its first reader finds it done."""

from __future__ import annotations

from threading import Thread

from db.clock import read_clock
from db.location import find_database_url
from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.areas.area_reads import read_areas
from pages.ui import data_version
from pages.ui.moments import read_moment
from service import logs, runs


def start_filling() -> Thread:
    """Start to fill what is kept, beside all else; a reader who comes meanwhile waits for no more than is missing."""
    filling = Thread(target=_fill, name="first-fill", daemon=True)
    filling.start()
    return filling


MANY_PLANS = 100
"""Of fewer everything is read and judged in the time that a page takes to be sent, and the process is left in peace."""


def _fill() -> None:
    try:
        with runs.pause_collector(), data_version.pin_version():
            if data_version.find_newest_plan(find_database_url()) < MANY_PLANS:
                return
            today = find_danish_day(read_clock())
            # Nobody is shown this: what a reader may see is found anew, and shares the judgements.
            read_areas(read_moment(today, find_day_end(today), grant_all_roles("first-fill"), today))
    except Exception as error:
        # The first reader will read it all, and be told where that fails.
        logs.log_failure("first_fill", error)
