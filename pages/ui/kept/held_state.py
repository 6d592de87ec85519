"""The newest state of a database that this process holds: each read takes from it what nothing was added to since."""

from __future__ import annotations

from threading import Lock
from weakref import WeakSet

import streamlit as st

from db import session
from db.clock import read_clock
from db.scope import EVERYTHING
from db.state.whole_state import WholeState, read_state
from metrics.periods import find_danish_day
from pages.ui.data_version import KEPT_VERSIONS, Version, make_key

_still_held: WeakSet[WholeState] = WeakSet()
"""The states that something in this process still holds: a copy put in a database's place shares what it continues."""


class HeldState:
    """The newest state read of one database; its readers wait for each other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: WholeState | None = None

    def read(self, url: str, version: Version) -> WholeState:
        """Read the state at a version, or at the newest that there is by now."""
        with self._lock:
            today, before = find_danish_day(read_clock()), self._newest
            if before is None or before.newest != version[1:] or before.day != today:
                known = [before] if before else list(_still_held)
                with session.open_reading(url, sees=EVERYTHING) as db:
                    self._newest = before = read_state(db, today, known)
                _still_held.add(before)
            return before


def read_state_at(url: str, version: Version) -> WholeState:
    """Read the state of a database at a version; what has not changed since the last read is shared with it."""
    return _held(make_key(url, version[0])).read(url, version)


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def _held(key: str) -> HeldState:
    return HeldState()
