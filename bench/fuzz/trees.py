"""Random changes of a plan file's data, few enough that most of it still holds together."""

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
"""A table or list, and the key or index of a part in it."""


def mutate_tree(chance: Random, tree: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, Any]:
    """Copy a tree with up to three changes; parts may come from other files of the same kind."""
    changed = deepcopy(tree)
    for _ in range(chance.randint(0, MOST_CHANGES)):
        if places := list(list_parts(changed)):
            _change(chance, *chance.choice(places), chance.choice(others))
    return changed


def list_parts(tree: Any) -> Iterator[Holder]:
    """List every part of a tree with what holds it."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, part in list(inner):
        yield tree, key
        if isinstance(part, dict | list):
            yield from list_parts(part)


def _change(chance: Random, holder: Any, key: Any, other: dict[str, Any]) -> None:
    match chance.randrange(8):
        case 0:
            holder[key] = hostile.choose_value(chance)
        case 1:
            del holder[key]
        case 2:
            _copy(chance, holder, key)
        case 3:
            _replace(chance, holder, key, other)
        case 4 if isinstance(holder, dict):
            holder[chance.choice(("", "number", "id", "by_year", "x", hostile.choose_text(chance)))] = (
                holder.pop(key)
            )
        case _:
            holder[key] = _vary(chance, holder[key])


def _copy(chance: Random, holder: Any, key: Any) -> None:
    """Copy a part within its list, or over another key of its table."""
    if isinstance(holder, list):
        for _ in range(chance.choice((1, 1, 1, 60))):
            holder.insert(chance.randint(0, len(holder)), deepcopy(holder[key]))
    else:
        holder[chance.choice(list(holder))] = deepcopy(holder[key])


def _replace(chance: Random, holder: Any, key: Any, other: dict[str, Any]) -> None:
    """Replace a part by one of the same name from another file, or by any."""
    places = list(list_parts(other))
    same = [place for place in places if place[1] == key]
    source, name = chance.choice(same or places)
    holder[key] = deepcopy(source[name])


def _vary(chance: Random, part: object) -> object:
    """Vary a part: another number, day or word."""
    match part:
        case bool():
            return not part
        case int():
            return part + chance.choice((-1, 1, 10, -part, 10**6))
        case Decimal() if part.is_finite() and abs(part.adjusted()) < 50:
            return part * chance.choice((-1, 0, 10, 100, Decimal("0.001")))
        case date() if date(1000, 1, 1) < _drop_time(part) < date(9000, 1, 1):
            return part + timedelta(days=chance.choice((-366, -1, 1, 30, 365, 20_000)))
        case str():
            return hostile.change_text(chance, part)
        case _:
            return hostile.choose_value(chance)


def _drop_time(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)
