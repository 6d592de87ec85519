"""Duties and initiatives go the same way to whoever follows up deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from metrics.access import Grant, Person, Resource, Role
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.document_dues import find_document_dues
from metrics.duties.occurrences import find_occurrence_standings
from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.followup.reminders import find_agreed_reminders
from metrics.plan.terms import Party
from tests.directions import direction, initiative, step
from tests.duties import duty, duty_plan, said, unruled
from tests.factories import OWNER

KNOWN = datetime(2030, 1, 1, tzinfo=UTC)
ON = date(2026, 11, 20)


def owed(*told: StepEvent, on: date = ON, **changes: Any) -> list[Commitment]:
    plan = duty_plan(duty(**changes), unruled("2", trigger="x")).bare
    return find_document_dues([plan], [], told, on, KNOWN)


def of(*initiatives: object, on: date, told: tuple[StepEvent, ...] = ()) -> list[tuple[str, str, bool]]:
    found = find_document_dues([], [direction(*initiatives)], told, on, KNOWN)  # type: ignore[arg-type]
    return [(one.mark, one.due.isoformat(), one.planned is None) for one in found]


def test_what_is_not_done_of_duties_is_owed_late_or_until_the_end_of_the_next_year() -> None:
    done = said(StepEventKind.CLAIMED, date(2026, 4, 1), occurrence=date(2026, 4, 9))
    found = owed(done)
    assert [one.due for one in found] == [date(2025, 4, 9), date(2027, 4, 9)]
    assert [one.days_left(ON) < 0 for one in found] == [True, False]
    assert {(one.kind, one.plan, one.institutions) for one in found} == {
        (CommitmentKind.DUTY, "policy-2025", (OWNER,))
    }
    assert len({one.key for one in found}) == 2


def test_what_was_set_off_without_a_due_day_is_not_among_it() -> None:
    happened = said(StepEventKind.TRIGGERED, date(2026, 5, 2), "2", note="Happened")
    assert len(owed(happened)) == len(owed())


def test_an_initiative_is_owed_by_its_day_and_by_a_lesser_time_only_once_that_has_passed() -> None:
    every = (
        initiative("1.1", when="2024-06-30"),
        initiative("1.2", when="2024-summer"),
        initiative("1.3", when="2024-05", condition="if needed"),
        initiative("1.4"),
        initiative("1.5", ends="2025-12-31", steps=(step("1.5.1", when="2023Q4"),)),
    )
    before = of(*every, on=date(2024, 1, 1))
    assert before == [
        ("plan-2023/1.5.1", "2023-12-31", False),
        ("plan-2023/1.1", "2024-06-30", True),
        ("plan-2023/1.5", "2025-12-31", True),
    ]
    assert ("plan-2023/1.2", "2024-08-31", False) not in of(*every, on=date(2024, 8, 31))
    assert ("plan-2023/1.2", "2024-08-31", False) in of(*every, on=date(2024, 9, 1))
    claimed = StepEvent("plan-2023", "1.1", StepEventKind.CLAIMED, date(2024, 1, 1))
    assert [mark for mark, *_ in of(every[0], on=date(2025, 1, 1), told=(claimed,))] == []


def remind(role: Role, found: list[Commitment], on: date, institution: str = OWNER) -> list[int]:
    whose = {key: Resource(key, "Area") for key in (OWNER, "other")}
    person = Person("a@example.dk", (Grant(role, date(2020, 1, 1), institution=institution),))
    return [one.step for one in find_agreed_reminders(person, found, whose, on)]


def test_whoever_holds_the_role_that_acts_is_reminded_and_nobody_else() -> None:
    late = owed(role=Role.CHIEF, first=date(2026, 11, 24), on=date(2026, 11, 17))
    assert [one.sides for one in late][:1] == [frozenset({Party.INSTITUTION})]
    on = date(2026, 11, 17)
    assert remind(Role.CHIEF, late, on) == [7]
    assert remind(Role.DEPUTY, late, on) == [7]
    assert remind(Role.CHIEF, late, on, "other") == []
    for role in (Role.REPORTER, Role.HEAD, Role.CONTROLLER, Role.READER):
        assert remind(role, late, on) == []
    desk = owed(role=Role.DESK, first=date(2026, 11, 24), on=on)
    assert [one.sides for one in desk][:1] == [frozenset({Party.DEPARTMENT})]


def test_a_document_that_is_long_over_asks_for_nothing_any_more() -> None:
    late = initiative("1.1", when="2025-06-30")
    # 180 days after the last day of 2025.
    assert len(of(late, on=date(2026, 6, 29))) == 1
    assert of(late, on=date(2026, 6, 30)) == []
    ended = duty_plan(duty(), end=date(2025, 12, 31)).bare
    assert len(find_document_dues([ended], [], [], date(2026, 6, 29), KNOWN)) == 1
    assert find_document_dues([ended], [], [], date(2026, 6, 30), KNOWN) == []


def test_what_is_due_on_a_closed_day_of_the_institution_is_in_time_on_the_next_open_one() -> None:
    # Friday 15 May 2026 is the day after Ascension Day, and the institution closes on the Monday as well.
    plan = duty_plan(duty(first=date(2026, 5, 15)), closed_days=("05-15", "2026-05-18")).bare
    monday, tuesday, wednesday = (date(2026, 5, day) for day in (18, 19, 20))
    (first, *_) = find_document_dues([plan], [], [], monday, KNOWN)
    assert first.working_day == date(2026, 5, 13)
    assert [first.days_left(day) for day in (monday, tuesday, wednesday)] == [0, 0, -1]
    standings = [
        find_occurrence_standings(plan, [], (date(2026, 1, 1), date(2026, 12, 31)), day, KNOWN)[0].late
        for day in (tuesday, wednesday)
    ]
    assert standings == [False, True]
    # The day alone is closed the year after, not the Monday of 2026.
    (later,) = (one for one in find_document_dues([plan], [], [], monday, KNOWN) if one.due.year == 2027)
    assert later.working_day == date(2027, 5, 14)
