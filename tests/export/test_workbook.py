"""The spreadsheet of a score, read again as a reader's program would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from export.workbook import write_file_name, write_workbook
from metrics.algebra.tree import Rule
from metrics.facts.decisions import Decision, DecisionKind
from metrics.periods import find_day_start
from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.after_decisions import apply_decisions
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import Score, score_plan
from tests.believing import EARLY, believing, likely, milestones, scored_with
from tests.cases import case
from tests.factories import LONG_AFTER, catalogue, event, facts, goal, milestone, plan, result, scored
from tests.settlements import add_settlements, close, settle
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
    read = sheets(write_workbook(found.score(), after, found.catalogue, Words("da"), LONG_AFTER))
    assert list(read) == ["Mål", "Grundlag", "Beslutninger"]
    title, _, head, first, criterion, total = read["Mål"]
    assert title[0] == "Eksempelnævnet, Tæt på, accepteret. Status pr. 1. januar 2030 · Opdigtede tal"
    assert head[:4] == ["Nr.", "Mål og delmål", "Vægt", "Opnået"]
    assert head[6:8] == ["Status", "Sandsynlighed for opfyldelse"]
    assert first[:8] == ["1", "Svartid", 100, 0, 0, 100, "Ikke opfyldt", "–"]
    assert criterion[6:] == [
        "Ikke opfyldt",
        None,
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


def test_the_settlement_of_a_closed_plan_and_what_came_after_it_stand_below_the_total() -> None:
    closed = close(plan(goal("1", milestone("1.1"))), DAY)
    kept = settle(scored(closed, event("1.1"), as_of=DAY))
    now = add_settlements(facts(event("1.1", "not_met"), as_of=DAY), kept)
    file = write_workbook(score_plan(closed, now, catalogue()), None, catalogue(), Words("da"), DAY)
    rows = next(iter(sheets(file).values()))
    total, settled, later, fact = rows[-4:]
    assert (total[2], total[3]) == (100, 100)
    assert settled[0].startswith("Opgørelsen bygger på det, der var kendt")
    assert later[0].startswith("Kendt efter opgørelsen: 0 opnået, 0 udestår, 100 tabt.")
    assert fact[0].startswith("Kendt efter opgørelsen: 1.1 ")


def test_thirds_are_numbers_and_what_is_unknown_is_empty() -> None:
    three = plan(goal("1"), goal("2"), goal("3", scored=False))
    found = scored(three, result("2017", 95))
    rows = sheets(write_workbook(found, None, catalogue(), Words("en"), LONG_AFTER))["Goals"]
    assert rows[3][2:6] == [50, 50, 0, 0]
    assert rows[7][:6] == ["3", "3", None, None, None, None]


def test_a_value_has_what_is_exempt_beside_what_it_was_counted_from() -> None:
    found = scored(plan(), result("2017", of=(90, 110), exempt=Decimal(10)))
    head, row, *_ = sheets(write_workbook(found, None, catalogue(), Words("en"), LONG_AFTER))["Values read"]
    assert dict(zip(head[5:9], row[5:9], strict=True)) == {
        "Value": 90,
        "Numerator": 90,
        "Denominator": 110,
        "Exempt": 10,
    }


def test_a_title_that_looks_like_a_formula_stays_a_text() -> None:
    named = plan(goal("1").model_copy(update={"title": "=1+1"}))
    found = score_plan(named, scored(named).facts, catalogue())
    cell = load_workbook(BytesIO(write_workbook(found, None, catalogue(), Words("da"), LONG_AFTER)))["Mål"][
        "B4"
    ]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_score_without_decisions_has_no_sheet_for_them() -> None:
    found = case("01").score(LONG_AFTER)
    assert apply_decisions(found, case("01").catalogue) is None
    assert list(sheets(write_workbook(found, None, case("01").catalogue, Words("en"), LONG_AFTER))) == [
        "Goals",
        "Values read",
    ]


def test_the_file_is_named_by_its_day_and_by_the_day_it_was_known_where_that_is_another() -> None:
    assert write_file_name("p-2017", DAY, DAY, Words("da")) == "p-2017-2018-02-01.xlsx"
    assert (
        write_file_name("p-2017", DAY, LONG_AFTER, Words("da")) == "p-2017-2018-02-01-kendt-2030-01-01.xlsx"
    )
    assert (
        write_file_name("p-2017", DAY, LONG_AFTER, Words("en")) == "p-2017-2018-02-01-known-2030-01-01.xlsx"
    )


def test_the_file_says_what_it_was_known_by() -> None:
    found = scored(plan(goal("1")), as_of=DAY, known_at=LONG_AFTER)
    title = sheets(write_workbook(found, None, catalogue(), Words("da"), LONG_AFTER))["Mål"][0][0]
    assert title.endswith(
        "Status pr. 1. februar 2018, med de oplysninger, der foreligger i dag (1. januar 2030)"
    )


def test_what_was_loaded_afterwards_is_marked_beside_its_day() -> None:
    found = scored(plan(goal("1")), result("2017", 95, recorded=date(2018, 1, 14), backfilled=True))
    rows = sheets(write_workbook(found, None, catalogue(), Words("da"), LONG_AFTER))["Grundlag"]
    assert rows[1][-1] == "14.01.2018 (efterregistreret)"


def _read_goals(score: Score) -> list[list[Any]]:
    return sheets(write_workbook(score, None, catalogue(), Words("da"), LONG_AFTER))["Mål"][3:]


def test_each_open_goal_has_its_likelihood_and_the_total_what_is_expected_of_it() -> None:
    """0 points with 2 %, 50 with 50 % and 100 with 48 %: a mean of 73."""
    rows = _read_goals(scored_with(milestones(2), believing(0.96, 0.5)))
    assert [row[7] for row in rows if row[2] == 50] == ["96\u00a0pct.", "50\u00a0pct."]
    assert rows[-2][1:6] == ["I alt", 100, 0, 100, 0]
    assert rows[-1][1:7] == ["Forventet (90 pct.-interval)", *[None] * 4, "73 (50–100)"]


@pytest.mark.parametrize("p", [0.9999, 1])
def test_a_forecast_is_never_written_as_decided(p: float) -> None:
    assert _read_goals(scored_with(milestones(1), believing(p)))[0][7] == "over\u00a099\u00a0pct."


def test_a_silent_goal_has_no_likelihood_and_the_total_has_bounds() -> None:
    rows = _read_goals(scored_with(milestones(2), believing(0.5, None)))
    assert [row[7] for row in rows if row[2] == 50] == ["50\u00a0pct.", "–"]
    assert rows[-1][1:7] == ["Forventet", *[None] * 4, "mellem 25 og 75"]


def test_nothing_is_foreseen_of_a_settled_total_or_once_the_year_is_over() -> None:
    said = (event(f"{n}.1", "met") for n in (1, 2))
    settled = score_plan(milestones(2), facts(*said, as_of=date(2017, 7, 1)), catalogue())
    over = score_plan(milestones(2), facts(as_of=DAY), catalogue(), beliefs=believing(0.97, 0.5))
    assert {row[7] for row in _read_goals(settled) if row[2] == 50} == {"–"}
    assert [_read_goals(score)[-1][1] for score in (settled, over)] == ["I alt", "I alt"]


def test_a_goal_that_can_only_be_met_in_part_is_certain_not_to_be_met_in_full() -> None:
    """Half of it is met by one of two milestones; the other has been missed."""
    steps = (GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1)))
    halves = goal(
        "1", milestone("1.1"), milestone("1.2"), rule=Rule.SUM, grade=Grading(points=steps, linear=True)
    )
    known = facts(event("1.1", "not_met", on=EARLY), as_of=EARLY)
    score = score_plan(plan(halves), known, catalogue(), beliefs=Beliefs({"1.2": likely(0.5)}))
    assert _read_goals(score)[0][7] == "0\u00a0pct."


def test_points_are_exact_in_the_sheet_and_never_shown_as_a_whole_number_they_are_not() -> None:
    weighed = ((1, "89.96"), (2, "10.04"))
    parts = [goal(str(n), milestone(f"{n}.1"), weight=Decimal(weight)) for n, weight in weighed]
    score = scored(plan(*parts, scoring=Scoring(weights=Weights.GIVEN)))
    book = load_workbook(BytesIO(write_workbook(score, None, catalogue(), Words("da"), DAY)))
    rows = list(book["Mål"].iter_rows())
    cells = [row[2] for row in rows if row[0].value in ("1", "2")]
    assert [cell.value for cell in cells] == [89.96, 10.04]
    assert [cell.number_format for cell in cells] == ["0.00", "0.00"]
    assert {cell.number_format for cell in rows[-1][2:6] if cell.value in (0, 100)} == {"0"}
