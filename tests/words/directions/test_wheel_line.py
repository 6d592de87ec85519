"""The entries of a year in words, and the page that each leads to."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from tests.factories import OWNER, catalogue
from words.directions.wheel_line import (
    find_entry_page,
    group_months,
    link_to_entry,
    name_entry,
    name_whose,
    write_entry_day,
    write_entry_state,
)
from words.language import Words

DA, EN = Words("da"), Words("en")
K, S = WheelKind, WheelState
DAY = date(2026, 10, 14)


def entry(kind: WheelKind, number: str = "", state: WheelState = S.AHEAD, **said: str) -> WheelEntry:
    return WheelEntry(kind, DAY, state, OWNER, "plan", number, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "number", "text", "name", "page"),
    [
        (K.REPORT, "2026Q3", "", "Afrapportering for 3. kvartal 2026", "report"),
        (K.MEETING, "2026Q3", "", "Kvartalsmøde om 3. kvartal 2026", "meeting"),
        (K.DUTY, "1/2026-10-14", "1 Test", "1 Test", "wheel"),
        (
            K.DIRECTION,
            "2026Q2",
            "Udviklingsplan",
            "Status for 2. kvartal 2026 på Udviklingsplan",
            "direction",
        ),
        (K.DEVIATION, "2.1", "", "Accepteret afvigelse for mål 2.1 udløber", "goal"),
        (K.SETTLEMENT, "preliminary-2025", "", "Foreløbig opgørelse af 2025", "annual"),
        (K.SETTLEMENT, "final-2025", "", "Endelig opgørelse af 2025", "annual"),
        (K.SIGNING, "", "Resultatplan 2026", "Aftale om Resultatplan 2026", "plan"),
        (K.SIGNING, "next", "", "Næste plan underskrives senest", "plan"),
    ],
)
def test_every_kind_has_a_name_and_a_page(
    kind: WheelKind, number: str, text: str, name: str, page: str
) -> None:
    one = entry(kind, number, text=text)
    assert name_entry(one, DA).replace("\u00a0", " ") == name
    assert find_entry_page(one)[0] == page


def test_a_meeting_about_an_area_is_the_area_s() -> None:
    one = WheelEntry(K.MEETING, DAY, S.AHEAD, "", number="2026Q3", area="Area")
    assert name_whose(one, catalogue()) == "Area"
    assert link_to_entry(one, EN) == "/kvartalsmoede?area=Area&quarter=2026Q3&lang=en"
    assert name_whose(entry(K.REPORT, "2026Q3"), catalogue()) == "Inst"


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (K.REPORT, S.DONE, "Afleveret"),
        (K.REPORT, S.PASSED, "Intet registreret"),
        (K.MEETING, S.AHEAD, "Indkaldt"),
        (K.MEETING, S.DONE, "Afholdt"),
        (K.DEVIATION, S.AHEAD, "Gælder"),
        (K.DEVIATION, S.PASSED, "Udløbet"),
        (K.SETTLEMENT, S.LATE, "Overskredet"),
        (K.SIGNING, S.DONE, "Underskrevet"),
    ],
)
def test_a_state_is_said_in_the_word_of_its_kind(kind: WheelKind, state: WheelState, said: str) -> None:
    assert write_entry_state(entry(kind, state=state), DA) == said


def test_days_and_months_are_written_out() -> None:
    one = entry(K.REPORT, "2026Q3")
    assert write_entry_day(one, DA).replace("\u00a0", " ") == "14. oktober 2026"
    assert [(name, len(found)) for name, found in group_months(2026, [one, one], [one], DA)] == [
        ("Udestår fra før 2026", 1),
        ("Oktober", 2),
    ]
