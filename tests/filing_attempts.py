"""What is done with the journal, tried on the signed plan of an institution."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.filing import archive_commands, journal_commands, note_commands
from db.filing.document_rows import name_document
from db.filing.journal_commands import NumberRequest
from metrics.filing.filed_document import FiledKind
from metrics.plan.terms import Party
from tests.preparations import Do

Attempts = dict[str, tuple[Callable[..., object], Callable[[str], Do]]]


def find_signed(session: Session, plan: str) -> str:
    """The key of a signed plan as a document."""
    v = m.PlanVersion
    query = select(v.id).join(m.Plan, m.Plan.id == v.plan_id).where(m.Plan.key == plan).order_by(v.id)
    return name_document(FiledKind.PLAN, session.scalars(query).first() or 0)


def list_attempts(plans: dict[str, str]) -> Attempts:
    """List the commands by the names of the matrix."""

    def give(party: Party) -> Callable[[str], Do]:
        return lambda owner: (
            lambda session: journal_commands.give_numbers(
                session, NumberRequest(party, {find_signed(session, plans[owner]): "2026-1"})
            )
        )

    def archive(owner: str) -> Do:
        return lambda session: archive_commands.record_archive(
            session, plans[owner], Party.DEPARTMENT, "0" * 64, "0" * 64
        )

    def note(owner: str) -> Do:
        return lambda session: note_commands.file_note(session, plans[owner], {"sections": []})

    return {
        "journal_institution": (journal_commands.give_numbers, give(Party.INSTITUTION)),
        "journal_department": (journal_commands.give_numbers, give(Party.DEPARTMENT)),
        "journal_filed": (note_commands.file_note, note),
        "journal_archived": (archive_commands.record_archive, archive),
    }
