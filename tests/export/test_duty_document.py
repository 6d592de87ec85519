"""A plan of duties as a document for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from export.duty_document import build_duty_document
from metrics.direction.progress import StepEventKind
from metrics.duties.occurrences import find_occurrence_standings, find_timeless_standings
from tests.duties import duty, duty_plan, said, unruled
from words.language import Words


def test_it_has_every_duty_with_its_times_and_no_total() -> None:
    plan = duty_plan(duty(said="yearly", addition="The day is ours."), unruled()).bare
    moment = (date(2026, 11, 20), datetime(2026, 11, 20, 22, tzinfo=UTC))
    told = [said(StepEventKind.CLAIMED, date(2026, 4, 1), occurrence=date(2026, 4, 9), source="J 1")]
    year = (date(2026, 1, 1), date(2026, 12, 31))
    found = [
        *find_occurrence_standings(plan, told, year, *moment),
        *find_timeless_standings(plan, told, *moment),
    ]
    made = build_duty_document(plan, 2026, found, moment, Words("en"))
    assert (made["total"], made["kind"], made["year"], made["goals"]) == (None, "duties", 2026, [])
    first, second = made["duties"]
    assert (first["said"], first["addition"], first["returns"]) == (
        "yearly",
        "The day is ours.",
        "every year, for the first time 9 April 2025",
    )
    (time,) = first["occurrences"]
    assert (time["due"], time["state"], time["on"], time["evidence"], time["late"]) == (
        *("2026-04-09", "done", "2026-04-01", "J 1"),
        False,
    )
    assert second["returns"] == "without a frequency in the document"
    assert [(one["day"], one["state"]) for one in second["occurrences"]] == [(None, "unreported")]
