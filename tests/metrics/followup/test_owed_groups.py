"""What is owed stands once: late, with a party until the next report, or later."""

from __future__ import annotations

from collections import Counter
from datetime import date

from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty, find_deadlines
from metrics.followup.owed_groups import OwedUntil, find_next_report, group_deadlines
from tests.factories import assessed, compared, goal, milestone, over, plan, quarterly, scored

PLAN = plan(
    goal("1", compared("1.1", over("mean"))),
    goal("2", milestone("2.1", due=date(2017, 6, 30)), milestone("2.2", due=date(2017, 8, 31))),
    goal("3", assessed("3.1", due=date(2017, 7, 10))),
)
SUMMER = date(2017, 7, 5)
NEXT = date(2017, 7, 14)


def owed(day: date = SUMMER) -> list[Deadline]:
    return find_deadlines([scored(PLAN, as_of=day, indicators=[quarterly()])], day)


def grouped(day: date = SUMMER) -> OwedUntil:
    found = owed(day)
    return group_deadlines(found, day, find_next_report(found, day))


def test_the_next_report_is_the_first_that_is_not_late() -> None:
    assert find_next_report(owed(), SUMMER) == NEXT
    assert find_next_report([], SUMMER) is None


def test_everything_stands_exactly_once() -> None:
    found = grouped()
    stands = [*found.late, *found.later, *(one for group in found.groups for one in group.items)]
    assert Counter(one.key for one in stands) == Counter(one.key for one in owed())


def test_what_is_late_is_in_no_group() -> None:
    found = grouped()
    assert [(one.duty, one.due) for one in found.late] == [
        (Duty.VALUE, date(2017, 4, 14)),
        (Duty.MILESTONE, date(2017, 6, 30)),
    ]


def test_the_institution_owes_its_report_with_its_figures_and_the_department_comes_after() -> None:
    institution, department = grouped().groups
    assert (institution.plan, institution.due) == ("plan-2017", NEXT)
    assert institution.report
    assert len(institution.of(Duty.VALUE)) == 1
    assert (department.plan, department.role, department.due) == (None, Role.CONTROLLER, date(2017, 7, 10))
    assert department.report is None


def test_a_milestone_after_the_report_comes_later() -> None:
    assert date(2017, 8, 31) in [one.due for one in grouped().later]
    assert all(one.due > NEXT for one in grouped().later)


def test_a_milestone_before_the_next_report_is_in_its_group() -> None:
    autumn = date(2017, 8, 1)
    institution = grouped(autumn).groups[0]
    assert institution.due == date(2017, 10, 14)
    assert [one.due for one in institution.of(Duty.MILESTONE)] == [date(2017, 8, 31)]


def test_without_a_report_to_come_nothing_is_later() -> None:
    found = group_deadlines(owed(), SUMMER, None)
    assert found.later == ()
    assert len(found.late) + sum(len(group.items) for group in found.groups) == len(owed())
