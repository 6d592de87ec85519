"""What every document of a plan without a total begins with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from export.document_head import build_head
from tests.directions import direction
from tests.duties import duty, duty_plan


def test_it_says_of_what_plan_and_moment_and_why_there_is_no_total() -> None:
    moment = (date(2026, 3, 31), datetime(2026, 4, 1, 22, 30, tzinfo=UTC))  # past midnight in Denmark
    found = direction()
    assert build_head(found, moment, "No total.") == {
        "plan": found.id,
        "kind": "development",
        "as_of": "2026-03-31",
        "known_at": "2026-04-02",
        "total": None,
        "reason": "No total.",
        "goals": [],
    }
    assert build_head(duty_plan(duty()).bare, moment, "")["kind"] == "duties"
