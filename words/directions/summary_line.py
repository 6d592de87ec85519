"""A development plan in one sentence: how many initiatives and targets it has, and how the initiatives stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from metrics.direction.direction_plan import Direction
from metrics.direction.progress import StepStanding, StepState
from words.language import Words


def write_summary(direction: Direction, standings: Mapping[str, StepStanding], words: Words) -> str:
    """Write how many initiatives there are and how they stand, how many are late or undated, and the targets."""
    own = [standings[one.number] for one in direction.initiatives]
    states = Counter(standing.state for standing in own)
    told = [words.t(f"direction.count_{state}", count=states[state]) for state in StepState if states[state]]
    late, undated = sum(one.late for one in own), sum(one.span is None for one in own)
    areas = len(direction.focus_areas)
    parts = [
        words.n("direction.summary", len(own), areas=areas, states=words.list(told)) if own else "",
        words.n("direction.targets", len(direction.targets)) if direction.targets else "",
        words.n("direction.late", late) if late else "",
        words.n("direction.undated", undated) if undated else "",
    ]
    return " ".join(part for part in parts if part)
