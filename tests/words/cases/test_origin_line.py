"""What is said beside a figure."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from metrics.facts.case_origin import CaseOrigin
from metrics.facts.facts import Observation
from metrics.periods import Period
from words.cases.origin_line import list_remarks, write_source
from words.language import Words

SEEN = Observation(
    Period.parse("2026"), Decimal(1), None, None, False, None, None, datetime(2026, 1, 1, tzinfo=UTC)
)
ORIGIN = CaseOrigin(2, 1234, "0123456789abcdef" * 4).write()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", "beregnet af 1.234 sager, regelversion 2 (liste 0123456789ab)"),
        ("en", "counted from 1,234 cases, rule version 2 (list 0123456789ab)"),
    ],
)
def test_the_cases_of_a_figure_stand_after_its_note_and_source(lang: str, said: str) -> None:
    words = Words(lang)
    assert list_remarks(SEEN._replace(note="N", source="S", origin=ORIGIN), words) == ["N", f"S; {said}"]
    assert list_remarks(SEEN._replace(origin=ORIGIN), words) == [said]
    assert (list_remarks(SEEN, words), write_source(SEEN, words)) == ([], None)
