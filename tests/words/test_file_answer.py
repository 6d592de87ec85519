"""The answer to a results file, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.facts.import_answer import AnswerLine, ImportAnswer, RowFate, SheetNote
from metrics.facts.jumps import Jump
from metrics.facts.known_rows import RecordedRow
from metrics.facts.schema import Event, EventKind
from tests.factories import catalogue, event, indicator, result
from words.file_answer import write_answer
from words.language import Words

KNOWN = catalogue(indicator(name="Rettidighed"))
THEN = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""The 28th in Denmark."""
NEW = result("2017", "31.5", source="A")


def said(answer: ImportAnswer, lang: str = "da") -> list[str]:
    return list(write_answer(answer, KNOWN, Words(lang)))


def line(place: str = "f.csv:2", made: Any = NEW, fate: RowFate = RowFate.NEW, **more: Any) -> AnswerLine:
    return AnswerLine(place, made, fate, **more)


def before(**changes: Any) -> RecordedRow:
    return RecordedRow(1, THEN, {**NEW.said(), **changes})


def test_rows_are_named_in_runs() -> None:
    lines = [line(f"Ark1!{row}") for row in (2, 3, 4, 7)]
    assert said(ImportAnswer((*lines, line("x")))) == ["5 nye: Ark1!2-4, Ark1!7, x"]
    many = tuple(line(f"f:{row}") for row in range(0, 60, 2))
    assert said(ImportAnswer(many))[0].endswith("f:20, f:22 …")
    assert said(ImportAnswer((), ("f:1",), ("f:2", "f:3"))) == ["1 tom: f:1", "2 foreligger ikke: f:2-3"]


def test_a_change_is_told_with_what_stood_when_it_was_recorded_and_by_whom() -> None:
    changed = line(fate=RowFate.CHANGED, before=before(value=Decimal("1146.50")), by="a@b.dk")
    assert said(ImportAnswer((changed,))) == [
        "1 ændret: 1146,5 -> 31,5 (1146,5 registreret 28.11.2026 af a@b.dk), Rettidighed 2017, f.csv:2"
    ]
    two = ImportAnswer((changed, replace(changed, by=None)))
    assert said(two, "en") == [
        "2 changed:",
        "  1146.5 -> 31.5 (1146.5 recorded 28 Nov 2026 by a@b.dk), Rettidighed 2017, f.csv:2",
        "  1146.5 -> 31.5 (1146.5 recorded 28 Nov 2026), Rettidighed 2017, f.csv:2",
    ]


def test_a_change_beside_the_number_is_told_by_its_columns() -> None:
    changed = line(fate=RowFate.CHANGED, before=before(note="x", provisional=True))
    (found,) = said(ImportAnswer((changed,)))
    assert found.startswith(
        "1 ændret: 31,5 er uændret, men ikke foreløbig og bemærkning (registreret 28.11.2026)"
    )


def test_ratios_and_what_is_said_of_criteria_are_written_in_words() -> None:
    ratio = line(made=result("2017", of=(9, 10)), fate=RowFate.CHANGED, before=before())
    assert "31,5 -> 9 af 10" in said(ImportAnswer((ratio,)))[0]
    told = RecordedRow(1, THEN, {"kind": "claimed", "on": date(2017, 6, 1), "word": None})
    met = line(made=event("2.1"), fate=RowFate.CHANGED, before=told)
    assert said(ImportAnswer((met,)))[0].startswith(
        "1 ændret: Indberettet som gennemført 01.06.2017 -> Gennemført 30.06.2017"
    )
    noted = replace(event("2.1", "claimed", date(2017, 6, 1)), note="N", source="A")
    told = replace(told, said={**told.said, "note": "N", "source": "B"})
    assert "men ikke kilde (" in said(ImportAnswer((line(made=noted, fate=RowFate.CHANGED, before=told),)))[0]
    word = Event("plan-2017", "2.1", EventKind.WORD, date(2017, 7, 1), word="Godt")
    assert "-> Godt, 01.07.2017" in said(ImportAnswer((replace(met, made=word),)))[0]


def test_sheets_and_columns_that_are_not_read_are_named() -> None:
    sheets = SheetNote("A", 3, read=True, skipped=1), SheetNote("B", 1, read=False, hidden=True)
    assert said(ImportAnswer((), sheets=sheets, unread=("navn", "frist"))) == [
        "Arket “A”: 2 rækker læst; 1 skjult række udeladt.",
        "Arket “B”: ikke læst (skjult).",
        "Kun til oplysning, læses ikke: navn og frist.",
    ]


def test_figures_that_no_plan_reads_are_named_by_their_series_and_known_ones_are_not() -> None:
    lines = line(history=True), line(unused=True), line(fate=RowFate.SAME, unused=True)
    assert said(ImportAnswer(lines))[2:] == [
        "1 tal er historik: Rettidighed (1)",
        "1 tal bruges ikke af nogen plan: Rettidighed (1)",
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"older": True, "before": before(), "fate": RowFate.CHANGED},
            "rettet siden (senest den 28.11.2026)",
        ),
        ({"jump": Jump(Fraction(10), Fraction(2900, 100))}, "ca. 10 gange så stort som ventet (29)"),
        ({"jump": Jump(Fraction(1, 100), Fraction(95, 3))}, "ca. 100 gange så lille som ventet (31,67)"),
    ],
)
def test_what_is_asked_about_is_told_by_its_row(more: dict[str, Any], told: str) -> None:
    found = said(ImportAnswer((line(**more),)))[-1]
    assert found.startswith("f.csv:2: ")
    assert told in found
