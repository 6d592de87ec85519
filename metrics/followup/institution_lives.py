"""What became of institutions over the years: renamed, moved, merged and split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from metrics.plan.institution_history import Histories, InstitutionTerm, find_successors


class LifeEventKind(StrEnum):
    """What happened to an institution from a day on."""

    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    ALONE = "alone"
    TOOK_IN = "took_in"
    LET_GO = "let_go"
    SPLIT_OFF = "split_off"
    GAVE_OFF = "gave_off"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happened to an institution; `text` is a new name or area, `other` the key of the other party."""

    since: date
    kind: LifeEventKind
    text: str = ""
    other: str = ""


def list_life(histories: Histories, key: str, day: date) -> list[LifeEvent]:
    """List what had happened to an institution by a day, the earliest first."""
    own = histories[key]
    found = [event for one, after in pairwise(own.terms) for event in _compare(one, after)]
    found += [LifeEvent(since, LifeEventKind.SPLIT_OFF, other=origin) for since, origin in own.origins]
    for other, history in histories.items():
        if other == key:
            continue
        found += [
            LifeEvent(since, LifeEventKind.GAVE_OFF, other=other)
            for since, origin in history.origins
            if origin == key
        ]
        for before, after in pairwise((None, *history.terms)):
            assert after is not None
            was = before.successor if before else None
            if after.successor == key != was:
                found.append(LifeEvent(after.since, LifeEventKind.TOOK_IN, other=other))
            elif was == key != after.successor:
                found.append(LifeEvent(after.since, LifeEventKind.LET_GO, other=other))
    kinds = list(LifeEventKind)
    return sorted(
        (one for one in found if one.since <= day),
        key=lambda one: (one.since, kinds.index(one.kind), one.other),
    )


def find_parts(histories: Histories, key: str, day: date) -> dict[str, date]:
    """Find the institutions that are part of one on a day, each with the day from which it has been so."""
    starts = {term.since for one in histories.values() for term in one.terms if term.since <= day}
    found: dict[str, date] = {}
    for other in sorted(histories):
        for start in sorted(starts, reverse=True):
            if key not in find_successors(histories, other, start):
                break
            found[other] = start
    return found


def _compare(before: InstitutionTerm, after: InstitutionTerm) -> Iterator[LifeEvent]:
    if after.name != before.name:
        yield LifeEvent(after.since, LifeEventKind.RENAMED, after.name)
    if after.ministry_area != before.ministry_area:
        yield LifeEvent(after.since, LifeEventKind.MOVED, after.ministry_area)
    if after.successor != before.successor:
        kind = LifeEventKind.MERGED if after.successor else LifeEventKind.ALONE
        yield LifeEvent(after.since, kind, other=after.successor or before.successor or "")
