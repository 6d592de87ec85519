"""A plan's headline as HTML: the figure, its bar, and what is behind it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.scoring import Score, score_plan
from metrics.whatif.headline import Headline, find_headline
from pages.ui.draw.headline import draw_headline, draw_total_bar
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, event, facts
from tests.pages.drawing import DA, EN, Reader, plain

EIGHTY, REPORT = Fraction(80), date(2017, 1, 14)


def expected(*chances: float | None, before: Score | None = None, **changes: object) -> Headline:
    return find_headline(
        scored_with(milestones(len(chances), **changes), believing(*chances)), EIGHTY, before
    )


def decided() -> Headline:
    """Two of four goals are met, one is not, and one is open with an even chance."""
    said = (event(f"{n}.1", kind, on=EARLY) for n, kind in enumerate(("met", "met", "not_met"), 1))
    beliefs = believing(None, None, None, 0.5)
    score = score_plan(milestones(4), facts(*said, as_of=EARLY), catalogue(), beliefs=beliefs)
    return find_headline(score, EIGHTY)


def test_one_figure_comes_first_then_its_interval_and_what_has_moved_it() -> None:
    before = scored_with(milestones(2), believing(0.98, 0.7))
    html = draw_headline(expected(0.98, 0.5, before=before), REPORT, DA)
    assert plain(html).startswith(
        "74 af 100 point forventet 90 pct.-interval 50–100 · ▼ 10 siden seneste kvartalsrapport (14.01.2017) "
        "Opnået 0 Udestår 100 Tabt 0 Streg: ministerområdets grænse, 80 point."
    )
    english = plain(draw_headline(expected(0.98, 0.5, before=before), REPORT, EN))
    assert "since the latest quarterly report" in english


def test_without_an_earlier_report_nothing_is_said_of_a_change() -> None:
    assert "siden" not in plain(draw_headline(expected(0.98, 0.5), None, DA))


def test_the_bar_draws_what_is_secured_and_lost_the_interval_its_mean_and_what_is_enough() -> None:
    """Of 100 points 50 are secured and 25 lost; the last 25 are even, so 62.5 are expected."""
    found = Reader(draw_total_bar(decided(), DA))
    assert found.values("class") == [
        "m-total-bar",
        "m-secured",
        "m-lost",
        "m-interval",
        "m-mean",
        "m-enough-at",
    ]
    assert found.values("style") == [
        "left:0.00%;width:50.00%",
        "left:75.00%;width:25.00%",
        "left:50.00%;width:25.00%",
        "left:62.50%",
        "left:80.00%",
    ]


def test_the_bar_says_in_words_what_it_draws() -> None:
    (said,) = Reader(draw_total_bar(decided(), DA)).values("aria-label")
    assert said == (
        "63 af 100 point forventet. Af 100 point er 50 opnået, 25 udestår, og 25 er tabt. "
        "Streg: ministerområdets grænse, 80 point."
    )


def test_a_settled_total_and_one_without_a_forecast_have_no_interval() -> None:
    said = (event("1.1"), event("2.1"))
    settled = find_headline(score_plan(milestones(2), facts(*said), catalogue()), EIGHTY)
    assert plain(draw_headline(settled, None, DA)).startswith("100 af 100 point opnået Opnået 100")
    for found in (settled, expected(0.5, None)):
        assert "m-interval" not in draw_total_bar(found, DA)


@pytest.mark.parametrize("words", [DA, EN])
def test_a_plan_without_a_total_has_no_bar(words: object) -> None:
    html = draw_headline(
        expected(0.5, scoring=Scoring(weights=Weights.NONE)), None, EN if words is EN else DA
    )
    assert "m-total-bar" not in html
