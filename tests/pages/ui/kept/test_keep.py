"""What is kept of a read: the very same for all who ask, read by one at a time, and no more of it than was said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from pages.ui.kept.keep import forget_all, keep


def test_what_was_read_is_the_very_same_under_its_key_alone() -> None:
    read: list[str] = []

    @keep(2)
    def find(key: str, given: str) -> list[str]:
        read.append(key)
        return [given]

    first = find("a", "first")
    assert find("a", given="another") is first
    assert find("b", "first") is not first
    assert read == ["a", "b"]


def test_what_was_asked_for_last_is_kept() -> None:
    read: list[str] = []

    @keep(2)
    def find(key: str) -> str:
        read.append(key)
        return key

    for key in ("a", "b", "a", "c", "a", "b"):
        assert find(key) == key
    assert read == ["a", "b", "c", "b"]


def test_nothing_found_is_kept_too() -> None:
    read: list[str] = []

    @keep(1)
    def find(key: str) -> None:
        read.append(key)

    find("a")
    find("a")
    assert read == ["a"]


def test_all_who_ask_meanwhile_wait_for_one_and_get_the_very_same() -> None:
    together, read = Barrier(4), []

    @keep(1)
    def find(key: str) -> object:
        read.append(key)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return find("a")

    with ThreadPoolExecutor(4) as many:
        found = list(many.map(ask, range(4)))
    assert [one is found[0] for one in found] == [True] * 4
    assert read == ["a"]


def test_nobody_waits_for_another_key() -> None:
    begun, ended = Event(), Event()

    @keep(2)
    def find(key: str) -> str:
        if key == "slow":
            begun.set()
            assert ended.wait(10)
        return key

    with ThreadPoolExecutor(1) as beside:
        slow = beside.submit(find, "slow")
        assert begun.wait(10)
        assert find("quick") == "quick"
        ended.set()
        assert slow.result() == "slow"


def test_what_failed_is_read_again() -> None:
    fails = iter((True, False))

    @keep(1)
    def find(key: str) -> str:
        if next(fails):
            raise ValueError(key)
        return key

    with pytest.raises(ValueError, match="a"):
        find("a")
    assert find("a") == "a"


def test_a_process_that_begins_keeps_nothing() -> None:
    read: list[str] = []

    @keep(1)
    def find(key: str) -> None:
        read.append(key)

    find("a")
    forget_all()
    find("a")
    assert read == ["a", "a"]
