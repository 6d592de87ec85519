"""What was erased, as steps: the digest that an entry's rows had before, and the one they have since.

A row whose text is gone no longer matches the entry that sealed it. Each step leads from one digest to the next, so
what stands now is known to be what was left. Only a step counts that the entry of an erasure has sealed itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m

ERASED = "audit.erased"
ERASED_TEXT = "sha256:"
"""How what stands in place of a text begins."""
ENTRIES = "audit_entries"
"""The name a step has that is about what an entry itself says, and not about the rows of a table it covers."""

Steps = Mapping[tuple[int, str], Sequence[tuple[str, str]]]
"""By the number of an entry and the name of a table: the digests before and after, in order."""


def read_steps(session: Session, sealed: Collection[range]) -> Steps:
    """Read the steps whose numbers are in what the entries of erasures have sealed."""
    found: defaultdict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    if any(sealed):
        for row in session.scalars(select(m.Erasure).order_by(m.Erasure.id)):
            if any(row.id in numbers for numbers in sealed):
                found[row.entry, row.name].append((row.before, row.after))
    return found


def follow_steps(steps: Steps, entry: int, name: str, digest: str) -> str:
    """Return the digest that is to be found now, from the one that was sealed; empty where the steps do not fit it."""
    for before, after in steps.get((entry, name), ()):
        if before != digest:
            return ""
        digest = after
    return digest
