"""A what-if that somebody saves: its problems, the basis it was made on, and what has changed since.

The basis is one digest for each part of the plan and of its facts, so that a change shows where it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from metrics.errors import Problem
from metrics.facts.facts import Facts, Observation
from metrics.plan.model import Plan
from metrics.plan.terms import LONGEST_TEXT, find_text_problems

LONGEST_NAME = 80
LONGEST_CHOICES = 4000  # characters; an address could hold no more


class BasisPart(StrEnum):
    """A kind of part of what a score rests on. All but the plan itself are told apart by name."""

    PLAN = "plan"
    GOAL = "goal"
    RESULT = "result"
    DEFINITION = "definition"
    EVENT = "event"
    EXPECTATION = "expectation"
    DECISION = "decision"


class PartChange(StrEnum):
    """How a part has changed."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class BasisPlace:
    """A part with its name: the number of a goal, criterion or decision, or an institution and its indicator."""

    part: BasisPart
    name: str = ""


@dataclass(frozen=True, slots=True)
class BasisChange:
    """A part that has changed, and how."""

    place: BasisPlace
    how: PartChange


@dataclass(frozen=True, slots=True)
class ScenarioBasis:
    """What a scenario was made on: the version of the plan, the day, and a digest of each part."""

    version: int
    as_of: date
    digests: Mapping[BasisPlace, str]


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """A scenario as typed. The choices are the address parameters that hold its suppositions."""

    name: str
    choices: Mapping[str, str]
    note: str = ""

    def cleaned(self) -> ScenarioDraft:
        """Put the name on one line and trim the note."""
        return replace(self, name=" ".join(self.name.split()), note=self.note.strip())


@dataclass(frozen=True, slots=True)
class Scenario:
    """A saved what-if of a plan. Where it is shared, anyone with its key who may see the plan may open it."""

    key: str
    plan: str
    person: str
    draft: ScenarioDraft
    basis: ScenarioBasis
    saved_at: datetime
    shared: bool = False


def find_scenario_problems(draft: ScenarioDraft, taken: Collection[str]) -> Iterator[Problem]:
    """Find what is wrong with a scenario. `taken` are the names of the person's other scenarios of the plan."""
    yield from find_text_problems(draft.name, "name")
    if LONGEST_NAME < len(draft.name) <= LONGEST_TEXT:
        yield Problem("text_too_long", "name", {"max_length": LONGEST_NAME})
    if draft.name.casefold() in {name.casefold() for name in taken}:
        yield Problem("scenario_exists", "name", {"value": draft.name})
    if draft.note:
        yield from find_text_problems(draft.note, "note")
    if not draft.choices:
        yield Problem("nothing_supposed", "choices")
    if sum(len(text) for pair in draft.choices.items() for text in pair) > LONGEST_CHOICES:
        yield Problem("text_too_long", "choices", {"max_length": LONGEST_CHOICES})


def make_basis(version: int, plan: Plan, facts: Facts) -> ScenarioBasis:
    """Make the basis of a plan's scenario as things stand."""
    return ScenarioBasis(
        version, facts.as_of, {place: _make_digest(part) for place, part in _list_parts(plan, facts)}
    )


def compare_basis(before: ScenarioBasis, now: ScenarioBasis) -> tuple[BasisChange, ...]:
    """Find the parts that have changed, ordered by kind and name; none where only time has passed."""
    found = []
    parts = list(BasisPart)
    for place in sorted({*before.digests, *now.digests}, key=lambda at: (parts.index(at.part), at.name)):
        was, there = before.digests.get(place), now.digests.get(place)
        if was is None:
            found.append(BasisChange(place, PartChange.ADDED))
        elif there is None:
            found.append(BasisChange(place, PartChange.GONE))
        elif was != there:
            found.append(BasisChange(place, PartChange.CHANGED))
    return tuple(found)


def _list_parts(plan: Plan, facts: Facts) -> Iterator[tuple[BasisPlace, object]]:
    """List what the score of a plan rests on, part by part.

    What is at its default is left out, so that a key that a later program adds changes nothing that does not use it.
    """
    yield BasisPlace(BasisPart.PLAN), plan.model_dump(mode="json", exclude={"goals"}, exclude_defaults=True)
    for goal in plan.goals:
        yield BasisPlace(BasisPart.GOAL, goal.number), goal.model_dump(mode="json", exclude_defaults=True)
    for series in sorted(plan.series() & facts.series.keys()):
        told = [_list_what_is_said(seen) for seen in facts.series[series]]
        yield BasisPlace(BasisPart.RESULT, "/".join(series)), told
    for series in sorted(plan.series() & facts.breaks.keys()):
        yield BasisPlace(BasisPart.DEFINITION, "/".join(series)), facts.breaks[series]
    for (of, criterion), happened in facts.events.items():
        if of == plan.id:
            yield BasisPlace(BasisPart.EVENT, criterion), happened
    for of, criterion in dict.fromkeys([*facts.expectations, *facts.numbers]):
        if of == plan.id:
            words = facts.expectations.get((of, criterion), ())
            numbers = facts.numbers.get((of, criterion), ())
            yield BasisPlace(BasisPart.EXPECTATION, criterion), (words, numbers) if numbers else words
    for decision in facts.decisions.get(plan.id, ()):
        yield BasisPlace(BasisPart.DECISION, str(decision.number)), decision


def _list_what_is_said(seen: Observation) -> dict[str, object]:
    """List what an observation says beyond the defaults, and its rivals in the same way."""
    usual = Observation._field_defaults
    said = {name: value for name, value in seen._asdict().items() if usual.get(name, ...) != value}
    return said | {"rivals": [_list_what_is_said(other) for other in seen.rivals]} if seen.rivals else said


def _make_digest(part: object) -> str:
    written = json.dumps(part, ensure_ascii=False, sort_keys=True, default=_make_plain)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _make_plain(value: Any) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
