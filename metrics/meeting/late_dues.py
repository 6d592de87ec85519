"""What duties and initiatives owe late at a meeting, as plain values: for its minutes and for what is read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from metrics.followup.commitments import Commitment

KeptDue = dict[str, Any]


def freeze_late_dues(dues: Iterable[Commitment], names: Mapping[str, str], day: date) -> list[KeptDue]:
    """Describe what is late on a day, the times of one duty together; `names` are those of whom it is about."""
    found: dict[tuple[str, str], KeptDue] = {}
    for one in dues:
        (institution, *_), late = one.institutions, -one.days_left(day)
        if institution not in names or late <= 0:
            continue
        first = found.setdefault((one.plan, one.text), _freeze(one, names[institution], late))
        first["times"] += 1
    return list(found.values())


def _freeze(one: Commitment, name: str, late: int) -> KeptDue:
    """Describe the first time; `late` is in days, `planned` a time that is no day, with its first and last."""
    text, *ends = one.planned or ("",)
    return {
        "kind": one.kind.value,
        "text": one.text,
        "owner": one.owner,
        "role": one.role.value if one.role else None,
        "plan": one.plan,
        "name": name,
        "due": one.due.isoformat(),
        "planned": [text, *(end.isoformat() for end in ends)] if one.planned else None,
        "late": late,
        "times": 0,
    }
