"""The times of duties: when they are due, how they stand, and what may be said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.progress import StepEvent, StepEventKind, StepState
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import (
    find_occurrence_standings,
    find_occurrences,
    find_open_standings,
    find_report_problems,
    find_timeless_standings,
)
from tests.duties import duty, duty_plan, said, unruled

K = StepEventKind
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MONTHLY = duty("2", rule="FREQ=MONTHLY;BYMONTHDAY=-1", first=date(2026, 10, 31))
EVENT = unruled("3", trigger="when it happens", trigger_days=14)
ENDING = unruled("4", trigger="when it is asked for", has_end=True)
LOOSE = unruled("5", trigger="whenever")
RUNNING = unruled("6", said="now and then")
PLAN = duty_plan(duty(), MONTHLY, EVENT, ENDING, LOOSE, RUNNING).bare
ON = date(2026, 10, 20)
HAPPENED = [
    said(K.TRIGGERED, ON, "3", note="It happened"),
    said(K.TRIGGERED, date(2026, 10, 1), "4", note="Asked", ends=date(2027, 1, 31)),
    said(K.TRIGGERED, date(2026, 11, 2), "5", note="It did"),
]


def stand(told: list[StepEvent], as_of: date, plan: DutyPlan = PLAN) -> dict[str, tuple[StepState, bool]]:
    known = datetime(2027, 12, 31, tzinfo=UTC)
    found = find_occurrence_standings(plan, told, YEAR, as_of, known)
    return {one.occurrence.key: (one.state, one.late) for one in found if one.occurrence}


def test_the_times_of_a_period_are_those_due_in_it_by_rule_or_by_what_happened() -> None:
    found = [
        (one.duty.number, one.day.isoformat(), one.due) for one in find_occurrences(PLAN, HAPPENED, YEAR)
    ]
    assert found == [
        ("1.1", "2026-04-09", date(2026, 4, 9)),
        ("2", "2026-10-31", date(2026, 10, 31)),
        # Nothing says when it is due, so it has no due day, and stands at the day it happened.
        ("5", "2026-11-02", None),
        ("3", "2026-10-20", date(2026, 11, 3)),
        ("2", "2026-11-30", date(2026, 11, 30)),
        ("2", "2026-12-31", date(2026, 12, 31)),
    ]
    (later,) = (
        one for one in find_occurrences(PLAN, HAPPENED, (date(2027, 1, 1), date(2027, 1, 31))) if one.trigger
    )
    assert (later.duty.number, later.due) == ("4", date(2027, 1, 31))
    ended = PLAN.model_copy(update={"end": date(2026, 10, 31)})
    assert [one.day.month for one in find_occurrences(ended, [], YEAR)] == [4, 10]


def test_a_time_is_late_from_the_next_working_day_until_it_is_done() -> None:
    # 31 October 2026 is a Saturday.
    key = "policy-2025/2/2026-10-31"
    assert stand([], date(2026, 11, 2))[key] == (StepState.UNREPORTED, False)
    assert stand([], date(2026, 11, 3))[key] == (StepState.UNREPORTED, True)
    done = said(K.CLAIMED, date(2026, 11, 3), "2", occurrence=date(2026, 10, 31))
    assert stand([done], date(2026, 11, 3))[key] == (StepState.DONE, False)
    assert stand([done], date(2026, 11, 2))[key] == (StepState.UNREPORTED, False)
    # The next time is another.
    assert stand([done], date(2026, 12, 1))["policy-2025/2/2026-11-30"] == (StepState.UNREPORTED, True)
    confirmed = PLAN.model_copy(update={"department": "Department"})
    assert stand([done], date(2026, 11, 3), confirmed)[key] == (StepState.AWAITING, False)


def test_what_has_no_due_day_is_open_and_never_late() -> None:
    assert stand(HAPPENED, date(2026, 12, 1))["policy-2025/5/2026-11-02"] == (StepState.UNREPORTED, False)
    assert "policy-2025/5/2026-11-02" not in stand(HAPPENED, date(2026, 11, 1))
    known = datetime(2027, 12, 31, tzinfo=UTC)
    found = find_open_standings(PLAN, HAPPENED, date(2026, 11, 9), known)
    keys = [one.occurrence.key.removeprefix("policy-2025/") for one in found if one.occurrence]
    assert keys == ["1.1/2025-04-09", "1.1/2026-04-09", "2/2026-10-31", "5/2026-11-02", "3/2026-10-20"]


def test_what_has_no_frequency_has_no_times_and_what_was_said_last_of_it() -> None:
    known = datetime(2027, 12, 31, tzinfo=UTC)
    (silent,) = find_timeless_standings(PLAN, [], ON, known)
    assert (silent.duty.number, silent.state, silent.late) == ("6", StepState.UNREPORTED, False)
    done = said(K.CLAIMED, date(2026, 5, 1), "6", source="J 1")
    (told,) = find_timeless_standings(PLAN, [done], ON, known)
    assert told.said == done


def codes(kind: StepEventKind, number: str, on: date = ON, **changes: object) -> list[str]:
    wanted = said(kind, on, number, **changes)
    return [p.code for p in find_report_problems(wanted, PLAN, HAPPENED, date(2026, 11, 20))]


def test_what_may_be_said_of_a_time() -> None:
    april = date(2026, 4, 9)
    assert codes(K.CLAIMED, "1.1", occurrence=april) == []
    assert codes(K.CLAIMED, "1.1") == ["occurrence_needed"]
    assert codes(K.CLAIMED, "1.1", occurrence=date(2026, 4, 10)) == ["occurrence_unknown"]
    assert codes(K.CLAIMED, "3", occurrence=ON) == []
    assert codes(K.CLAIMED, "6") == []
    assert codes(K.CLAIMED, "6", occurrence=ON) == ["occurrence_not_asked"]
    assert codes(K.MET, "1.1", occurrence=april) == ["progress_not_claimed"]
    assert codes(K.DROPPED, "9", date(2026, 12, 1)) == ["duty_unknown", "day_to_come", "text_empty"]
    assert codes(K.CLAIMED, "1.1", occurrence=april, ends=ON) == ["end_not_asked"]


def test_what_may_be_recorded_to_have_set_a_duty_off() -> None:
    assert codes(K.TRIGGERED, "3", date(2026, 10, 21), note="Again") == []
    assert codes(K.TRIGGERED, "3", note="Again") == ["trigger_recorded"]
    assert codes(K.TRIGGERED, "1.1") == ["duty_without_trigger", "text_empty"]
    assert codes(K.TRIGGERED, "4", note="Asked") == ["end_needed"]
    assert codes(K.TRIGGERED, "4", note="Asked", ends=date(2026, 10, 1)) == ["ends_before_it_begins"]
    assert codes(K.TRIGGERED, "3", date(2026, 10, 22), note="x", ends=ON) == ["end_not_asked"]
    nothing = said(K.CLAIMED, ON, "3")
    assert [p.code for p in find_report_problems(nothing, PLAN, [], ON)] == ["duty_not_set_off"]
