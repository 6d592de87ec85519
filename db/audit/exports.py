"""What leaves Målstreg as a file: only as far as one may, and never without standing on record."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from db.audit import chain
from db.people import rights
from metrics.access import Action


class Export(StrEnum):
    """The kinds of files."""

    WORKBOOK = "workbook"
    PLAN_FILE = "plan_file"
    RECORD = "record"
    BACKUP = "backup"
    DEADLINES = "deadlines"


HOLDING_THE_RECORD = {Export.RECORD, Export.BACKUP}


def record_export(session: Session, what: Export, subject: str, *institutions: str) -> None:
    """Record that whoever writes takes a file. Raises InvalidInput (`not_permitted`) where they may not.

    Without an institution the file holds what belongs to none, and takes a right over all.
    """
    action = Action.SEE_RECORD if what in HOLDING_THE_RECORD else Action.EXPORT
    rights.demand_right(session, action, *institutions)
    chain.record_entry(session, f"export.{what}", subject)
