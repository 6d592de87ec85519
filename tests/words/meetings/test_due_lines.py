"""Late duties and initiatives in words, as minutes and what is read before a meeting tell them."""

from __future__ import annotations

from typing import Any

import pytest

from words.language import Words
from words.meetings.due_lines import list_due_lines

DUTY = {
    "kind": "duty",
    "text": "Beredskabsplan",
    "owner": "",
    "role": "chief",
    "plan": "duties",
    "name": "Nævnet",
    "due": "2026-09-30",
    "planned": None,
    "late": 51,
    "times": 2,
}
INITIATIVE: dict[str, Any] = {
    **DUTY,
    "kind": "initiative",
    "text": "Ny portal",
    "owner": "Kontoret",
    "planned": ["2026", "2026-01-01", "2026-12-31"],
    "times": 1,
}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "da",
            [
                "Pligt Beredskabsplan · Hos: Institutionschef · 30. september 2026 · 51 dage over fristen"
                " · og 1 gang mere",
                "Indsats Ny portal · Ansvarlig: Kontoret · 2026 · tiden er gået",
            ],
        ),
        (
            "en",
            [
                "Duty Beredskabsplan · With: Institution chief · 30 September 2026 · 51 days overdue"
                " · and 1 more time",
                "Initiative Ny portal · Owner: Kontoret · 2026 · the time has passed",
            ],
        ),
    ],
)
def test_each_says_whose_it_is_by_when_and_how_late(lang: str, said: list[str]) -> None:
    found = list_due_lines([DUTY, INITIATIVE], Words(lang), named=False)
    assert [one.replace("\u00a0", " ") for one in found] == said


def test_at_a_meeting_about_an_area_the_institution_is_named() -> None:
    (one,) = list_due_lines([DUTY], Words("da"), named=True)
    assert one.startswith("Pligt Beredskabsplan · Nævnet · Hos: ")
    assert list_due_lines([], Words("da"), named=True) == []
