"""Rows that were added past Målstreg: told until an auditor has looked at them, and named from then on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.audit import chain
from db.audit.chain import UNRECORDED, ChainEntry
from db.people import rights
from metrics.access import Action
from metrics.errors import Problem, refuse

ACKNOWLEDGED = "audit.acknowledged"
_SUBJECT = re.compile(r"#(\d+): (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What was added past Målstreg, and the entry by which an auditor has acknowledged it."""

    of: ChainEntry
    by: ChainEntry
    reason: str


def acknowledge_rows(session: Session, number: int, reason: str) -> None:
    """Acknowledge the rows of an entry for what was added past Målstreg. Raises InvalidInput."""
    rights.demand_right(session, Action.SEE_AUDIT)
    if not reason.strip():
        raise refuse("text_empty", "reason")
    open_ones = [entry.number for entry in _read_unacknowledged(session)]
    if number not in open_ones:
        raise refuse("nothing_unrecorded", f"#{number}", allowed=", ".join(map(str, open_ones)) or "-")
    chain.record_entry(session, ACKNOWLEDGED, f"#{number}: {reason.strip()}")


def find_unacknowledged(every: Sequence[ChainEntry]) -> list[ChainEntry]:
    """Find the entries for rows of unknown origin that nobody has acknowledged."""
    known = {found.of.number for found in find_acknowledged(every)}
    return [entry for entry in every if entry.action == UNRECORDED and entry.number not in known]


def find_acknowledged(every: Sequence[ChainEntry]) -> list[Acknowledgement]:
    """Find the acknowledgements, in order; only the first of an entry counts."""
    unknown = {entry.number: entry for entry in every if entry.action == UNRECORDED}
    found = []
    for entry in every:
        said = _SUBJECT.fullmatch(entry.subject) if entry.action == ACKNOWLEDGED else None
        if said and (of := unknown.pop(int(said[1]), None)):
            found.append(Acknowledgement(of, entry, said[2]))
    return found


def find_unknown_rows(session: Session) -> list[Problem]:
    """Find what was added past Målstreg and not acknowledged, as problems."""
    return [
        Problem("audit_unknown", f"#{entry.number}", {"rows": entry.subject, "number": entry.number})
        for entry in _read_unacknowledged(session)
    ]


def _read_unacknowledged(session: Session) -> list[ChainEntry]:
    return find_unacknowledged(chain.read_entries(session, actions=(UNRECORDED, ACKNOWLEDGED)))
