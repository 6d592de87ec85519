"""How an initiative stands, in words: its state, what is expected, whether its time has passed, what it waits for."""

from __future__ import annotations

from metrics.direction.progress import StepEvent, StepStanding, StepState
from metrics.duties.occurrences import DutyStanding
from words.directions.planned_line import write_time
from words.language import Words, end_sentence


def write_state(standing: StepStanding | DutyStanding, words: Words) -> str:
    """Write the state of an initiative, or of one time of a duty; that nothing was reported is no state."""
    return words.t(f"initiative.state_{standing.state}")


def write_standing(standing: StepStanding, words: Words) -> str:
    """Write how an initiative stands in one line, with what is expected of it."""
    parts = [write_state(standing, words), *write_remarks(standing, words)]
    if standing.expected:
        parts.append(words.t(f"initiative.said_{standing.expected.kind}"))
    return " ".join(map(end_sentence, parts))


def write_remarks(standing: StepStanding, words: Words) -> list[str]:
    """Write what is to be known beside the state: lateness, and what it waits for."""
    found = []
    if standing.late:
        assert standing.span is not None
        assert standing.span.ends is not None
        key = "late_unreported" if standing.state is StepState.UNREPORTED else "late"
        found.append(words.t(f"initiative.{key}", ends=write_time(standing.span.ends, words)))
    if standing.waits_for:
        found.append(words.t("initiative.waits_for", numbers=words.list(standing.waits_for)))
    return found


def write_progress(said: StepEvent, words: Words) -> str:
    """Write a statement with its day, its note and its evidence."""
    line = words.t("initiative.on", what=words.t(f"initiative.said_{said.kind}"), day=words.date(said.on))
    note = f" {said.note}" if said.note else ""
    evidence = " " + words.t("initiative.evidence", source=said.source) if said.source else ""
    return f"{line}{note}{evidence}"
