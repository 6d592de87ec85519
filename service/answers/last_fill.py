"""When this process last knew that today's areas were worked out and kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NEVER, LATE = "not worked out yet", timedelta(minutes=5)
_last: list[datetime] = []


def note(now: datetime | None = None) -> None:
    """Note that all is kept."""
    _last[:] = [now or datetime.now(UTC)]


def forget() -> None:
    """Forget that anything was."""
    _last.clear()


def find_age(now: datetime | None = None) -> timedelta | None:
    """Find how long ago that was; None where it never was, or where the clock was put back since."""
    age = (now or datetime.now(UTC)) - _last[0] if _last else None
    return age if age is not None and age >= timedelta(0) else None


def write_state(now: datetime | None = None) -> str:
    """Write it as a monitor is told it: `ok` within some minutes."""
    age = find_age(now)
    if age is None:
        return NEVER
    return "ok" if age <= LATE else f"last worked out {age // timedelta(minutes=1)} minutes ago"
