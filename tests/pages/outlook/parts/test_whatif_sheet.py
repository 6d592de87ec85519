"""The sheet of a what-if where a plan has no total, and columns that never reach across the points wanted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.beliefs import NONE
from metrics.whatif.prospects import Prospects
from metrics.whatif.whatif import Suppositions, suppose
from pages.outlook.parts import whatif_sheet
from tests.believing import EARLY
from tests.factories import catalogue, facts, goal, milestone, plan
from words.language import Words

DANISH = Words("da")


def test_a_plan_without_a_total_shows_its_counts_and_no_likelihood() -> None:
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")), scoring=Scoring(weights=Weights.NONE))
    found = suppose(of, facts(as_of=EARLY), catalogue(), NONE, Suppositions({"1": Fraction(1)}))
    bars = whatif_sheet.draw_bars(found, DANISH)
    assert bars.count("m-notice") == 2
    assert "1 opfyldt" in bars
    assert whatif_sheet.draw_outcome(found, found, Fraction(80), DANISH) == ""
    named = whatif_sheet.draw_goal(
        found.official.goals[0], Fraction(100), of, DANISH, lambda *_, **__: "/maal"
    )
    assert "0 point" not in named


@pytest.mark.parametrize("wanted", [0, 37, 50, 80, 100])
def test_many_totals_are_gathered_and_none_across_the_points_wanted(wanted: int) -> None:
    total = Outcome.forecast({Fraction(n, 400): 1 / 401 for n in range(401)})
    columns = whatif_sheet.group_totals(Prospects(Fraction(100), total, total, total), Fraction(wanted))
    assert 20 < len(columns) <= whatif_sheet.MOST_COLUMNS
    assert sum(p for _, _, p in columns) == pytest.approx(1)
    assert not [column for column in columns if column[0] < wanted <= column[1]]
