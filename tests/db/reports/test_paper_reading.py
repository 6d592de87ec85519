"""What papers are made of, read from the database."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from db import session
from db.reports.paper_reading import add_kept_report, read_paper_ground
from db.scope import EVERYTHING
from metrics.errors import InvalidInput
from metrics.periods import find_day_end
from tests.papers import APPEALS, DAY, MADE

PLAN = APPEALS


def test_a_ground_is_read_as_known_at_a_moment_with_the_latest_report_before_it(
    filled_database_url: str,
) -> None:
    with session.open_reading(filled_database_url, sees=EVERYTHING) as db:
        ground = read_paper_ground(db, PLAN, DAY, find_day_end(DAY), MADE)
    assert ground.since == date(2026, 10, 14)
    assert ground.before is not None
    assert ground.before[PLAN].score.facts.known_at == find_day_end(date(2026, 10, 14))
    assert ground.facts.known_at == find_day_end(DAY)
    assert (ground.made, ground.today) == (MADE, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("plan", "moment", "code"),
    [("no-such", find_day_end(DAY), "plan_unknown"), (PLAN, find_day_end(date(2020, 1, 1)), "plan_not_yet")],
)
def test_a_plan_that_is_not_there_is_refused(
    filled_database_url: str, plan: str, moment: datetime, code: str
) -> None:
    with (
        pytest.raises(InvalidInput) as refused,
        session.open_reading(filled_database_url, sees=EVERYTHING) as db,
    ):
        read_paper_ground(db, plan, DAY, moment, MADE)
    assert [one.code for one in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("quarter", "code"), [("2020Q1", "quarter_unknown"), ("2026Q4", "report_not_handed_in")]
)
def test_a_report_that_was_not_handed_in_is_refused(
    filled_database_url: str, quarter: str, code: str
) -> None:
    with session.open_reading(filled_database_url, sees=EVERYTHING) as db:
        ground = read_paper_ground(db, PLAN, DAY, find_day_end(DAY), MADE)
        with pytest.raises(InvalidInput) as refused:
            add_kept_report(db, ground, quarter)
    assert [one.code for one in refused.value.problems] == [code]
