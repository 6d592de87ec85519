"""The spreadsheet of a score, read again as a reader's program would."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from export.workbook import write_workbook
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_start
from metrics.score.after_decisions import apply_decisions
from metrics.score.scoring import score_plan
from tests.cases import case
from tests.factories import LONG_AFTER, catalogue, goal, plan, result, scored
from words.language import Words

DAY = date(2018, 2, 1)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_goals_values_and_decisions_with_reasons_and_sources() -> None:
    found = case("47")
    decision = Decision(
        "m47",
        DecisionKind.NEAR_MISS,
        DAY,
        "Chef",
        "Én dag",
        goal="1",
        recorded_at=find_day_start(DAY),
        number=3,
    )
    after = found.decided(decision)
    read = sheets(write_workbook(found.score(), after, found.catalogue, Words("da")))
    assert list(read) == ["Mål", "Grundlag", "Beslutninger"]
    title, _, head, first, criterion, total = read["Mål"]
    assert title[0] == "Eksempelnævnet, Tæt på, accepteret. Set pr. 1. januar 2030 · Opdigtede tal"
    assert head[:4] == ["Nr.", "Mål og kriterium", "Vægt", "Sikret"]
    assert first[:7] == ["1", "Svartid", 100, 0, 0, 100, "Ikke opfyldt"]
    assert criterion[6:] == [
        "Ikke opfyldt",
        "højst 10\u00a0dage",
        "11\u00a0dage (2017)",
        "11 > 10: ikke opfyldt",
    ]
    assert total[1:6] == ["I alt", 100, 0, 0, 100]
    assert read["Grundlag"][1][:6] == ["1.1", "resultat", "Svartid", "naevn", "2017", 11]
    assert read["Beslutninger"][1] == [
        "Nr. 3, 01.02.2018",
        "Mål 1 er accepteret som opfyldt",
        "Chef",
        "Én dag",
    ]


def test_thirds_are_numbers_and_what_is_unknown_is_empty() -> None:
    three = plan(goal("1"), goal("2"), goal("3", scored=False))
    found = scored(three, result("2017", 95))
    rows = sheets(write_workbook(found, None, catalogue(), Words("en")))["Goals"]
    assert rows[3][2:6] == [50, 50, 0, 0]
    assert rows[7][:6] == ["3", "3", None, None, None, None]


def test_a_title_that_looks_like_a_formula_stays_a_text() -> None:
    named = plan(goal("1").model_copy(update={"title": "=1+1"}))
    found = score_plan(named, scored(named).facts, catalogue())
    cell = load_workbook(BytesIO(write_workbook(found, None, catalogue(), Words("da"))))["Mål"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_score_without_decisions_has_no_sheet_for_them() -> None:
    found = case("01").score(LONG_AFTER)
    assert apply_decisions(found, case("01").catalogue) is None
    assert list(sheets(write_workbook(found, None, case("01").catalogue, Words("en")))) == [
        "Goals",
        "Values read",
    ]
