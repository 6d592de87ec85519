"""What a note to the head is made of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from metrics.paper.note import find_note
from tests.papers import example_ground


def test_a_note_has_what_moved_what_is_at_risk_and_what_is_asked(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2026")
    found = find_note([ground.outlook], ground)
    assert [move.goal.goal.number for _, move in found.moved] == ["1.2"]
    assert [one.goal.goal.number for one in found.concerns] == ["1.3", "1.4", "3.1", "1.2"]
    assert [ask.goal.goal.number for ask in found.asks] == ["1.3"]
    assert found.ahead == date(2026, 11, 20) or found.ahead > date(2026, 11, 20)
