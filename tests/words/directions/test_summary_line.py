"""A development plan in one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.progress import find_standings
from tests.directions import direction, initiative
from words.directions.summary_line import write_summary
from words.language import Words


def test_a_sentence_has_only_what_the_plan_has() -> None:
    found = direction(initiative("1.1", when="2023"), initiative("1.2", when="2025"))
    standings = find_standings(found, (), date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC))
    assert write_summary(found, standings, Words("en")) == (
        "2 initiatives in 1 focus areas: 2 with nothing reported. 1 was to be done by now."
    )
    assert write_summary(direction(focus_areas=()), {}, Words("en")) == ""
