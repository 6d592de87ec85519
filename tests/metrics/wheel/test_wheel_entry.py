"""One entry of a year: how it stands, and the working day that what is due moves to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState, find_due_state, rank_entry
from tests.factories import OWNER

S = WheelState


def test_what_is_due_moves_to_a_working_day_and_what_is_agreed_does_not() -> None:
    saturday = date(2017, 4, 15)
    due = WheelEntry(WheelKind.REPORT, saturday, S.AHEAD, OWNER)
    # From Maundy Thursday to Easter Monday everything is closed.
    assert due.working_day == date(2017, 4, 12)
    assert replace(due, fixed=True).working_day == saturday


@pytest.mark.parametrize(
    ("as_of", "owed", "state"),
    [
        (date(2017, 4, 14), True, S.AHEAD),
        # What is due on Good Friday is in time on the Tuesday after Easter.
        (date(2017, 4, 18), True, S.AHEAD),
        (date(2017, 4, 19), True, S.LATE),
        (date(2017, 4, 19), False, S.PASSED),
    ],
)
def test_what_is_due_is_late_from_the_next_open_day_on_where_it_is_still_owed(
    as_of: date, owed: bool, state: WheelState
) -> None:
    assert find_due_state(date(2017, 4, 14), as_of, done=False, owed=owed) is state
    assert find_due_state(date(2017, 4, 14), as_of, done=True, owed=owed) is S.DONE


def test_entries_of_a_day_come_by_kind() -> None:
    day = date(2017, 4, 14)
    kinds = [WheelKind.SIGNING, WheelKind.DUTY, WheelKind.REPORT]
    ranked = sorted((WheelEntry(kind, day, S.AHEAD, OWNER) for kind in kinds), key=rank_entry)
    assert [one.kind for one in ranked] == [WheelKind.REPORT, WheelKind.DUTY, WheelKind.SIGNING]
