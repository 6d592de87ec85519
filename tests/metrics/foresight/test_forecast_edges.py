"""What a forecast tells beside its probability."""

from __future__ import annotations

import pytest

from metrics.foresight.forecast import RunRate
from tests.factories import indicator


@pytest.mark.parametrize(
    ("upward", "done", "beyond"),
    [(True, 4.9, True), (True, 5.0, False), (False, 5.0, False), (False, 5.1, True), (True, None, False)],
)
def test_what_was_done_before_is_not_beyond_it(upward: bool, done: float | None, beyond: bool) -> None:
    assert RunRate(needed=5.0, spans=1, upward=upward, indicator=indicator()).beyond(done) is beyond
