"""How an initiative stands, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from tests.directions import direction, initiative
from words.directions.standing_line import write_progress, write_remarks, write_standing, write_state
from words.language import Words

DA, EN = Words("da"), Words("en")
ALWAYS = datetime(2030, 1, 1, tzinfo=UTC)
FOUND = direction(initiative("1.1", ends="2024-summer", depends_on=("1.2",)), initiative("1.2"))


def said(kind: StepEventKind, note: str | None = None, source: str | None = None) -> StepEvent:
    return StepEvent("plan-2023", "1.1", kind, date(2024, 3, 1), note, source)


def test_what_nothing_is_said_of_is_not_said_not_to_have_begun() -> None:
    standing = find_standings(FOUND, [], date(2024, 9, 1), ALWAYS)["1.1"]
    assert write_standing(standing, DA) == (
        "Ingen indberetning. Tiden er gået (sommeren 2024), og intet er indberettet. Afhænger af 1.2."
    )
    assert write_standing(standing, EN) == (
        "Nothing reported. Its time has passed (summer 2024), and nothing is reported. Depends on 1.2."
    )
    assert write_remarks(find_standings(FOUND, [], date(2024, 8, 31), ALWAYS)["1.2"], DA) == []


def test_a_state_is_followed_by_what_is_to_be_known_beside_it() -> None:
    told = [said(StepEventKind.STARTED), said(StepEventKind.IN_DOUBT)]
    standing = find_standings(FOUND, told, date(2024, 9, 1), ALWAYS)["1.1"]
    assert write_state(standing, DA) == "I gang"
    assert write_remarks(standing, DA) == [
        "Skulle efter planen være gennemført (sommeren 2024).",
        "Afhænger af 1.2.",
    ]
    assert write_standing(standing, DA).endswith("Afhænger af 1.2. Usikker.")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (said(StepEventKind.STARTED), "Sat i gang 1. marts 2024."),
        (said(StepEventKind.DROPPED, note="Ingen penge."), "Udgået 1. marts 2024. Ingen penge."),
        (
            said(StepEventKind.CLAIMED, source="2024-17"),
            "Indberettet gennemført 1. marts 2024. Dokumentation: 2024-17.",
        ),
    ],
)
def test_an_event_is_written_with_its_day_note_and_evidence(event: StepEvent, line: str) -> None:
    assert write_progress(event, DA) == line
