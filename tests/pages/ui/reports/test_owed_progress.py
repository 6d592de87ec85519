"""What is owed of development plans, as it stands on Indberetning beside the quarter's reports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.progress import StepEvent, StepEventKind
from pages.ui.reports import owed_progress
from pages.ui.reports.held_reports import HeldReports
from tests.directions import direction, initiative
from tests.factories import ALWAYS_KNOWN, OWNER, catalogue
from tests.pages.drawing import DA, row, writer

FOUND = direction(initiative("1.1"), initiative("1.2")).bare


def page_on(day: date) -> Any:
    known = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return SimpleNamespace(words=DA, link=writer().link, today=day, known_at=known)


def held(*prepared: str) -> HeldReports:
    return HeldReports(catalogue(), (), frozenset(prepared), frozenset({OWNER}))


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StepEvent(FOUND.id, "1.2", StepEventKind.STARTED, date(2024, 1, 5), recorded_at=ALWAYS_KNOWN)
    versions = (DirectionVersion(1, FOUND, ALWAYS_KNOWN),)
    found = SimpleNamespace(directions=versions, progress=(said,))
    monkeypatch.setattr(owed_progress, "read_snapshot", lambda: found)


def test_a_development_plan_has_a_row_with_what_is_missing_and_leads_to_its_page() -> None:
    page = page_on(date(2024, 1, 10))
    owed = owed_progress.list_owed_progress(page, held(OWNER))
    html = owed_progress.draw_owed_progress(page, held(OWNER), owed)
    assert row(html, "Inst, Plan 2023-2025") == (
        "Inst, Plan 2023-2025 1 indsats mangler indberetning for tiden til og med 4. kvartal 2023: 1.1"
        " 14. januar 2024 (4 dage tilbage)"
    )
    assert 'href="/retning?plan=plan-2023"' in html


def test_nothing_is_drawn_for_whoever_prepares_no_report_of_it_or_where_nothing_is_owed() -> None:
    page = page_on(date(2024, 1, 10))
    assert owed_progress.list_owed_progress(page, held()) == []
    assert owed_progress.draw_owed_progress(page, held(), []) == ""
    assert owed_progress.list_owed_progress(page_on(date(2023, 5, 1)), held(OWNER)) == []
