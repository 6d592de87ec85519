"""What the wanted total hangs on: three goals of which two have to be met, by hand."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.pivotal import find_pivots
from pages.outlook.parts.whatif import decisive_sheet
from tests.believing import believing, milestones, scored_with
from tests.pages.drawing import DA, Reader, rows

TITLES = {"1": "A", "2": "B", "3": "C"}
SCORE = scored_with(milestones(3), believing(0.9, 0.5, 0.2))
HALF = Fraction(50)


def test_the_goal_that_decides_most_comes_first_with_both_cases() -> None:
    """If B is met one of A and C is enough: 1 - 0.1 * 0.8; if it is missed both are needed: 0.9 * 0.2."""
    html = decisive_sheet.draw_sensitivity(find_pivots(SCORE, HALF), TITLES, "50", DA)
    assert rows(html)[1:] == [
        "2 B 33,3 50 pct. 18 pct. 92 pct.",
        "1 A 33,3 90 pct. 10 pct. 60 pct.",
        "3 C 33,3 20 pct. 45 pct. 95 pct.",
    ]


def test_the_bar_runs_from_missed_to_met_and_is_told_in_words() -> None:
    read = Reader(decisive_sheet.draw_sensitivity(find_pivots(SCORE, HALF)[:1], TITLES, "50", DA))
    assert "left:18.0%;width:74.0%" in read.values("style")
    assert "Fra 18 pct., hvis målet ikke opfyldes, til 92 pct., hvis det opfyldes" in [
        str(said).replace("\u00a0", " ") for said in read.values("aria-label")
    ]


def test_without_an_open_goal_there_is_nothing() -> None:
    assert decisive_sheet.draw_sensitivity((), TITLES, "50", DA) == ""
