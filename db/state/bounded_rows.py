"""Reads of what there was at an earlier version of the data: of no table that grows a newer row."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from db.state.newest_rows import REACH, DataVersion

_BOUNDS = "bounds"


def bound_rows(session: Session, version: DataVersion) -> None:
    """Let a session read no row that was added after a version."""
    session.info[_BOUNDS] = [
        with_loader_criteria(table, table.id <= newest, include_aliases=True)  # type: ignore[attr-defined]
        for table, newest in zip(REACH, version, strict=True)
    ]


@event.listens_for(Session, "do_orm_execute")
def _keep_within(asked: ORMExecuteState) -> None:
    if asked.is_select and (bounds := asked.session.info.get(_BOUNDS)):
        asked.statement = asked.statement.options(*bounds)
