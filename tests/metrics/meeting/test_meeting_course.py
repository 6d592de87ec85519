"""Where a meeting stands follows from its steps alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from metrics.access import Action
from metrics.meeting.meeting_course import NEEDED, MeetingState, MeetingStepKind, MeetingSubject
from metrics.plan.terms import Party
from tests.meetings import steps

CLOSED = ("opened", "attended", "closed")
BOTH = ("approved_department", "approved_institution")


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), "not_planned"),
        (("planned",), "planned"),
        (("planned", "planned"), "planned"),
        (("opened", "attended"), "open"),
        (CLOSED, "draft"),
        ((*CLOSED, "commented"), "draft"),
        ((*CLOSED, "approved_department"), "draft"),
        ((*CLOSED, "approved_institution"), "draft"),
        ((*CLOSED, *BOTH), "approved"),
        ((*CLOSED, "approved_institution", "reopened"), "open"),
        ((*CLOSED, "approved_institution", "reopened", "closed"), "draft"),
        ((*CLOSED, "approved_institution", "reopened", "closed", "approved_department"), "draft"),
        ((*CLOSED, "reopened", "closed", *BOTH), "approved"),
    ],
)
def test_the_state_follows_from_the_steps(kinds: tuple[str, ...], state: str) -> None:
    assert steps(*kinds).state is MeetingState(state)


def test_what_was_approved_before_a_reopening_is_approved_anew() -> None:
    again = steps(*CLOSED, *BOTH[:1], "reopened", "closed")
    assert again.awaited == (Party.DEPARTMENT, Party.INSTITUTION)
    assert again.version == 2
    assert again.closed is again.steps[-1]


def test_each_party_is_awaited_until_it_has_approved() -> None:
    assert steps(*CLOSED).awaited == (Party.DEPARTMENT, Party.INSTITUTION)
    assert steps(*CLOSED, "approved_department").awaited == (Party.INSTITUTION,)
    assert steps(*CLOSED, "approved_department", "approved_institution").awaited == ()


def test_the_minutes_of_an_area_are_the_department_s_alone() -> None:
    area = MeetingSubject(area="Area")
    assert steps(*CLOSED, subject=area).awaited == (Party.DEPARTMENT,)
    assert steps(*CLOSED, "approved_department", subject=area).state is MeetingState.APPROVED


def test_comments_stay_when_the_meeting_is_opened_again() -> None:
    course = steps(*CLOSED, "commented", "reopened", "closed", "commented")
    assert [step.number for step in course.comments] == [4, 7]


def test_only_the_institution_comments_and_approves_for_itself() -> None:
    own = {kind for kind, action in NEEDED.items() if action is Action.AGREE_MINUTES}
    assert own == {MeetingStepKind.COMMENTED, MeetingStepKind.APPROVED_INSTITUTION}
    assert {NEEDED[kind] for kind in MeetingStepKind if kind not in own} == {Action.MEET}


def test_minutes_are_final_once_all_have_approved_and_the_day_for_comments_has_passed() -> None:
    until = date(2017, 8, 15)
    both = steps(*CLOSED, "approved_department", "approved_institution", on=until)
    assert (both.is_final(until), both.is_final(until + timedelta(days=1))) == (False, True)
    assert steps(*CLOSED, "approved_department", on=until).is_final(date(2018, 1, 1)) is False
    assert steps(*CLOSED, "approved_department", "approved_institution").is_final(until) is True


def test_a_meeting_that_is_moved_or_cancelled_counts_how_often_and_has_no_day_while_it_is_cancelled() -> None:
    day = date(2017, 8, 15)
    courses = [
        steps(*kinds, on=day)
        for kinds in (
            ("opened",),
            ("planned",),
            ("planned", "planned"),
            ("planned", "planned", "cancelled"),
            ("planned", "planned", "cancelled", "planned"),
        )
    ]
    assert [course.sequence for course in courses] == [0, 0, 1, 2, 3]
    assert [course.planned for course in courses] == [None, day, day, None, day]
    assert [course.is_cancelled for course in courses] == [False, False, False, True, False]
    assert courses[3].state is MeetingState.NOT_PLANNED
