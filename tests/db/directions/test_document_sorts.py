"""The sorts of documents: each parses what it keeps, and holds later versions against what was said."""

from __future__ import annotations

from datetime import date

from db.directions.document_sorts import DEVELOPMENT, DUTIES
from metrics.direction.progress import StepEvent, StepEventKind
from tests.directions import direction, initiative
from tests.duties import FIRST, duty, duty_plan, said


def test_a_document_is_parsed_as_it_is_kept() -> None:
    for_duties, for_direction = duty_plan(), direction()
    assert DUTIES.parse(for_duties.bare.model_dump_json(exclude_defaults=True)) == DUTIES.strip(for_duties)
    kept = for_direction.bare.model_dump_json(exclude_defaults=True)
    assert DEVELOPMENT.parse(kept) == DEVELOPMENT.strip(for_direction)


def test_what_was_said_stays() -> None:
    told = [said(StepEventKind.CLAIMED, date(2025, 4, 9), occurrence=FIRST)]
    gone = duty_plan(duty("2")).bare
    assert [p.code for p in DUTIES.find_change_problems(duty_plan().bare, gone, told)] == ["duty_reported_on"]
    reported = [StepEvent("plan-2023", "1.1", StepEventKind.STARTED, date(2024, 1, 1))]
    found = DEVELOPMENT.find_change_problems(direction().bare, direction(initiative("2")).bare, reported)
    assert [p.code for p in found] == ["initiative_reported_on"]
