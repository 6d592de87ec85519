"""What reads have found is kept: under a key that names all that it depends on, by all sessions of the process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakSet, WeakValueDictionary

Given = ParamSpec("Given")
Found = TypeVar("Found")
Read = Callable[Concatenate[str, Given], Found]


class _Kept(Generic[Found]):
    """What one read has found: at most so many, those that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[str, Found] = OrderedDict()
        self._looking = Lock()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def find(self, key: str, read: Callable[[], Found]) -> Found:
        """Find what is kept under a key, or read it: whoever asks meanwhile waits for it and gets the very same."""
        with self._looking:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            turn = self._turns.get(key) or self._turns.setdefault(key, Lock())
        with turn:
            with self._looking:
                if key in self._found:
                    return self._found[key]
            found = read()
            with self._looking:
                self._found[key] = found
                if len(self._found) > self._most:
                    self._found.popitem(last=False)
            return found

    def forget(self) -> None:
        """Keep nothing."""
        with self._looking:
            self._found.clear()


_every: WeakSet[_Kept[Any]] = WeakSet()


# Streamlit's own caches take 0.1 ms for each look, as they work out what a function's arguments are called and hash to.
def keep(most: int) -> Callable[[Read[Given, Found]], Read[Given, Found]]:
    """Keep what a function returns under its first argument, `most` of it. Nobody may change what is returned."""

    def decorate(read: Read[Given, Found]) -> Read[Given, Found]:
        kept = _Kept[Found](most)
        _every.add(kept)

        @wraps(read)
        def find(key: str, /, *given: Given.args, **named: Given.kwargs) -> Found:
            return kept.find(key, lambda: read(key, *given, **named))

        return find

    return decorate


def forget_all() -> None:
    """Keep nothing of any read, as a process that begins."""
    for one in list(_every):
        one.forget()
