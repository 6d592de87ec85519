"""The course of a year says of each month's end what the pages said on that day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from metrics.whatif.month_ends import make_month_end
from pages.status.parts.institution import month_reads
from pages.ui.moments import JudgedMoment, read_moment

EVERYONE = grant_all_roles("a@example.dk")
TODAY = find_danish_day(datetime.now(UTC))
PLANS = ["cpr-2017", *(f"eksempel-{name}-2026" for name in ("ankenaevn", "tilsyn", "register"))]


def moment(day: date, known: date | None = None) -> JudgedMoment:
    return read_moment(day, find_day_end(known or day), EVERYONE, TODAY)


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("plan", [*PLANS, "eksempel-tilsyn-2025"])
def test_each_month_s_end_is_what_every_page_said_on_that_day(plan: str) -> None:
    now = moment(date(2026, 11, 20))
    course = month_reads.read_course(now, now.scores[plan].plan)
    assert len(course) >= 11
    for one in course:
        assert one == make_month_end(moment(one.day).scores[plan], now.catalogue)


@pytest.mark.usefixtures("read_only")
def test_an_earlier_day_s_course_is_the_beginning_of_a_later_one_s() -> None:
    plan = "eksempel-ankenaevn-2026"
    early, late = moment(date(2026, 6, 30)), moment(date(2026, 11, 20))
    first = month_reads.read_course(early, early.scores[plan].plan)
    assert first == month_reads.read_course(late, late.scores[plan].plan)[:6]


@pytest.mark.usefixtures("read_only")
def test_what_was_not_known_yet_at_the_moment_asked_about_is_known_at_no_month_s_end() -> None:
    plan = "eksempel-tilsyn-2026"
    limited = moment(date(2026, 11, 20), known=date(2026, 3, 15))
    course = month_reads.read_course(limited, limited.scores[plan].plan)
    assert course[-1] == make_month_end(limited.scores[plan], limited.catalogue)
