"""Goals to spare: which of the open goals may fail together while the total still reaches the points wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from metrics.score.scoring import Score

MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class SpareGoals:
    """How many of the open goals may fail, all the others being met, and which.

    `count` is the most that may fail together; None where the points wanted are out of reach with every goal met.
    `safe` is how many may fail whichever they are. `sets` are the sets of `count` goals that may fail, in the plan's
    order; empty where any of them may, or more than are listed. `among` are the goals that stand in such a set, where
    any `count` of them may fail; empty where it matters which. `needed` are those that may not fail at all, and
    `dear` those that may, but only where fewer than `count` fail in all.
    """

    wanted: Fraction
    open: tuple[str, ...]
    count: int | None
    safe: int
    sets: tuple[tuple[str, ...], ...]
    among: tuple[str, ...]
    needed: tuple[str, ...]
    dear: tuple[str, ...] = ()

    @property
    def is_secured(self) -> bool:
        """Whether the points wanted are reached whatever becomes of the open goals."""
        return self.count == len(self.open)


def find_spare(score: Score, wanted: Fraction) -> SpareGoals:
    """Find the open goals that can be spared; a goal that fails earns the least it still can."""
    stakes = {goal.goal.number: goal.points.open for goal in score.find_undecided()}
    return spare_goals(stakes, score.points.within_reach - wanted, wanted)


def spare_goals(stakes: dict[str, Fraction], slack: Fraction, wanted: Fraction) -> SpareGoals:
    """Find the goals to spare: `stakes` are the points each may lose, `slack` what may be lost of them in all."""
    names = tuple(stakes)
    if slack < 0:
        return SpareGoals(wanted, names, None, 0, (), (), names)
    rising = sorted(names, key=stakes.__getitem__)
    count = _count_within([stakes[name] for name in rising], slack)
    safe = _count_within([stakes[name] for name in reversed(rising)], slack)
    walked = _sets(rising, stakes, count, slack) if safe < count else iter(())
    found = tuple(islice(walked, MOST_LISTED + 1))
    listed = found if len(found) <= MOST_LISTED else ()
    ordered = (tuple(sorted(one, key=names.index)) for one in listed)
    spared = _find_spared(rising, stakes, count, slack)
    needed = tuple(name for name in names if stakes[name] > slack)
    return SpareGoals(
        wanted,
        names,
        count,
        safe,
        tuple(sorted(ordered, key=lambda one: [names.index(n) for n in one])),
        _find_among(spared, stakes, count, slack),
        needed,
        tuple(name for name in names if name not in spared and name not in needed),
    )


def _find_spared(
    rising: Sequence[str], stakes: dict[str, Fraction], count: int, slack: Fraction
) -> tuple[str, ...]:
    """Find the goals that are lost in some set of `count`, least stake first."""
    if not count:
        return ()
    # The cheapest company a goal can fail in: the count - 1 least stakes beside its own.
    company = sum((stakes[name] for name in rising[: count - 1]), Fraction(0))
    return (*rising[: count - 1], *(n for n in rising[count - 1 :] if company + stakes[n] <= slack))


def _find_among(
    spared: Sequence[str], stakes: dict[str, Fraction], count: int, slack: Fraction
) -> tuple[str, ...]:
    """Return these goals in the plan's order where any `count` of them are within the slack, else nothing."""
    dearest = sum((stakes[name] for name in spared[-count:]), Fraction(0))
    return tuple(name for name in stakes if name in spared) if dearest <= slack else ()


def _count_within(stakes: Sequence[Fraction], slack: Fraction) -> int:
    """Count how many of the stakes, taken in turn, are within the slack together."""
    lost, count = Fraction(0), 0
    for stake in stakes:
        lost += stake
        if lost > slack:
            break
        count += 1
    return count


def _sets(
    rising: Sequence[str], stakes: dict[str, Fraction], count: int, slack: Fraction
) -> Iterator[tuple[str, ...]]:
    """Walk the sets of `count` goals whose stakes are within the slack; `rising` are the goals, least stake first."""
    if not count:
        yield ()
        return
    for place in range(len(rising) - count + 1):
        # The cheapest set that begins here: where it is too dear, so are all that begin later.
        if sum((stakes[name] for name in rising[place : place + count]), Fraction(0)) > slack:
            return
        name = rising[place]
        for rest in _sets(rising[place + 1 :], stakes, count - 1, slack - stakes[name]):
            yield (name, *rest)
