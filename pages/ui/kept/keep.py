"""What reads have found is kept: under a key that names all that it depends on, by all sessions of the process."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

from cachetools import LRUCache, cached

Given = ParamSpec("Given")
Found = TypeVar("Found")
Read = Callable[Concatenate[str, Given], Found]

_every: WeakSet[Any] = WeakSet()


# Streamlit's own caches take 0.1 ms for each look, as they work out what a function's arguments are called and hash to.
def keep(most: int) -> Callable[[Read[Given, Found]], Read[Given, Found]]:
    """Keep what a function returns under its first argument: `most` of it, what was asked for last.

    Whoever asks while it is read waits for it and gets the very same, which nobody may change.
    """

    def decorate(read: Read[Given, Found]) -> Read[Given, Found]:
        kept = cached(LRUCache[str, Found](most), key=_take_key, condition=Condition())(read)
        _every.add(kept)
        return kept

    return decorate


def _take_key(key: str, /, *_given: object, **_named: object) -> str:
    return key


def forget_all() -> None:
    """Keep nothing of any read, as a process that begins."""
    for kept in list(_every):
        kept.cache_clear()
