"""The March in which the years of the example are settled."""

from __future__ import annotations

import pytest

from db.clock import CLOCK
from tests.pages.cycle.settling import MARCH


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLOCK, MARCH)
