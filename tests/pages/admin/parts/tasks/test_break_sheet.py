"""New definitions as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from metrics.facts.breaks import Break
from pages.admin.parts.tasks.break_sheet import draw_breaks
from tests.pages.drawing import plain
from words.language import Words

FIRST = Break("a", "x", date(2027, 1, 1), "Nyt", datetime(2026, 1, 1, tzinfo=UTC))
GONE = replace(FIRST, note="Ens", retracted=True, recorded_at=datetime(2026, 11, 28, 23, 30, tzinfo=UTC))


def drawn(*found: Break, stand: tuple[Break, ...] = ()) -> str:
    return draw_breaks(found, stand, {"x": "Sager"}, "A", lambda one: f"/x?retract={one.on}", Words("da"))


def test_what_stands_can_be_retracted_and_nothing_else() -> None:
    html = drawn(FIRST, stand=(FIRST,))
    assert 'href="/x?retract=2027-01-01"' in html
    assert 'aria-label="Træk den nye definition af Sager fra 1. januar 2027 tilbage"' in html
    assert "href" not in drawn(FIRST, GONE)


def test_the_newest_comes_first_and_what_was_retracted_says_so() -> None:
    said = plain(drawn(FIRST, GONE))
    assert "Sager 01.01.2027 Ens trukket tilbage 29.11.2026" in said
    assert said.index("Ens") < said.index("Nyt")


def test_nothing_is_said_in_words_with_whose_it_is() -> None:
    assert plain(drawn()) == "Der er ikke registreret nye definitioner for A."
