"""Writes from the pages: one transaction, and every problem in it returned instead of raised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import session
from db.audit import chain
from db.failures import explain_error, is_unreachable
from db.location import find_database_url
from db.plans import plan_commands, plan_file
from metrics.errors import InvalidInput, Problem
from pages.ui import moments, reader
from service import figures, logs


def save_plan(data: Mapping[str, Any], version: int) -> Sequence[Problem]:
    """Check a plan as its file would be, and add it as the version after `version`; 0 makes a new plan."""

    def change(db: Session) -> None:
        plan = plan_file.check_plan(data)
        plan_commands.expect_version(db, plan.id, version)
        plan_commands.import_plan(db, plan)

    return write_change(change)


def write_change(change: Callable[[Session], object]) -> Sequence[Problem]:
    """Make a change as whoever reads the page, who may not be permitted to; everything that is against it."""
    try:
        with session.open_writing(find_database_url(), reader.require_reader()) as db:
            change(db)
    except InvalidInput as refused:
        _keep_refusals(refused.problems)
        return refused.problems
    except SQLAlchemyError as wrong:
        if is_unreachable(wrong):
            return [Problem("database_away")]
        return [Problem("cannot_write", params={"reason": explain_error(wrong)})]
    moments.note_write()
    return []


def _keep_refusals(problems: Sequence[Problem]) -> None:
    """Put on record that somebody tried what they are not permitted to; what they tried was undone."""
    for problem in problems:
        if problem.code == "not_permitted":
            with session.open_writing(find_database_url(), reader.require_reader()) as db:
                chain.record_entry(db, f"refused.{problem.params['action']}", problem.place)
            figures.REFUSED.labels("write").inc()
            logs.log_refusal("write_refused", action=str(problem.params["action"]))
