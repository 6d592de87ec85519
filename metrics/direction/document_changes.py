"""What differs between two versions of a document beside the yearly plans: part by part, told apart by its number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from metrics.direction.direction_plan import Direction
from metrics.plan.formula import PlanPart

STEP_TIMES = ("when", "begins", "ends")
"""The keys that say when an initiative is planned."""
_NESTED = frozenset({"initiatives", "steps", "focus_areas", "targets", "duties"})


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A part of a document that is new, is gone, or differs in some keys; one that stands in both has both."""

    before: PlanPart | None
    after: PlanPart | None
    keys: tuple[str, ...] = ()

    @property
    def part(self) -> PlanPart:
        """The part as it is now, or as it last was."""
        part = self.after or self.before
        assert part is not None
        return part


def compare_directions(before: Direction, after: Direction) -> list[DocumentChange]:
    """Compare two versions of a development plan: the document's own keys first, then part by part."""
    moved = _find_moved(before, after)
    return [
        *compare_keys(before, after),
        *compare_parts(before.focus_areas, after.focus_areas),
        *compare_parts([*before.walk()], [*after.walk()], moved),
        *compare_parts(before.targets, after.targets),
    ]


def compare_keys(before: PlanPart, after: PlanPart, more: Sequence[str] = ()) -> Iterator[DocumentChange]:
    """Compare a part with what it became, by its own keys; `more` are further things that differ."""
    names = [name for name in type(after).model_fields if name not in _NESTED]
    # An initiative may have become a step, which has fewer keys.
    keys = [name for name in names if getattr(before, name, None) != getattr(after, name)]
    if keys or more:
        yield DocumentChange(before, after, (*keys, *more))


def compare_parts(
    before: Iterable[PlanPart], after: Iterable[PlanPart], moved: Collection[str] = ()
) -> Iterator[DocumentChange]:
    """Compare the numbered parts of two versions: what is new or differs in the later's order, then what is gone.

    `moved` are the numbers of those that stand elsewhere in the document.
    """
    earlier = {get_number(part): part for part in before}
    later = {get_number(part): part for part in after}
    for number, part in later.items():
        if number not in earlier:
            yield DocumentChange(None, part)
        else:
            yield from compare_keys(earlier[number], part, ("area",) if number in moved else ())
    yield from (DocumentChange(part, None) for number, part in earlier.items() if number not in later)


def get_number(part: PlanPart) -> str:
    """Return the number that a part is told apart by; empty for a document itself."""
    return str(getattr(part, "number", ""))


def _find_moved(before: Direction, after: Direction) -> set[str]:
    """Find the initiatives and steps that stand under another focus area or initiative than before."""
    earlier, later = dict(_list_places(before)), dict(_list_places(after))
    return {number for number, place in later.items() if number in earlier and earlier[number] != place}


def _list_places(direction: Direction) -> Iterator[tuple[str, str]]:
    for area in direction.focus_areas:
        for one in area.initiatives:
            yield one.number, area.number
            yield from ((step.number, one.number) for step in one.steps)
