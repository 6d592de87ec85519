"""How a roadmap is read."""

from __future__ import annotations

from metrics.direction.progress import StepState
from words.directions.roadmap_line import MARKS, write_marks
from words.language import Words


def test_every_state_has_a_mark_of_its_own_and_is_told() -> None:
    assert set(MARKS) == set(StepState)
    assert len({*MARKS.values()}) == len(StepState)
    assert "● gennemført" in write_marks(Words("da"))
