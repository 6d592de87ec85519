"""What one goal means: as things are, with it met and with it missed, by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.whatif.prospects import Prospects, find_prospects
from pages.outlook.parts.whatif import missed_sheet
from tests.believing import believing, milestones, scored_with
from tests.pages.drawing import DA, plain, rows


def prospects(*chances: float | None) -> Prospects:
    found = find_prospects(scored_with(milestones(len(chances)), believing(*chances)))
    assert found is not None
    return found


def test_the_sentence_has_the_total_and_its_likelihood_beside_those_of_now() -> None:
    """Two goals of 50 points, met with 90 and 50 pct.: 70 points are expected, and 20 less without the second."""
    html = missed_sheet.draw_missed(
        "2", prospects(0.9, 0.5), prospects(0.9, 1.0), prospects(0.9, 0.0), Fraction(80), DA
    )
    sentence, *_ = plain(html).split(" Målopfyldelsen, hvis")
    assert sentence.strip() == (
        "Hvis mål 2 ikke opfyldes, er den forventede målopfyldelse 45 point (nu 70), og sandsynligheden for"
        " mindst 80 point er under 1 pct. (nu 45 pct.)."
    )
    assert rows(html)[1:] == [
        "Som nu 70 45 pct.",
        "Mål 2 opfyldes 95 90 pct.",
        "Mål 2 opfyldes ikke 45 under 1 pct.",
    ]


def test_while_a_goal_has_no_forecast_the_cases_are_bounds() -> None:
    html = missed_sheet.draw_missed(
        "1", prospects(0.5, None), prospects(1.0, None), prospects(0.0, None), Fraction(80), DA
    )
    assert rows(html)[1] == "Som nu 25 til 75 0 pct. til 50 pct."


def test_the_points_at_stake_and_the_highest_total_without_them_are_told() -> None:
    score = scored_with(milestones(4), believing(0.9, 0.5, 0.5, 0.5))
    goal = score.goal("2")
    without = Points(Fraction(0), Fraction(75), Fraction(25))
    assert plain(missed_sheet.draw_stake(goal, without, DA)) == (
        "Der står 25 point på spil. Opfyldes mål 2 ikke yderligere, kan målopfyldelsen højst blive 75 point."
    )
    partly = replace(goal, points=Points(Fraction(5), Fraction(10), Fraction(0)))
    assert "10 af målets 15 point står på spil. 5 er opnået." in plain(
        missed_sheet.draw_stake(partly, without, DA)
    )
