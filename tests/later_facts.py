"""Facts that contradict all that a database holds, recorded now: nothing asked as of an earlier day holds them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db import session
from metrics.facts.decisions import DecisionKind
from metrics.facts.schema import EXPECTATIONS, EventKind

DAYS = [
    *("2016-12-31", "2017-03-31", "2017-06-30", "2017-10-15", "2018-02-01", "2021-05-01", "2021-12-31"),
    *("2023-06-30", "2024-03-31", "2024-10-14", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"),
    *("2026-01-14", "2026-03-31", "2026-06-30", "2026-09-30", "2026-10-31", "2026-11-20"),
]
"""Days of the sources and of the example: quarters' ends, deadlines and others."""

Row = TypeVar("Row", m.Observation, m.Event)
_REASON = "Recorded later"


def record_later(url: str) -> None:
    """Correct every figure and verdict, define every series anew, decide on every plan, and move every limit."""
    with session.open_writing(url, session.MACHINE) as db:
        now = datetime.now(UTC)
        for row in _read(db, m.Observation):
            add = Decimal(7)
            changed = {
                name: getattr(row, name) + add for name in ("value", "numerator") if getattr(row, name)
            }
            db.add(_copy(row, recorded_at=now, entered_at=now, note=_REASON, **changed))
        for told in _read(db, m.Event):
            expected = told.kind in list(EXPECTATIONS)
            kind = EventKind.IN_DOUBT if expected else EventKind.NOT_MET
            db.add(_copy(told, recorded_at=now, entered_at=now, note=_REASON, kind=kind, word=None))
        for series in db.scalars(select(m.Indicator.id)):
            on = date(2016, 7, 1)
            db.add(m.Break(indicator_id=series, on=on, note=_REASON, retracted=False, recorded_at=now))
        for plan in db.scalars(select(m.Plan.id)):
            said = {"by": _REASON, "reason": _REASON, "recorded_at": now, "on": date(2016, 7, 1)}
            db.add(m.Decision(plan_id=plan, kind=DecisionKind.TOTAL, points=Decimal(1), **said))
        for area in db.scalars(select(m.Institution.ministry_area).distinct()):
            limit = {"name": "likely", "value": Decimal(99), "reason": _REASON, "recorded_at": now}
            db.add(m.Threshold(area=area, **limit))


def _read(db: Session, table: type[Row]) -> list[Row]:
    return list(db.scalars(select(table).order_by(table.id)))


def _copy(row: Row, **changes: object) -> Row:
    """Return a new row that says the same as another, but for some changes."""
    same = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
    return type(row)(**{**same, **changes})
