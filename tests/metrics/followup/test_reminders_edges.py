"""Which step a deadline has reached on a day, and who is told."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Resource, Role
from metrics.followup.deadlines import Deadline, Duty
from metrics.followup.reminders import find_reminders, find_step
from tests.factories import OWNER, plan

# Good Friday; the Thursday before is a holiday too, so the last working day is Wednesday, the 12th.
REPORT = Deadline(plan(), Duty.REPORT, date(2017, 4, 14), Role.REPORTER)
OWNERS = {OWNER: Resource(OWNER, "Area")}
DAY = date(2017, 4, 11)


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2017, 3, 12), None),
        (date(2017, 3, 13), 30),
        (date(2017, 4, 4), 30),
        (date(2017, 4, 5), 7),
        (date(2017, 4, 10), 7),
        (date(2017, 4, 11), 1),
        (date(2017, 4, 18), 1),
        (date(2017, 4, 19), -1),
        (date(2017, 4, 24), -1),
        (date(2017, 4, 25), -7),
        (date(2017, 5, 18), -30),
    ],
)
def test_each_step_is_reached_on_its_day_and_those_before_count_to_a_working_day(
    on: date, step: int | None
) -> None:
    assert find_step(REPORT, on) == step


@pytest.mark.parametrize(
    ("grant", "told"),
    [
        (Grant(Role.CHIEF, DAY, DAY, institution=OWNER), True),
        (Grant(Role.CHIEF, date(2017, 1, 1), date(2017, 4, 10), institution=OWNER), False),
        (Grant(Role.CHIEF, date(2017, 1, 1), institution="other"), False),
        (Grant(Role.HEAD, date(2017, 1, 1)), False),
    ],
)
def test_a_report_is_told_to_those_who_have_to_do_with_it_on_the_day(grant: Grant, told: bool) -> None:
    found = find_reminders(Person("somebody@example.dk", (grant,)), [REPORT], OWNERS, DAY)
    assert [reminder.step for reminder in found] == [1] * told
