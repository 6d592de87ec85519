"""Where entries stand on the wheel: by day and by kind, and never on top of each other."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from metrics.wheel.wheel_places import GAP, INNER, OUTER, find_angle, find_place, find_rings, place_marks


def entry(day: date, kind: WheelKind = WheelKind.DUTY) -> WheelEntry:
    return WheelEntry(kind, day, WheelState.AHEAD, "inst")


@pytest.mark.parametrize(
    ("day", "angle"),
    [
        (date(2026, 1, 1), 0),
        (date(2024, 7, 1), 360 * 182 / 366),
        (date(2026, 12, 31), 360 * 364 / 365),
    ],
)
def test_the_year_goes_around_once(day: date, angle: float) -> None:
    assert find_angle(day) == pytest.approx(angle)


def test_the_first_of_january_is_at_the_top_and_the_year_goes_clockwise() -> None:
    assert find_place(40, 0) == pytest.approx((50, 10))
    assert find_place(40, 90) == pytest.approx((90, 50))


def test_every_kind_has_a_ring_between_the_months_and_the_middle() -> None:
    rings = list(find_rings(list(WheelKind)).values())
    assert rings == sorted(rings, reverse=True)
    assert rings[0] == OUTER
    assert rings[-1] == pytest.approx(INNER)
    assert find_rings([WheelKind.DUTY]) == {WheelKind.DUTY: OUTER}


def test_200_entries_share_marks_that_never_stand_nearer_than_the_gap() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n * 364 // 199) for n in range(200)]
    marks = place_marks([entry(day) for day in days])
    assert sum(len(mark.entries) for mark in marks) == 200
    angles = [mark.angle for mark in marks]
    assert min(b - a for a, b in itertools.pairwise(angles)) >= GAP
    assert len(marks) <= 360 / GAP


def test_the_end_of_the_year_stands_clear_of_its_beginning() -> None:
    marks = place_marks([entry(date(2026, 1, 1)), entry(date(2026, 12, 31))])
    assert [mark.angle for mark in marks] == pytest.approx([0, 360 - GAP])
    days = (date(2026, 1, 1), date(2026, 12, 20), date(2026, 12, 31))
    # 20 December is 12 degrees before the end, which leaves no room for another.
    assert [len(mark.entries) for mark in place_marks([entry(day) for day in days])] == [1, 2]


def test_entries_of_different_kinds_share_no_mark() -> None:
    day = date(2026, 4, 9)
    marks = place_marks([entry(day, WheelKind.REPORT), entry(day), entry(day + timedelta(days=1))])
    assert [(mark.kind, len(mark.entries)) for mark in marks] == [(WheelKind.REPORT, 1), (WheelKind.DUTY, 2)]
    assert marks[1].place == pytest.approx(find_place(marks[1].radius, find_angle(day)))
