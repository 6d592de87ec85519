"""What a settlement still waits for, in words: what is missing, and who owes it."""

from __future__ import annotations

from metrics.annual.stages import WaitingPart
from metrics.plan.catalogue import Catalogue, Giver
from words.language import Words
from words.verdict import name_giver, write_span


def write_waiting(part: WaitingPart, catalogue: Catalogue, words: Words) -> str:
    """Write what is missing of a goal."""
    owed = part.item.owed if part.item else None
    criterion = part.criterion
    return words.t(
        f"annual.waits_{part.reason}",
        name=catalogue.indicators[owed.institution, owed.indicator].name if owed else "",
        period=write_span(owed.start, owed.end, words) if owed else "",
        number=criterion.number if criterion else part.goal,
        title=criterion.title if criterion else "",
        waits_for=part.waits_for or "",
    )


def write_owing(part: WaitingPart, words: Words) -> str:
    """Write who owes it: a party, or the central source that it is fetched from."""
    return name_giver(Giver(part.party, part.item.source if part.item else None), words)
