"""What the paper of a development plan is made of."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest

from metrics.paper.direction_ground import DirectionGround
from tests.directions import direction
from tests.factories import catalogue


def test_it_is_fixed_once_it_is_made() -> None:
    known, at = catalogue(), datetime(2024, 9, 1, tzinfo=UTC)
    found, day = direction().bare, date(2024, 9, 1)
    made = DirectionGround(found, known.institutions["inst"], 1, {}, (), (), known, day, at, at, day)
    with pytest.raises(FrozenInstanceError):
        made.version = 2  # type: ignore[misc]
