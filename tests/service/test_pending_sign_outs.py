"""A sign-out that could not be recorded is tried again until it is; the whole way is in test_gate_away.py."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from service import pending_sign_outs

BEGAN = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_sign_outs, "SECONDS", 0.01)


def wait_for(person: str) -> None:
    deadline = time.monotonic() + 10
    while pending_sign_outs.is_pending(person, BEGAN) and time.monotonic() < deadline:
        time.sleep(0.01)


def test_it_holds_until_it_is_recorded_and_is_tried_again() -> None:
    answers = iter([False, False, True])
    tried: list[str] = []

    def record(person: str, began: datetime) -> bool:
        assert pending_sign_outs.is_pending(person, began)
        tried.append(person)
        return next(answers)

    pending_sign_outs.keep("a", BEGAN, record)
    assert pending_sign_outs.is_pending("a", BEGAN)
    assert not pending_sign_outs.is_pending("b", BEGAN)
    wait_for("a")
    assert tried == ["a", "a", "a"]
    pending_sign_outs.keep("b", BEGAN, lambda *_: True)  # after the first thread has ended
    wait_for("b")
    assert not pending_sign_outs.is_pending("b", BEGAN)


def test_the_oldest_give_way_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_sign_outs, "MOST", 2)
    for person in "cde":
        pending_sign_outs.keep(person, BEGAN, lambda *_: not pending_sign_outs.is_pending("hold", BEGAN))
        assert len(pending_sign_outs._pending) <= 2
    for person in "cde":
        wait_for(person)
