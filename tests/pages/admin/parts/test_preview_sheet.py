"""A draft on the results of an earlier year: the points in a sentence, what is left out, and each goal."""

from __future__ import annotations

from datetime import date

from metrics.facts.schema import Result
from metrics.score.scoring import Score
from pages.admin.parts import preview_sheet
from tests.factories import catalogue, compared, goal, indicator, milestone, plan, reads, result, scored
from tests.pages.drawing import DA, plain, rows, writer

SERIES = [indicator(), indicator("other")]
MEASURED = goal("1", compared("1.1"), compared("1.2", reads("other")))
DATED = goal("2", milestone("2.1"))
WRITER = writer(catalogue(*SERIES))


def on(*goals: object, told: tuple[Result, ...] = ()) -> Score:
    return scored(plan(*goals), *told, indicators=SERIES, as_of=date(2017, 12, 31))  # type: ignore[arg-type]


def test_the_preview_gives_reasons_and_decides_no_milestone() -> None:
    told = result("2017", 91, recorded=date(2017, 6, 30))
    score = scored(plan(MEASURED, DATED), told, indicators=SERIES, as_of=date(2017, 7, 1))
    shown = rows(preview_sheet.draw_preview(score, WRITER, 2016))
    assert any(text.startswith("1.1 1.1 91 ≥ 90") for text in shown)
    assert any(text.startswith("2 2 50 Afgøres først i planåret") for text in shown)


def test_the_goals_that_cannot_be_reckoned_are_listed_with_what_is_wanting() -> None:
    said = plain(preview_sheet.draw_preview(on(MEASURED, DATED), WRITER, 2016))
    assert "2 mål kan ikke beregnes:" in said
    assert "1 1: mangler tal for 2016 (delmål 1.1 og 1.2)" in said
    assert "2 2: afgøres først i planåret" in said
    assert "Intet mål kan beregnes med tallene for 2016." in said


def test_the_points_are_said_and_lie_between_two_while_a_goal_is_open() -> None:
    one, told = goal("1", compared("1.1")), (result("2017", 91),)
    assert preview_sheet.write_total(on(one, told=told), DA, 2016) == (
        "Med tallene for 2016 ville planen have givet 100 af 100 point."
    )
    assert preview_sheet.write_total(on(one, DATED, told=told), DA, 2016) == (
        "Med tallene for 2016 ville planen have givet mellem 50 og 100 af 100 point."
    )
