"""What may be personal in a free text is told, and what is not of a person is not."""

from __future__ import annotations

import pytest

from metrics.report.personal_data import (
    PersonalSign,
    find_personal_fields,
    find_personal_places,
    list_personal_signs,
)
from tests.reporting import draft


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Sagen vedrører 010190-1234.", ["cpr_number"]),
        ("2902041234 og 290204 1234", ["cpr_number"]),
        ("En medarbejder er langtidssygemeldt siden maj", ["health"]),
        ("To er sygemeldte, kontorchef Anne Holm er på barsel", ["health", "name"]),
        ("Our colleague Anne is on sick leave", ["name", "health"]),
        ("Medarbejderen Ole Vig sagde op", ["name"]),
    ],
)
def test_what_may_be_personal_is_told_once_for_each_reason(text: str, signs: list[str]) -> None:
    assert list_personal_signs(text) == [PersonalSign(sign) for sign in signs]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Journalnummer 2026-4711, sag 3201901234",
        "12345678901 sager og 010190-12345",
        "Sygefraværet er steget til 9,2 dage pr. medarbejder",
        "Statens Administration og Digitaliseringsstyrelsen leverer senere",
        "medarbejdere i Aarhus og kontorchefen har aftalt det",
    ],
)
def test_what_is_of_nobody_is_left_alone(text: str) -> None:
    assert find_personal_places(text) == []


def test_a_place_is_where_it_stands() -> None:
    text = "Se hr. Holm, 010190-1234"
    found = find_personal_places(text)
    assert [text[one.start : one.end] for one in found] == ["Holm", "010190-1234"]


def test_of_a_draft_the_free_texts_are_looked_at_and_no_number() -> None:
    typed = draft({"figure:a:2017Q2": {"value": "0101901234", "cause": "0101901234"}, "words": {"text": "W"}})
    assert find_personal_fields(typed) == {("figure:a:2017Q2", "cause"): [PersonalSign.CPR_NUMBER]}
