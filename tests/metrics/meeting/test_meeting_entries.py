"""Lines of meetings: which stand, which are done, and what the next meeting begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.meeting.meeting_entries import (
    find_done,
    find_old_business,
    find_open_actions,
    find_standing,
    has_passed,
)
from tests.meetings import AUGUST, JUNE, LATER, line

FIRST, SECOND, THIRD = "2017Q1", "2017Q2", "2017Q3"


def numbers(found: object) -> list[int]:
    return [getattr(one, "entry", one).number for one in found]  # type: ignore[attr-defined]


def test_a_line_that_was_struck_out_stands_no_more() -> None:
    entries = [line(1), line(2, "note"), line(3, "struck", about=1)]
    assert numbers(find_standing(entries)) == [2]


def test_a_line_is_done_on_the_day_that_says_so() -> None:
    entries = [line(1), line(2), line(3, "done", about=2, on=AUGUST)]
    assert {about: said.on for about, said in find_done(entries).items()} == {2: AUGUST}


def test_a_meeting_follows_up_all_of_the_last_and_the_open_actions_of_older_ones() -> None:
    entries = [
        line(1, "decision", FIRST),
        line(2, "action", FIRST, due=date(2017, 12, 1)),
        line(3, "action", FIRST, due=JUNE),
        line(4, "decision", SECOND),
        line(5, "note", SECOND),
        line(6, "escalation", SECOND),
        line(7, "action", SECOND, due=AUGUST),
        line(8, "done", SECOND, about=3, on=JUNE),
        line(9, "action", THIRD),
    ]
    assert numbers(find_old_business(entries, THIRD, [FIRST, SECOND])) == [7, 2, 4, 6]


@pytest.mark.parametrize(
    ("quarter", "until", "followed"),
    [
        (SECOND, date(2017, 6, 2), True),  # of the last meeting
        (FIRST, date(2017, 8, 21), False),  # told at the last meeting, which was held the day after it ended
        (FIRST, date(2017, 8, 22), True),
        (FIRST, date(2017, 12, 31), True),
    ],
)
def test_an_accepted_deviation_is_followed_up_until_a_meeting_has_told_that_it_ended(
    quarter: str, until: date, followed: bool
) -> None:
    entries = [line(1, "deviation", quarter, due=until)]
    found = find_old_business(entries, THIRD, [FIRST, SECOND], date(2017, 8, 22))
    assert numbers(found) == ([1] if followed else [])
    assert find_old_business([replace(entries[0], revoked=True)], THIRD, [FIRST, SECOND]) == []


def test_what_is_done_at_this_meeting_stays_in_view_with_its_day() -> None:
    entries = [line(1, "action", FIRST), line(2, "done", SECOND, about=1, on=AUGUST)]
    (found,) = find_old_business(entries, SECOND, [FIRST])
    assert found.done is not None
    assert found.done.on == AUGUST
    assert find_old_business(entries, THIRD, [FIRST, SECOND]) == []


def test_the_first_meeting_has_no_old_business() -> None:
    assert find_old_business([line(1)], SECOND, []) == []


def test_a_line_is_late_the_day_after_its_due_day_unless_it_is_done() -> None:
    entries = [line(1, "action", FIRST, due=AUGUST)]
    (found,) = find_old_business(entries, SECOND, [FIRST])
    assert not has_passed(found.entry, AUGUST)
    assert has_passed(found.entry, LATER)
    assert found.done is None
    (done,) = find_old_business([*entries, line(2, "done", SECOND, about=1, on=AUGUST)], SECOND, [FIRST])
    assert done.done is not None


def test_open_actions_are_listed_by_their_day() -> None:
    entries = [
        line(1, due=LATER),
        line(2, due=JUNE),
        line(3),
        line(4, "done", about=3, on=JUNE),
        line(5, "note"),
    ]
    assert numbers(find_open_actions(entries)) == [2, 1]
