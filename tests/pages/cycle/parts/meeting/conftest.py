"""The day on which the meetings of these tests are held."""

from __future__ import annotations

import pytest

from db.clock import CLOCK
from tests.pages.cycle.parts.meeting.sitting import DAY


@pytest.fixture(autouse=True)
def _day_of_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLOCK, DAY)
