"""Which figures make up the value that is read, which are left out of it, and which are owed.

One rule holds for a year and its quarters, a quarter and its months, and any other whole and its parts: a final figure
for the whole takes precedence over its parts, and a provisional one is used only where there are no parts. The highest
and the lowest value are of every figure, whatever its length, except those for more than one of the periods read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.periods import Days, Period, count_months
from metrics.plan.formula import SeriesKey
from metrics.plan.terms import Over
from metrics.score.reads import SeriesReads

EXTREMES = frozenset({Over.MIN, Over.MAX})
LEVELS = frozenset({Over.LAST, Over.MEAN, *EXTREMES})
"""Ways in which a figure for the last day of a period stands for the period: that of a stock, not of a flow."""

_DAY = timedelta(days=1)


class OwedValue(NamedTuple):
    """A value that a test needs and that is missing, or recorded only as provisional."""

    institution: str
    indicator: str
    start: date
    end: date
    provisional: bool = False


class ChosenParts(NamedTuple):
    """The figures that make up a value, in order, and the slots that they leave without any."""

    parts: Sequence[Observation]
    missing: Sequence[Days] = ()


class Disagreement(NamedTuple):
    """A figure for a whole, and those for its parts, of which only one side is used; `value` is what the parts make."""

    whole: Observation
    parts: Sequence[Observation]
    value: Fraction | None = None


def select_inside(observed: Sequence[Observation], reads: SeriesReads) -> list[Observation]:
    """Select the observations within the days read, from a series ordered by the start of its periods.

    A level read on a day is also told by the figure for a period that ends with that day.
    """
    if reads.dated:
        before = observed[: bisect_right(observed, reads.start, key=_get_start)]
        return [o for o in before if o.period.end == reads.end and is_closing(get_days(o), reads.months)]
    first = bisect_left(observed, reads.start, key=_get_start)
    beyond = bisect_right(observed, reads.end, first, key=_get_start)
    return [o for o in observed[first:beyond] if o.period.end <= reads.end]


def _get_start(seen: Observation) -> date:
    return seen.period.start


def get_days(seen: Observation) -> Days:
    """Get the first and the last day of an observation's period."""
    return seen.period.start, seen.period.end


def is_closing(days: Days, months: int) -> bool:
    """Whether a figure tells the level on its last day: one for that day, or for a period of its series or less."""
    return days[0] == days[1] or 1 <= count_months(days) <= months


def choose_parts(reads: SeriesReads, inside: Sequence[Observation]) -> ChosenParts:
    """Choose the figures that make up the value."""
    slots, over = reads.slots, reads.over
    own = {get_days(o) for o in inside}
    if own.issubset(slots):
        if over is Over.LAST:
            return ChosenParts(inside[-1:], () if slots[-1] in own else slots[-1:])
        return ChosenParts(inside, tuple([slot for slot in slots if slot not in own]))
    if reads.dated:
        final = [o for o in inside if not o.provisional]
        return ChosenParts(sorted(final or inside, key=get_days)[-1:], () if inside else slots)
    placed = place_days(inside, reads)
    if over in EXTREMES:
        parts = _leave_out_superseded([o for o in placed if not is_above(get_days(o), slots)], slots)
        return ChosenParts(parts, _find_uncovered(slots, map(get_days, parts)))
    if over is Over.LAST:
        return _choose_last(reads, placed)
    # What happened on a single day is no part of what happened in a period that is told as such.
    chosen = _tile(_keep_newest(reads, [o for o in placed if count_months(get_days(o))]))
    return ChosenParts(chosen, _find_uncovered(slots, map(get_days, chosen)))


def _keep_newest(reads: SeriesReads, placed: Sequence[Observation]) -> Sequence[Observation]:
    """Of figures for the year to date that begin together, keep the one that goes farthest, final or not."""
    if not reads.to_date:
        return placed
    farthest = {o.period.start: o for o in sorted(placed, key=lambda o: o.period.end)}
    return list(farthest.values())


def _leave_out_superseded(placed: Sequence[Observation], slots: Sequence[Days]) -> list[Observation]:
    """Leave out provisional figures within a slot that has a final one of its own."""
    final = {get_days(o) for o in placed if not o.provisional} & {*slots}
    return [
        o
        for o in placed
        if not o.provisional or not any(s <= o.period.start and o.period.end <= e for s, e in final)
    ]


def place_days(inside: Sequence[Observation], reads: SeriesReads) -> list[Observation]:
    """Let a level told for the last day of a slot stand for the slot, unless the slot has a figure of its own.

    Where the last value is read, so does one for its last month, unless that is a count of cases.
    """
    if reads.over not in LEVELS:
        return [*inside]
    own = {get_days(o) for o in inside}
    if own.issubset(reads.slots):
        return [*inside]
    ends = {slot[1]: slot for slot in reads.slots if slot not in own}
    months = reads.over is Over.LAST and len(reads.slots) > 1
    return [
        o._replace(period=Period(*ends[o.period.end], o.period.text))
        if o.period.end in ends and _tells_level(o, ends[o.period.end], months=months)
        else o
        for o in inside
    ]


def _tells_level(seen: Observation, slot: Days, *, months: bool) -> bool:
    """Whether a figure that ends with a slot tells the level at the end of it."""
    if seen.period.start == seen.period.end:
        return True
    return (
        months
        and seen.numerator is None
        and seen.period.start > slot[0]
        and bool(count_months(get_days(seen)))
    )


def is_above(days: Days, slots: Sequence[Days]) -> bool:
    """Whether a span covers more than one slot."""
    return sum(start <= days[1] and days[0] <= end for start, end in slots) > 1


def _choose_last(reads: SeriesReads, placed: Sequence[Observation]) -> ChosenParts:
    """Choose the figure that ends last, or those of cases that make up the last slot.

    A series with a single value in what is read has no last part; its parts make the value if they are of cases.
    """
    tiles = _tile(_keep_newest(reads, placed))
    if not tiles:
        return ChosenParts((), reads.slots[-1:])
    end = tiles[-1].period.end
    start = next((start for start, last in reads.slots if start <= end <= last), reads.start)
    parts = [o for o in tiles if o.period.start >= start] or tiles[-1:]
    counted = all(o.numerator is not None for o in parts)
    covered = not _find_uncovered(reads.slots[-1:], map(get_days, parts))
    alone = len(reads.slots) == 1 and not counted and get_days(tiles[-1]) != reads.slots[0]
    return ChosenParts(parts if counted else parts[-1:], reads.slots[-1:] if alone or not covered else ())


def _tile(placed: Iterable[Observation]) -> list[Observation]:
    """Choose figures that do not overlap: final ones for the longest spans first, provisional ones for the shortest."""
    chosen: list[Observation] = []
    for o in sorted(placed, key=_rank):
        start, end = get_days(o)
        if all(end < other.period.start or other.period.end < start for other in chosen):
            chosen.append(o)
    return sorted(chosen, key=get_days)


def _rank(seen: Observation) -> tuple[bool, int, date]:
    start, end = get_days(seen)
    length = (end - start).days
    return seen.provisional, length if seen.provisional else -length, start


def _find_uncovered(slots: Sequence[Days], tiles: Iterable[Days]) -> Sequence[Days]:
    """Find the slots that tiles do not cover from the first day to the last."""
    ordered = sorted(tiles)
    return tuple([slot for slot in slots if not _covers(ordered, slot)])


def _covers(ordered: Sequence[Days], slot: Days) -> bool:
    cursor = slot[0]
    for start, end in ordered:
        if start <= cursor <= end:
            cursor = end + _DAY
    return cursor > slot[1]


def find_owed(reads: SeriesReads, inside: Sequence[Observation]) -> Iterable[OwedValue]:
    """Find the slots without a final value, of their own, of a whole that they are part of, or of all their parts."""
    final = [o for o in inside if not o.provisional]
    if [get_days(o) for o in final] == [*reads.slots]:
        return
    unpaid = _find_unpaid(reads, final)
    # What was told before its time is owed as if it had not been told.
    begun = {get_days(o) for o in place_days(inside, reads) if not o.early} if unpaid else set()
    for start, end in unpaid:
        yield OwedValue(*reads.series, start, end, provisional=(start, end) in begun)


def _find_unpaid(reads: SeriesReads, told: Sequence[Observation]) -> Sequence[Days]:
    """Find the slots that figures do not cover, taking each slot on its own."""
    own = {get_days(o) for o in told}
    if own.issubset(reads.slots):
        return tuple([slot for slot in reads.slots if slot not in own])
    if reads.dated:
        return () if told else reads.slots
    placed = _keep_newest(reads, place_days(told, reads))
    if reads.over in EXTREMES:
        placed = [o for o in placed if not is_above(get_days(o), reads.slots)]
    if reads.over is Over.LAST and len(reads.slots) == 1:
        placed = [o for o in placed if get_days(o) == reads.slots[0] or o.numerator is not None]
    return _find_uncovered(reads.slots, map(get_days, _tile(placed)))


def find_unweighed(
    weight: SeriesKey, parts: Sequence[Observation], volumes: Sequence[Observation]
) -> Iterable[OwedValue]:
    """Find the weights that are missing or provisional. A single value needs no weight."""
    if len(parts) < 2:
        return
    final = {get_days(o): not o.provisional for o in volumes}
    for part in parts:
        start, end = get_days(part)
        if not final.get((start, end)):
            yield OwedValue(*weight, start, end, provisional=(start, end) in final)


def find_uncounted(series: SeriesKey, parts: Sequence[Observation]) -> Iterator[OwedValue]:
    """Find the parts that are known as values alone, whose cases are owed before they can be pooled with others."""
    for part in parts:
        if part.numerator is None:
            yield OwedValue(*series, *get_days(part))


def find_left_out(
    reads: SeriesReads, inside: Sequence[Observation], parts: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Find the figures that are not used although they are for days that are read.

    Where the last value is read, the earlier ones are read as well. One for the year to date replaces earlier ones.
    """
    if len(inside) == len(parts):
        return ()
    used = {(get_days(o), o.period.text) for o in place_days(parts, reads)}
    last = max((o.period.end for o in parts), default=None) if reads.over is Over.LAST else None
    replaced = {o.period.start for o in parts} if reads.to_date else set()
    return tuple(
        o
        for o in place_days(inside, reads)
        if (get_days(o), o.period.text) not in used
        and not (last and o.period.end < last)
        and o.period.start not in replaced
    )


def find_disagreements(inside: Sequence[Observation], parts: Sequence[Observation]) -> Iterator[Disagreement]:
    """Find the wholes and parts that say the same thing twice, of which only one side is among the parts chosen."""
    if len(inside) == len(parts):
        return
    used = set(map(get_days, parts))
    left = [o for o in inside if get_days(o) not in used]
    for one in left:
        yield from _hold_against(one, parts)
    for one in parts:
        yield from _hold_against(one, left)


def _hold_against(whole: Observation, others: Sequence[Observation]) -> Iterator[Disagreement]:
    """Hold a figure against others that together cover exactly its days."""
    days = get_days(whole)
    inside = [o for o in others if days[0] <= o.period.start and o.period.end <= days[1]]
    tiles = _tile(inside)
    if tiles and _covers([get_days(o) for o in tiles], days):
        yield Disagreement(whole, tiles)
