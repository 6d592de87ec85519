"""A closed plan on every page: what is recorded after its closing changes none of its figures."""

from __future__ import annotations

from datetime import date

import pytest

from tests.pages.conftest import Open, record, text
from tests.pages.drawing import plain, row

BOARD = "eksempel-ankenaevn"
PLAN = f"{BOARD}-2023"
"""Closed on 1 March 2024 with 83.33 points."""
CORRECTED = (BOARD, "sygefravaer", "2023", "12")
"""A figure that misses the target, which was met with 8.8."""
NOW = "Kendt efter opgørelsen: 66,7 opnået, 0 udestår, 33,3 tabt. Opgørelsen ændres ikke."
FACT = (
    "Kendt efter opgørelsen: 3.2.1 Sygefraværsdage pr. medarbejder: 12,0 dage (2023), ikke opfyldt. "
    "Opgjort på grundlag af: 8,8 dage (4. kvartal 2023), opfyldt."
)
SHOWN = [
    (
        "overview",
        {"as_of": "2024-05-01"},
        "Ankenævnet for Borgersager 2023 83,3 uændret (14.01.2024) – – 83,3 1.1 1.2",
    ),
    ("institution", {"institution": BOARD}, "2023 83,3 2024 66,7, besluttet 83,3 2025 100"),
    ("institution", {"institution": BOARD}, "31.12.2023 83,3 0 16,7"),
    ("development", {}, "(opdigtet) 83,3 66,7 besluttet 83,3 100"),
    ("plan", {"plan": PLAN}, "83,3 af 100 point opnået Opnået 83,3 Udestår 0 Tabt 16,7"),
    ("goal", {"plan": PLAN, "goal": "3.2"}, "Opfyldt 16,7 point: 16,7 opnået, 0 udestår, 0 tabt"),
    ("whatif", {"plan": PLAN}, "Aktuel status Opnået 83,3 Udestår 0 Tabt 16,7"),
]


@pytest.mark.parametrize(("page", "query", "said"), SHOWN)
def test_a_later_correction_changes_no_page(
    open_page: Open, database: str, page: str, query: dict[str, str], said: str
) -> None:
    record(database, CORRECTED, recorded=date(2024, 4, 15))
    assert said in plain(text(open_page(page, **query)))


def test_it_stands_beside_what_was_settled_and_before_the_closing_nothing_is_settled(
    open_page: Open, database: str
) -> None:
    settled = plain(text(open_page("plan", plan=PLAN)))
    assert "Opgørelsen bygger på det, der var kendt 1. marts 2024, og ligger fast." in settled
    assert "Kendt efter opgørelsen" not in settled
    record(database, CORRECTED, recorded=date(2024, 4, 15))
    html = text(open_page("plan", plan=PLAN))
    assert (NOW in plain(html), FACT in plain(html)) == (True, True)
    assert row(html, "3.2").endswith("Opfyldt")
    assert FACT in plain(text(open_page("goal", plan=PLAN, goal="3.2")))
    assert FACT not in plain(text(open_page("goal", plan=PLAN, goal="3.1")))
    for day in ("2024-02-29", "2024-03-31"):
        assert "Kendt efter opgørelsen" not in plain(text(open_page("plan", plan=PLAN, as_of=day)))
    known_now = text(open_page("plan", plan=PLAN, as_of="2024-02-29", known_at="2024-05-01"))
    assert row(known_now, "3.2").endswith("Ikke opfyldt")
