"""Whose entry of the audit added a row, found by the row's number: nothing is read of the entries that lie between."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, Select, case, cast, func, literal, select
from sqlalchemy.orm import Session

from db import models as m

AT_A_TIME = 50
"""How many rows are looked for at once: what one entry added is most often many of them."""


def find_authors(session: Session, table: str, ids: Collection[int]) -> dict[int, str]:
    """Find whose entry added each of some rows of a table, as far as entries are seen."""
    authors: dict[int, str] = {}
    left = sorted(ids)
    while left:
        wanted, left = left[:AT_A_TIME], left[AT_A_TIME:]
        for actor, rows in session.execute(_select_entries(session, table, wanted)):
            first, last, _ = json.loads(rows).get(table, (1, 0, ""))
            authors |= {row: actor for row in (*wanted, *left) if first <= row <= last}
        left = [row for row in left if row not in authors]
    return authors


def _select_entries(session: Session, table: str, ids: Collection[int]) -> Select[str, str]:
    """Select the first entry that reaches each row: the numbers an entry reaches never fall, so halving finds it."""
    a, rows = m.AuditEntry, m.Base.metadata.tables[table]
    newest = select(func.coalesce(func.max(a.id), 0)).scalar_subquery()
    found = (
        select(rows.c.id.label("row"), literal(0).label("low"), newest.label("high"))
        .where(rows.c.id.in_(ids))
        .cte("found", recursive=True)
    )
    low, high = found.c.low, found.c.high
    middle = (low + high) // 2
    reached = select(_find_reach(session, table)).where(a.id <= middle).order_by(a.id.desc()).limit(1)
    below = func.coalesce(reached.correlate(found).scalar_subquery(), 0) < found.c.row
    halved = select(found.c.row, case((below, middle), else_=low), case((below, high), else_=middle))
    found = found.union_all(halved.where(high - low > 1))
    ended = select(found.c.high).where(found.c.high - found.c.low == 1)
    return select(a.actor, a.rows).where(a.id.in_(ended))


def _find_reach(session: Session, table: str) -> ColumnElement[Any]:
    """Find the last row of a table that an entry tells of."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_extract(m.AuditEntry.rows, f"$.{table}[1]")
    return cast(func.json_extract_path_text(cast(m.AuditEntry.rows, JSON), table, "1"), Integer)
