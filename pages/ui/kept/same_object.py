"""A key for what is kept of an object: it is the same as another of that very object, whatever both hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, eq=False)
class SameObject(Generic[Held]):
    """Holds an object, so that no other can take its place in memory while it is a key."""

    it: Held

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, SameObject) and other.it is self.it

    def __hash__(self) -> int:
        return id(self.it)
