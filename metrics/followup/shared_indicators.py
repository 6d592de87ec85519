"""Indicators that several institutions' plans measure in the same way, so that their figures can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Reading
from metrics.plan.model import Indicator, Plan


class ApartReason(StrEnum):
    """Why two indicators are not compared although they are called alike."""

    FICTIONAL = "fictional"
    UNIT = "unit"
    DEFINITION = "definition"
    UNDEFINED = "undefined"
    ID = "id"


@dataclass(frozen=True, slots=True)
class SharedIndicator:
    """An indicator with one unit and one definition, and for each institution the newest test that measures it."""

    indicator: Indicator
    tests: tuple[tuple[Plan, Criterion], ...]
    key: str
    """The indicator's id; with a number behind it where the same id has several definitions."""


def find_shared_indicators(plans: Iterable[Plan], catalogue: Catalogue, day: date) -> list[SharedIndicator]:
    """Find every indicator that the plans measure, split by unit and definition; those of most institutions first.

    Names and definitions are those of the day. An indicator of a single institution is found as well.
    """
    newest = sorted(plans, key=lambda plan: (plan.start, plan.id), reverse=True)
    tests: dict[tuple[str, str], tuple[Plan, Criterion]] = {}
    for plan in newest:
        for leaf, key in _find_measured(plan):
            tests.setdefault(key, (plan, leaf))
    groups: dict[tuple[str, str, str | None, bool], list[tuple[Plan, Criterion]]] = {}
    shown: dict[tuple[str, str, str | None, bool], Indicator] = {}
    for key, test in sorted(tests.items()):
        one = catalogue.find_indicator(key, day)
        # Made-up figures never stand among real ones.
        same = (one.id, one.unit.value, one.definition, catalogue.institutions[key[0]].fictional)
        groups.setdefault(same, []).append(test)
        shown.setdefault(same, one)
    ranked = sorted(groups, key=lambda same: (-len(groups[same]), same[0], str(same[2])))
    numbered: dict[str, int] = {}
    found = []
    for same in ranked:
        turn = numbered[same[0]] = numbered.get(same[0], 0) + 1
        key_of = same[0] if turn == 1 else f"{same[0]}.{turn}"
        found.append(SharedIndicator(shown[same], tuple(groups[same]), key_of))
    return found


def find_apart(
    chosen: SharedIndicator, every: Iterable[SharedIndicator], catalogue: Catalogue
) -> list[tuple[SharedIndicator, ApartReason]]:
    """Find what has an indicator's id or name and is still not compared with it, with the first reason against it."""
    same = (chosen.indicator.id, chosen.indicator.name.casefold())
    found = []
    for one in every:
        alike = one.indicator.id == same[0] or one.indicator.name.casefold() == same[1]
        if one.key != chosen.key and alike:
            found.append((one, _find_reason(chosen, one, catalogue)))
    return found


def _find_reason(chosen: SharedIndicator, other: SharedIndicator, catalogue: Catalogue) -> ApartReason:
    fictional = [catalogue.institutions[one.tests[0][0].institution].fictional for one in (chosen, other)]
    if fictional[0] is not fictional[1]:
        return ApartReason.FICTIONAL
    if chosen.indicator.unit != other.indicator.unit:
        return ApartReason.UNIT
    if chosen.indicator.definition == other.indicator.definition:
        return ApartReason.ID
    return ApartReason.DEFINITION if other.indicator.definition else ApartReason.UNDEFINED


def _find_measured(plan: Plan) -> Iterator[tuple[Criterion, tuple[str, str]]]:
    """Find the tests of a plan that measure a series of its own institution."""
    for leaf in plan.leaves():
        reading = leaf.measured.value if leaf.measured else None
        if isinstance(reading, Reading):
            key = reading.find_key(plan.institution)
            if key[0] == plan.institution:
                yield leaf, key
