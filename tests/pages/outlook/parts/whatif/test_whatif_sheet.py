"""The sheet of a what-if, also where a plan has no total."""

from __future__ import annotations

from fractions import Fraction

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.beliefs import NO_BELIEFS
from metrics.whatif.whatif import Suppositions, suppose
from pages.outlook.parts.whatif import whatif_sheet
from tests.believing import EARLY
from tests.factories import catalogue, facts, goal, milestone, plan
from words.language import Words

DANISH = Words("da")


def test_a_plan_without_a_total_shows_its_counts_and_no_likelihood() -> None:
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")), scoring=Scoring(weights=Weights.NONE))
    found = suppose(of, facts(as_of=EARLY), catalogue(), NO_BELIEFS, Suppositions({"1": Fraction(1)}))
    bars = whatif_sheet.draw_bars(found, DANISH)
    assert bars.count("m-notice") == 2
    assert "1 opfyldt" in bars
    assert whatif_sheet.draw_outcome(found, found, Fraction(80), Fraction(80), DANISH) == ""
