"""A goal above its controls, and the target's mark below a slider."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.beliefs import NO_BELIEFS
from metrics.whatif.whatif import Suppositions, suppose
from pages.outlook.parts.whatif import whatif_goal_sheet
from pages.outlook.parts.whatif.whatif_goal import SliderScale, SupposedMode
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, facts, goal, indicator, milestone, plan, scored
from tests.pages.drawing import DA, Reader, plain, writer

HUNDRED = Fraction(100)


def test_a_goal_has_its_weight_status_and_likelihood() -> None:
    score = scored_with(milestones(2), believing(0.9, None))
    known, silent = (
        plain(whatif_goal_sheet.draw_goal(one, SupposedMode.NOW, HUNDRED, score.plan, writer()))
        for one in score.goals
    )
    assert "50 point" in known
    assert "90 pct." in known
    assert silent.endswith("50 point · sandsynligheden kendes ikke")


def test_a_plan_without_a_total_gives_its_goals_no_points() -> None:
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")), scoring=Scoring(weights=Weights.NONE))
    found = suppose(of, facts(as_of=EARLY), catalogue(), NO_BELIEFS, Suppositions({"1": Fraction(1)}))
    named = whatif_goal_sheet.draw_goal(found.official.goals[0], SupposedMode.NOW, HUNDRED, of, writer())
    assert "0 point" not in named


def test_a_control_is_labelled_by_its_criterion_and_target() -> None:
    of = plan()
    (leaf,) = scored(of).goals[0].leaves()
    label = whatif_goal_sheet.write_control_label(leaf, of, writer())
    assert label.replace("\u00a0", " ") == "1.1 1.1 (mindst 90 pct.)"


SHARE = indicator("share")


def test_the_target_and_the_forecasts_interval_are_marked_at_their_places_on_the_slider() -> None:
    values = (Decimal(0), Decimal(25), Decimal(100))
    scale = SliderScale(values, Decimal(25), Decimal(0), (Fraction(10), Fraction(85)))
    read = Reader(whatif_goal_sheet.draw_scale(scale, "Ikke sat.", SHARE, DA))
    assert read.values("style") == [
        "left:20.0%;width:70.0%",
        "left:50.0%",
        "left:50.0%;transform:translateX(-50.0%)",
    ]
    told = "måltal 25 pct.Ikke sat. Prognose 10,0 pct.–85,0 pct. (90 pct.-interval)."
    assert read.text.replace("\u00a0", " ") == told


def test_without_a_target_or_a_forecast_there_is_no_mark() -> None:
    scale = SliderScale((Decimal(0), Decimal(1)), None, Decimal(0))
    assert Reader(whatif_goal_sheet.draw_scale(scale, "", SHARE, DA)).tags == ["div", "div", "p"]


def test_the_heading_is_one() -> None:
    assert Reader(whatif_goal_sheet.draw_heading(DA)).tags == ["h2"]
