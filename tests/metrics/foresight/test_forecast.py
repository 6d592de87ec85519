"""What a forecast says: whether more is needed than was ever done, and which tests have one."""

from __future__ import annotations

import pytest

from metrics.foresight.forecast import Forecast, Foresight, Method, RunRate, Silence, SilenceReason
from metrics.score.beliefs import NO_BELIEFS
from tests.factories import indicator


@pytest.mark.parametrize(
    ("upward", "done", "beyond"),
    [
        (True, 99.0, True),
        (True, 100.0, False),
        (True, 101.0, False),
        (False, 99.0, False),
        (False, 100.0, False),
        (False, 101.0, True),
        (True, None, False),
        (False, None, False),
    ],
)
def test_more_is_needed_than_was_done_by_the_side_the_target_lies_on(
    upward: bool, done: float | None, beyond: bool
) -> None:
    assert RunRate(100, 1, upward, indicator=indicator()).beyond(done) is beyond


def test_a_test_is_foreseen_or_silent() -> None:
    told, silent = Forecast(Method.SUM, (), 0.5, (), 8, 2), Silence(SilenceReason.JUDGED)
    found = Foresight({"1.1": told, "1.2": silent}, NO_BELIEFS)
    assert found.forecasts == {"1.1": told}
    assert found.silences == {"1.2": silent}
