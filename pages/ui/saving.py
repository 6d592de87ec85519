"""Writes from the pages: one transaction, and every problem in it returned instead of raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from db import commands, planfile, session
from metrics.errors import InvalidInput, Problem


def save_plan(data: Mapping[str, Any], version: int) -> Sequence[Problem]:
    """Check a plan as its file would be, and add it as the version after `version`; 0 makes a new plan."""
    try:
        plan = planfile.check(data)
        with session.writing(session.database_url()) as db:
            commands.expect_version(db, plan.id, version)
            commands.import_plan(db, plan)
    except InvalidInput as refused:
        return refused.problems
    except SQLAlchemyError as wrong:
        reason = str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]
        return [Problem("cannot_write", params={"reason": reason})]
    return []
