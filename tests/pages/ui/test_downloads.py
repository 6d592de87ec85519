"""Files are given as often as a person asks, and not as often as a program does."""

from __future__ import annotations

import pytest

from metrics.errors import InvalidInput
from pages.ui import downloads
from service.limits import Limit


def ask(limit: Limit, times: int) -> list[bytes]:
    return [downloads.give_within(limit, lambda: b"file") for _ in range(times)]


def test_a_session_that_asks_too_often_waits_and_others_do_not() -> None:
    first, other = (Limit(downloads.MOST, downloads.SECONDS) for _ in range(2))
    assert ask(first, downloads.MOST) == [b"file"] * downloads.MOST
    with pytest.raises(InvalidInput) as refused:
        ask(first, 1)
    assert [p.code for p in refused.value.problems] == ["too_often"]
    assert ask(other, 1) == [b"file"]


def test_nothing_is_made_for_whoever_has_to_wait() -> None:
    made = []

    def make() -> bytes:
        made.append("file")
        return b""

    with pytest.raises(InvalidInput):
        downloads.give_within(Limit(0, downloads.SECONDS), make)
    assert made == []
