"""A plan file's data with a few of its parts changed by chance, so that much of it still holds together."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from bench.fuzz import hostile

MOST_CHANGES = 3

Holder = tuple[Any, Any]
"""A table or list, and the key or position of a part in it."""


def mutated(chance: Random, tree: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, Any]:
    """A copy with up to three changes; parts may come from other files of the same kind."""
    changed = deepcopy(tree)
    for _ in range(chance.randint(0, MOST_CHANGES)):
        if places := list(parts(changed)):
            _change(chance, *chance.choice(places), chance.choice(others))
    return changed


def parts(tree: Any) -> Iterator[Holder]:
    """Every part of a tree, by what holds it."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, part in list(inner):
        yield tree, key
        if isinstance(part, dict | list):
            yield from parts(part)


def _change(chance: Random, holder: Any, key: Any, other: dict[str, Any]) -> None:
    match chance.randrange(8):
        case 0:
            holder[key] = hostile.value(chance)
        case 1:
            del holder[key]
        case 2:
            _copied(chance, holder, key)
        case 3:
            _replaced(chance, holder, key, other)
        case 4 if isinstance(holder, dict):
            holder[chance.choice(("", "number", "id", "by_year", "x", hostile.text(chance)))] = holder.pop(
                key
            )
        case _:
            holder[key] = _near(chance, holder[key])


def _copied(chance: Random, holder: Any, key: Any) -> None:
    """The part once more: in a list beside itself, in a table under another of its keys."""
    if isinstance(holder, list):
        for _ in range(chance.choice((1, 1, 1, 60))):
            holder.insert(chance.randint(0, len(holder)), deepcopy(holder[key]))
    else:
        holder[chance.choice(list(holder))] = deepcopy(holder[key])


def _replaced(chance: Random, holder: Any, key: Any, other: dict[str, Any]) -> None:
    """A part of the same name from another file, or any."""
    places = list(parts(other))
    same = [place for place in places if place[1] == key]
    source, name = chance.choice(same or places)
    holder[key] = deepcopy(source[name])


def _near(chance: Random, part: object) -> object:
    """Something like it: another number, day, or word."""
    match part:
        case bool():
            return not part
        case int():
            return part + chance.choice((-1, 1, 10, -part, 10**6))
        case Decimal() if part.is_finite() and abs(part.adjusted()) < 50:
            return part * chance.choice((-1, 0, 10, 100, Decimal("0.001")))
        case date() if date(1000, 1, 1) < _day(part) < date(9000, 1, 1):
            return part + timedelta(days=chance.choice((-366, -1, 1, 30, 365, 20_000)))
        case str():
            return hostile.written(chance, part)
        case _:
            return hostile.value(chance)


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)
