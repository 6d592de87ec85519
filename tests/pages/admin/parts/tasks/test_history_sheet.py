"""Institutions through time, as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Institution
from pages.admin.parts.tasks.history_sheet import draw_changes, draw_terms
from tests.pages.drawing import plain
from words.language import Words

DA, NAMES = Words("da"), {"a": "A", "b": "B"}
RECORDED = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
FIRST = InstitutionChange("a", date(2027, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), "Lov", ministry_area="To")
SECOND = InstitutionChange("a", date(2028, 1, 1), RECORDED, "Sammenlagt", successor="b")


def test_each_time_has_a_row_with_its_first_day() -> None:
    history = build_history(Institution(id="a", name="A", ministry_area="En"), [FIRST, SECOND])
    said = plain(draw_terms({"a": history}, NAMES, DA))
    assert "A altid En A 01.01.2027 To A 01.01.2028 To B" in said


def test_changes_stand_newest_first_with_reason_and_danish_day() -> None:
    said = plain(draw_changes([FIRST, SECOND], NAMES, DA))
    assert "Fra 1. januar 2028 er A en del af B. Sammenlagt 29.11.2026" in said
    assert said.index("Sammenlagt") < said.index("Lov")


def test_nothing_is_said_in_words() -> None:
    assert "Der er ingen institutioner endnu." in draw_terms({}, {}, DA)
    assert "Der er ikke registreret ændringer." in draw_changes([], {}, DA)
