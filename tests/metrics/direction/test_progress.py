"""How an initiative stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from metrics.access import Action
from metrics.direction.direction_plan import Direction
from metrics.direction.progress import (
    StepEvent,
    StepEventKind,
    StepStanding,
    StepState,
    find_progress_problems,
    find_progress_right,
    find_standings,
    strip_progress,
)
from tests.directions import direction, initiative, step

DAY = date(2024, 9, 1)
LATER = datetime(2030, 1, 1, tzinfo=UTC)
K = StepEventKind


def said(kind: StepEventKind, on: date = date(2024, 3, 1), number: str = "1.1", **more: Any) -> StepEvent:
    return StepEvent(
        "plan-2023", number, kind, on, **more, recorded_at=datetime(on.year, on.month, on.day, tzinfo=UTC)
    )


def stand(found: Direction, *told: StepEvent, on: date = DAY, known: datetime = LATER) -> StepStanding:
    return find_standings(found, told, on, known)["1.1"]


@pytest.mark.parametrize(
    ("kinds", "alone", "with_department"),
    [
        ([], "unreported", "unreported"),
        ([K.STARTED], "started", "started"),
        ([K.EXPECTED_MET], "unreported", "unreported"),
        ([K.STARTED, K.CLAIMED], "done", "awaiting"),
        ([K.CLAIMED, K.MET], "done", "done"),
        ([K.CLAIMED, K.NOT_MET], "started", "started"),
        ([K.CLAIMED, K.NOT_MET, K.CLAIMED], "done", "awaiting"),
        ([K.DROPPED], "dropped", "dropped"),
        ([K.DROPPED, K.STARTED], "started", "started"),
    ],
)
def test_the_last_event_decides_the_state_and_a_department_confirms(
    kinds: list[StepEventKind], alone: str, with_department: str
) -> None:
    told = [said(kind) for kind in kinds]
    assert stand(direction(), *told).state == alone
    assert stand(direction(department="The department"), *told).state == with_department


def test_only_what_was_said_of_the_day_and_known_then_counts() -> None:
    claim = said(K.CLAIMED)
    assert stand(direction(), claim, on=date(2024, 2, 29)).state is StepState.UNREPORTED
    assert stand(direction(), claim, known=datetime(2024, 2, 1, tzinfo=UTC)).state is StepState.UNREPORTED
    other = StepEvent("another", "1.1", K.CLAIMED, date(2024, 3, 1))
    assert stand(direction(), other).state is StepState.UNREPORTED


def test_what_is_expected_stands_beside_the_state_until_it_is_done() -> None:
    doubt = said(K.IN_DOUBT)
    assert stand(direction(), said(K.STARTED), doubt).expected == doubt
    assert stand(direction(), doubt, said(K.EXPECTED_MET)).expected == said(K.EXPECTED_MET)
    assert stand(direction(), doubt, said(K.CLAIMED)).expected is None


def test_an_initiative_is_late_only_when_the_last_day_its_time_may_mean_has_passed() -> None:
    summer = direction(initiative(ends="2024-summer"))
    assert not stand(summer, on=date(2024, 8, 31)).late
    assert stand(summer, on=date(2024, 9, 1)).late
    assert not stand(summer, said(K.CLAIMED), on=date(2024, 9, 1)).late
    assert not stand(direction(), on=date(2100, 1, 1)).late  # undated
    assert not stand(direction(initiative(begins="2023")), on=date(2100, 1, 1)).late
    assert not stand(direction(initiative(ends="2023", condition="if needed")), on=date(2100, 1, 1)).late


def test_it_waits_for_what_it_depends_on_until_that_is_done() -> None:
    found = direction(
        initiative("1.1", depends_on=("1.2.1", "1.3")),
        initiative("1.2", steps=(step("1.2.1"),)),
        initiative("1.3"),
    )
    assert stand(found).waits_for == ("1.2.1", "1.3")
    assert stand(found, said(K.CLAIMED, number="1.2.1")).waits_for == ("1.3",)
    assert stand(found, said(K.CLAIMED)).waits_for == ()


def problems(wanted: StepEvent, *told: StepEvent, department: str | None = None) -> list[tuple[str, str]]:
    found = direction(department=department)
    standing = find_standings(found, told, DAY, LATER).get(wanted.number)
    return [(p.code, p.place) for p in find_progress_problems(wanted, found, standing, DAY)]


def test_what_may_not_be_said_is_told_with_every_reason() -> None:
    assert problems(said(K.STARTED)) == []
    assert problems(said(K.STARTED, date(2024, 9, 2), "9")) == [
        ("initiative_unknown", "number"),
        ("day_to_come", "on"),
    ]
    assert problems(said(K.DROPPED)) == [("text_empty", "note")]
    assert problems(said(K.DROPPED, note="Why")) == []
    assert problems(said(K.EXPECTED_NOT_MET)) == [("text_empty", "note")]
    assert problems(said(K.STARTED, source="\x00")) == [("not_understood", "source")]
    assert problems(said(K.CLAIMED, date(2024, 2, 1)), said(K.STARTED)) == [
        ("progress_before_the_last", "on")
    ]
    assert problems(said(K.IN_DOUBT, date(2024, 2, 1)), said(K.STARTED)) == []


def test_the_department_answers_only_what_is_claimed() -> None:
    assert problems(said(K.MET), department="D") == [("progress_not_claimed", "kind")]
    assert problems(said(K.MET), said(K.CLAIMED), department="D") == []
    assert problems(said(K.NOT_MET), said(K.CLAIMED), department="D") == [("text_empty", "note")]


def test_a_verdict_takes_the_department_s_right_where_there_is_one() -> None:
    assert find_progress_right(K.MET, "D") is Action.CONFIRM
    assert find_progress_right(K.MET, None) is Action.REPORT
    assert find_progress_right(K.CLAIMED, "D") is Action.REPORT


def test_empty_texts_are_none() -> None:
    found = strip_progress(said(K.STARTED, note="  ", source=" J 1 "))
    assert (found.note, found.source) == (None, "J 1")
