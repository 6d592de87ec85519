"""What scoring needs that follows from the plan alone, derived once for each plan in memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from metrics.algebra.outcome import BINARY, Grade
from metrics.algebra.sums import to_fraction
from metrics.algebra.tree import Node
from metrics.periods import Frequency, split_into_spans
from metrics.plan.criteria import Criterion, Grading
from metrics.plan.model import Goal, Plan
from metrics.plan.window import Window


class Structure(NamedTuple):
    """A plan's tests by number, the tree of each goal by the goal's number, and the year that each test is read for.

    `quarters` are those the plan reports on: the number within the plan year, and the last day. A plan that reports on
    given dates has a span for each, numbered from 1, which ends with the last whole month before the report.
    """

    leaves: dict[str, Criterion]
    trees: dict[str, Node]
    windows: dict[str, Window]
    quarters: tuple[tuple[int, date], ...]


_KEPT: dict[int, tuple[weakref.ref[Plan], Structure]] = {}


def derive_structure(plan: Plan) -> Structure:
    """Derive the structure of a plan, once for as long as the plan is in memory."""
    # Plans are told apart by identity: comparing two costs more than deriving this anew.
    kept = _KEPT.get(id(plan))
    if kept is not None and kept[0]() is plan:
        return kept[1]
    window = Window.of(plan)
    found = Structure(
        {leaf.number: leaf for leaf in plan.leaves()},
        {goal.number: build_tree(goal, partial=plan.scoring.passes_parts) for goal in plan.goals},
        {leaf.number: window.at(goal.year or plan.year) for goal in plan.goals for leaf in goal.leaves()},
        _quarters(plan),
    )
    place = id(plan)
    _KEPT[place] = (weakref.ref(plan, lambda _: _KEPT.pop(place, None)), found)
    return found


def _quarters(plan: Plan) -> tuple[tuple[int, date], ...]:
    if plan.reporting.dates:
        return tuple(enumerate(_find_ends(plan), 1))
    quarters = split_into_spans(plan.start, plan.end, Frequency.QUARTER)
    numbered = [(place % 4 + 1, last) for place, (_, last) in enumerate(quarters)]
    return tuple([(number, last) for number, last in numbered if number in plan.reporting.quarters])


def _find_ends(plan: Plan) -> Iterator[date]:
    """Find what each report on a given date covers: to the last month end since the one before, or to its own eve."""
    before = plan.start
    for day in plan.reporting.dates:
        month_end = day.replace(day=1) - timedelta(days=1)
        yield min(month_end if month_end >= before else day - timedelta(days=1), max(plan.end, before))
        before = day


def build_tree(part: Goal | Criterion, *, partial: bool = False) -> Node:
    """Build the tree of a goal or criterion from what is scored in it.

    A goal is binary unless it has a grade, or the plan lets it earn what its criteria earn (`partial`).
    """
    binary = isinstance(part, Goal) and not partial
    grade = _grade(part.grade) if part.grade else BINARY if binary else None
    counted = [child for child in part.criteria if child.scored]
    nodes, weights = tuple(map(build_tree, counted)), tuple([to_fraction(child.weight) for child in counted])
    return Node(make_tree_key(part), part.rule, nodes, weights, part.k or 1, grade)


def make_tree_key(part: Goal | Criterion) -> str:
    """Return the key of a part in the tree."""
    # A goal and its only criterion may share a number in the plan, but need keys of their own in the tree.
    return f"goal {part.number}" if isinstance(part, Goal) else part.number


def _grade(grading: Grading) -> Grade:
    return Grade(tuple((to_fraction(p.at), to_fraction(p.earns)) for p in grading.points), grading.linear)
