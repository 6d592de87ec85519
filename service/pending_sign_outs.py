"""Sign-outs that the database could not take: they hold in this process at once, and are recorded when it is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from threading import Lock, Thread

SECONDS = 1.0  # between two attempts
MOST = 10_000

SignOut = tuple[str, datetime]
"""Who signed out, and when the sign-in began that they ended."""

_pending: dict[SignOut, None] = {}
_lock = Lock()
_running = False


def is_pending(person: str, began: datetime) -> bool:
    """Tell whether somebody has signed out of a sign-in without its being on record yet."""
    return (person, began) in _pending


def keep(person: str, began: datetime, record: Callable[[str, datetime], bool]) -> None:
    """Keep a sign-out, and record it as soon as `record` says that it has; the oldest give way."""
    global _running  # noqa: PLW0603 - one thread a process
    with _lock:
        _pending[person, began] = None
        if len(_pending) > MOST:
            del _pending[next(iter(_pending))]
        if _running:
            return
        _running = True
    Thread(target=_try_again, args=[record], name="sign-outs", daemon=True).start()


def _try_again(record: Callable[[str, datetime], bool]) -> None:
    global _running  # noqa: PLW0603 - as above
    while True:
        time.sleep(SECONDS)
        for person, began in list(_pending):
            if not record(person, began):
                break
            with _lock:
                _pending.pop((person, began), None)
        with _lock:
            if not _pending:
                _running = False
                return
