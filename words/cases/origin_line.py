"""What is said beside a figure: its note, its source, and the cases it was counted from."""

from __future__ import annotations

from metrics.facts.case_origin import CaseOrigin
from metrics.facts.facts import Observation
from words.language import Words

SHOWN_DIGITS = 12
"""So much of a digest tells lists apart; the whole of it is in the audit, in the archive and in the terminal."""


def list_remarks(seen: Observation, words: Words) -> list[str]:
    """List what is said beside a figure."""
    return [part for part in (seen.note, write_source(seen, words)) if part]


def write_source(seen: Observation, words: Words) -> str | None:
    """Write the source of a figure: what whoever gave it calls it, and the cases it was counted from."""
    counted = write_origin(CaseOrigin.read(seen.origin), words) if seen.origin else None
    return "; ".join(part for part in (seen.source, counted) if part) or None


def write_origin(origin: CaseOrigin, words: Words) -> str:
    """Write which cases a figure was counted from: "beregnet af 1.234 sager, regel version 2 (…)"."""
    return words.n("cases.origin", origin.cases, version=origin.rule, digest=origin.digest[:SHOWN_DIGITS])
