"""Writes from the pages: one transaction, and every problem in it returned instead of raised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import commands, planfile, session
from metrics.errors import InvalidInput, Problem
from metrics.model import PlanFile


def save_plan(data: Mapping[str, Any], version: int) -> Sequence[Problem]:
    """Check a plan as its file would be, and add it as the version after `version`; 0 makes a new plan."""
    try:
        plan = planfile.check(data)
    except InvalidInput as refused:
        return refused.problems
    return add_plan(plan, version)


def add_plan(plan: PlanFile, version: int) -> Sequence[Problem]:
    """The same for a plan that has been checked."""

    def write(db: Session) -> None:
        commands.expect_version(db, plan.id, version)
        commands.import_plan(db, plan)

    return _written(write)


def _written(write: Callable[[Session], None]) -> Sequence[Problem]:
    try:
        with session.writing(session.database_url()) as db:
            write(db)
    except InvalidInput as refused:
        return refused.problems
    except SQLAlchemyError as wrong:
        reason = str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]
        return [Problem("cannot_write", params={"reason": reason})]
    return []
