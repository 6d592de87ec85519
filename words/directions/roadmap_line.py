"""How a roadmap is read, in words."""

from __future__ import annotations

from metrics.direction.progress import StepState
from words.language import Words

MARKS = {
    StepState.UNREPORTED: "○",
    StepState.STARTED: "◐",
    StepState.AWAITING: "◎",
    StepState.DONE: "●",
    StepState.DROPPED: "–",
}
"""The mark of each state, where there is no bar to fill."""


def write_marks(words: Words) -> str:
    """Write what each mark means."""
    named = [f"{mark} {words.t(f'initiative.state_{state}').lower()}" for state, mark in MARKS.items()]
    return words.t("roadmap.marks", marks=", ".join(named))
