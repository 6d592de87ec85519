"""The clock: the time it is, or another day in a trial, and never where people sign in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import terminal
from db import clock
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day


def test_without_a_setting_it_is_the_time_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.CLOCK, raising=False)
    assert abs(clock.read_clock() - datetime.now(UTC)) < timedelta(seconds=5)


def test_in_a_trial_it_is_the_day_that_is_set_and_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.CLOCK, "2017-07-10")
    first = clock.read_clock()
    assert find_danish_day(first) == date(2017, 7, 10)
    assert clock.read_clock() >= first


def test_where_people_sign_in_no_day_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.CLOCK, "2017-07-10")
    monkeypatch.setenv("MAALSTREG_OIDC_CLIENT_ID", "x")
    with pytest.raises(InvalidInput) as refused:
        clock.read_clock()
    assert [p.code for p in refused.value.problems] == ["clock_in_service"]


@pytest.mark.parametrize("day", ["soon", "2017-02-30", "2017-07"])
def test_a_day_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv(clock.CLOCK, day)
    with pytest.raises(InvalidInput) as refused:
        clock.read_clock()
    assert [p.code for p in refused.value.problems] == ["date_needed"]


def test_commands_and_the_terminal_ask_no_other_clock() -> None:
    rooms = [Path(clock.__file__).parent, Path(terminal.__file__).parent]
    asking = {
        path.name
        for room in rooms
        for path in room.rglob("*.py")
        if re.search(r"\b(datetime\.now|date\.today)\(", path.read_text(encoding="utf-8"))
    }
    assert asking == {"clock.py"}
