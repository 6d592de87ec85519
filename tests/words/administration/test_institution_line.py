"""Changes of institutions in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.plan.institution_history import InstitutionChange
from metrics.plan.terms import FIRST_DAY
from words.administration.institution_line import write_change, write_start
from words.language import Words

DA, NAMES = Words("da"), {"a": "A", "b": "B"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "C"}, "Fra 1. januar 2027 hedder A: C."),
        ({"ministry_area": "Ministeriet"}, "Fra 1. januar 2027 hører A under Ministeriet."),
        ({"successor": "b"}, "Fra 1. januar 2027 er A en del af B."),
        ({"successor": "a"}, "Fra 1. januar 2027 står A alene igen."),
    ],
)
def test_each_kind_has_its_sentence(said: dict[str, str], sentence: str) -> None:
    change = InstitutionChange("a", date(2027, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), "R", **said)
    assert write_change(change, NAMES, DA) == sentence


def test_what_has_always_been_has_no_day() -> None:
    assert write_start(FIRST_DAY, DA) == "altid"
    assert write_start(date(2027, 1, 1), DA) == "01.01.2027"
