"""The newest state of a database that this process holds: each read takes from it what nothing was added to since."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock
from weakref import WeakSet

from db import session
from db.clock import read_clock
from db.model_base import Base
from db.scope import EVERYTHING
from db.state.additions import Additions, follow_additions
from db.state.newest_rows import is_within
from db.state.whole_state import WholeState, read_state
from metrics.periods import find_danish_day
from pages.ui.data_version import KEPT_VERSIONS, Version, make_key
from pages.ui.kept.keep import keep

_still_held: WeakSet[WholeState] = WeakSet()
"""The states that something in this process still holds: a copy put in a database's place shares what it continues."""


class HeldState:
    """The newest state read of one database; its readers wait for each other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: WholeState | None = None
        self._looking = Lock()
        self._additions: Additions | None = None
        self._followed: WeakSet[WholeState] = WeakSet()
        """The states since which all that was added is in what is followed."""

    def read(self, url: str, version: Version) -> WholeState:
        """Read the state at a version; or at the newest that there is by now, where none is held of before it."""
        with self._lock:
            today, before = find_danish_day(read_clock()), self._newest
            if before is None or before.newest != version[1:] or before.day != today:
                # What a run of a page has shown already may be of before what was written meanwhile.
                earlier = self._find_earlier(version)
                known = [one for one in (earlier, before) if one] or list(_still_held)
                with session.open_reading(url, sees=EVERYTHING) as db:
                    self._newest = before = read_state(db, today, known, version[1:] if earlier else None)
                _still_held.add(before)
                self._follow(before)
            return before

    def _find_earlier(self, version: Version) -> WholeState | None:
        """Find the newest state that is still held and has no row that a version does not have."""
        with self._looking:
            held = [one for one in self._followed if is_within(one.newest, version[1:])]
        return max(held, key=lambda one: one.newest, default=None)

    @property
    def newest(self) -> WholeState | None:
        """The newest state that was read; None before the first."""
        return self._newest

    def find_additions(self, url: str, version: Version, before: WholeState) -> Additions | None:
        """Find what was added until a version, since a state or before it; None where that cannot be told.

        Nobody waits for what was added to be read.
        """
        # Series are as they are on a day.
        if before.day != find_danish_day(read_clock()):
            return None
        with self._looking:
            if (known := self._additions) is None or before not in self._followed:
                return None
            if known.newest != version[1:]:
                found = session.ask(url, lambda connection: follow_additions(connection, known, version[1:]))
                self._additions = found
            return self._additions

    def _follow(self, state: WholeState) -> None:
        """Follow what is added from a state on, or from the one that it continues."""
        with self._looking:
            if self._additions is None or all(one.root != state.root for one in self._followed):
                self._additions = Additions(state.newest, state.newest, state.seal)
                self._followed.clear()
            self._followed.add(state)


def read_state_at(url: str, version: Version) -> WholeState:
    """Read the state of a database at a version; what has not changed since the last read is shared with it."""
    return _held(make_key(url, version[0])).read(url, version)


def find_newest_state(url: str, version: Version) -> WholeState | None:
    """Find the newest state that was read of a database, at whatever version; None before the first."""
    return _held(make_key(url, version[0])).newest


def is_left(url: str, version: Version, before: WholeState, institutions: Collection[str]) -> bool:
    """Tell whether all that was added since a state leaves what some institutions are shown by as it was."""
    found = _held(make_key(url, version[0])).find_additions(url, version, before)
    return found is not None and found.leaves(before.newest, institutions)


def has_grown(url: str, version: Version, before: WholeState, tables: Collection[type[Base]]) -> bool:
    """Tell whether any of some tables may have been added to since a state."""
    found = _held(make_key(url, version[0])).find_additions(url, version, before)
    return found is None or not set(found.find_grown(before.newest)).isdisjoint(tables)


@keep(KEPT_VERSIONS)
def _held(key: str) -> HeldState:
    return HeldState()
