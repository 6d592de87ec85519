"""Breaks in series: the command that records or retracts one. The newest row for a series and a day counts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.results import result_queries
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.facts import breaks
from metrics.facts.breaks import Break
from metrics.plan.formula import SeriesKey


def record_break(
    session: Session,
    series: SeriesKey,
    on: date,
    note: str,
    *,
    retracted: bool = False,
    now: datetime | None = None,
) -> None:
    """Record that a series is measured in a new way from a day on, or retract it. Raises InvalidInput."""
    institution, indicator = series
    rights.demand_right(session, Action.REPORT, institution)
    wanted = Break(institution, indicator, on, note.strip(), now or read_clock(), retracted)
    rows = result_queries.read_series_ids(session, owners=[institution])
    stands = breaks.find_standing_breaks(result_queries.read_breaks(session, [series]), wanted.recorded_at)
    if found := list(breaks.find_break_problems(wanted, rows.keys(), stands)):
        raise InvalidInput(found)
    same = {name: getattr(wanted, name) for name in ("on", "note", "retracted", "recorded_at")}
    session.add(m.Break(indicator_id=rows[series], **same))
    chain.record_entry(
        session, "break.retract" if retracted else "break.add", f"{institution}, {indicator} {on}"
    )
