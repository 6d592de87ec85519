"""The audit of exports: no file leaves Målstreg without the right to take it and an entry."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from db.audit import chain
from db.people import rights
from metrics.access import Action, Person
from metrics.paper.kinds import OWN_PAPERS, PaperKind, is_own_paper


class Export(StrEnum):
    """The kinds of files that can be exported."""

    WORKBOOK = "workbook"
    PLAN_FILE = "plan_file"
    AUDIT = "record"  # as recorded in entries since the first version
    BACKUP = "backup"
    DEADLINES = "deadlines"
    EVIDENCE = "evidence"
    ARCHIVE = "archive"  # of what the institution has of a plan
    OWN_ARCHIVE = "own_archive"  # of what the department has
    EXTRACT = "extract"  # of the journal
    PAPER = "paper"
    OWN_PAPER = "own_paper"  # the department's own: internal, or advice to its minister


_OF_A_PARTY = {
    Export.OWN_PAPER: OWN_PAPERS,
    Export.ARCHIVE: Action.PREPARE,
    Export.OWN_ARCHIVE: Action.DECIDE,
}
"""What one party alone has, which others with the right to export never take."""
_HOLDS_THE_AUDIT = {Export.AUDIT, Export.BACKUP}


def record_export(session: Session, what: Export, subject: str, *institutions: str) -> None:
    """Add an entry for a file the session's writer exports. Raises InvalidInput (`not_permitted`).

    Without institutions the file holds what belongs to none of them, which requires the right over all.
    """
    rights.demand_right(session, _find_action(what), *institutions)
    chain.record_entry(session, f"export.{what}", subject)


def may_export(session: Session, by: Person, what: Export, *institutions: str) -> bool:
    """Tell whether a person may export what `record_export` would record."""
    return rights.may_person(session, by, _find_action(what), *institutions)


def find_paper_export(kind: PaperKind, *, of_area: bool = False) -> Export:
    """Find what the export of a paper is: of one that the institution may have, or of one of the department's own."""
    return Export.OWN_PAPER if is_own_paper(kind, of_area=of_area) else Export.PAPER


def _find_action(what: Export) -> Action:
    if what in _OF_A_PARTY:
        return _OF_A_PARTY[what]
    return Action.SEE_AUDIT if what in _HOLDS_THE_AUDIT else Action.EXPORT
