"""A what-if that is kept: what is wrong with it, what it was made on, and what has changed since.

What a plan says and what is known of it is kept as one digest for each part, so that a change tells where it is.
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
from metrics.facts.facts import Facts
from metrics.plan.model import Plan
from metrics.plan.terms import LONGEST_TEXT, find_text_problems

LONGEST_NAME = 80
LONGEST_CHOICES = 4000  # characters; an address could hold no more


class BasisPart(StrEnum):
    """What a plan's score stands on. All but the plan itself are told apart by a name."""

    PLAN = "plan"
    GOAL = "goal"
    RESULT = "result"
    DEFINITION = "definition"
    EVENT = "event"
    EXPECTATION = "expectation"
    DECISION = "decision"


class PartChange(StrEnum):
    """What became of a part."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class BasisPlace:
    """A part by its name: a goal's or a criterion's number, or an institution and its indicator."""

    part: BasisPart
    name: str = ""


@dataclass(frozen=True, slots=True)
class BasisChange:
    """A part that is not what it was."""

    place: BasisPlace
    how: PartChange


@dataclass(frozen=True, slots=True)
class ScenarioBasis:
    """What a scenario was made on: the plan's version, the day it was asked of, and a digest of each part."""

    version: int
    as_of: date
    digests: Mapping[BasisPlace, str]


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """A scenario as somebody writes it. The choices are the parameters of an address that say what is supposed."""

    name: str
    choices: Mapping[str, str]
    note: str = ""

    def cleaned(self) -> ScenarioDraft:
        """The same on one line, and without space around the note."""
        return replace(self, name=" ".join(self.name.split()), note=self.note.strip())


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if of a plan that somebody has kept. Whoever has its key may open it, if they may see the plan."""

    key: str
    plan: str
    person: str
    draft: ScenarioDraft
    basis: ScenarioBasis
    saved_at: datetime


def find_scenario_problems(draft: ScenarioDraft, taken: Collection[str]) -> Iterator[Problem]:
    """Everything that forbids to keep a scenario. `taken` are the names of one's others of the plan."""
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
    """What a scenario of a plan is made on now."""
    return ScenarioBasis(version, facts.as_of, {place: _digest(said) for place, said in _parts(plan, facts)})


def compare_basis(before: ScenarioBasis, now: ScenarioBasis) -> tuple[BasisChange, ...]:
    """What is not as it was, in the order of parts and names; nothing where only days have passed."""
    found = []
    parts = list(BasisPart)
    for place in sorted({*before.digests, *now.digests}, key=lambda at: (parts.index(at.part), at.name)):
        was, there = before.digests.get(place), now.digests.get(place)
        if was != there:
            how = (
                PartChange.ADDED if was is None else PartChange.GONE if there is None else PartChange.CHANGED
            )
            found.append(BasisChange(place, how))
    return tuple(found)


def _parts(plan: Plan, facts: Facts) -> Iterator[tuple[BasisPlace, object]]:
    yield BasisPlace(BasisPart.PLAN), plan.model_dump(mode="json", exclude={"goals"})
    for goal in plan.goals:
        yield BasisPlace(BasisPart.GOAL, goal.number), goal.model_dump(mode="json")
    for series in sorted(plan.series() & facts.series.keys()):
        yield BasisPlace(BasisPart.RESULT, "/".join(series)), facts.series[series]
    for series in sorted(plan.series() & facts.breaks.keys()):
        yield BasisPlace(BasisPart.DEFINITION, "/".join(series)), facts.breaks[series]
    for part, said in ((BasisPart.EVENT, facts.events), (BasisPart.EXPECTATION, facts.expectations)):
        for (of, criterion), happened in said.items():
            if of == plan.id:
                yield BasisPlace(part, criterion), happened
    for decision in facts.decisions.get(plan.id, ()):
        yield BasisPlace(BasisPart.DECISION, str(decision.number)), decision


def _digest(said: object) -> str:
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _plain(value: Any) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
