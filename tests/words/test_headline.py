"""A plan's headline, and how many institutions end below, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.scoring import Score, score_plan
from metrics.status import Status
from metrics.whatif.department import LikelyCount
from metrics.whatif.headline import Headline, find_headline
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, event, facts
from words.headline import (
    write_behind,
    write_below,
    write_between,
    write_change,
    write_figure,
    write_headline,
    write_since,
)
from words.language import Words

DA, EN = Words("da"), Words("en")
EIGHTY, AFTER = Fraction(80), date(2018, 1, 20)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def headline(*chances: float | None, before: Score | None = None, **changes: object) -> Headline:
    return find_headline(
        scored_with(milestones(len(chances), **changes), believing(*chances)), EIGHTY, before
    )


def on(day: date, *verdicts: str) -> Headline:
    """Goals judged in turn, as of a day; the rest are even."""
    said = (event(f"{n}.1", kind, on=EARLY) for n, kind in enumerate(verdicts, 1))
    beliefs = believing(0.5, 0.5, 0.5, 0.5)
    return find_headline(
        score_plan(milestones(4), facts(*said, as_of=day), catalogue(), beliefs=beliefs), EIGHTY
    )


@pytest.mark.parametrize(
    ("found", "danish", "english"),
    [
        (headline(0.98, 0.5), ("74", "af 100 point forventet"), ("74", "of 100 points expected")),
        (
            on(EARLY, "met", "met", "met", "not_met"),
            ("75", "af 100 point opnået"),
            ("75", "of 100 points earned"),
        ),
        (
            on(AFTER, "met"),
            ("75", "af 100 point mangler endelig opgørelse"),
            ("75", "of 100 points lack a final settlement"),
        ),
    ],
)
def test_the_figure_is_what_is_expected_earned_or_not_settled(
    found: Headline, danish: tuple[str, str], english: tuple[str, str]
) -> None:
    assert tuple(map(plain, write_figure(found, DA))) == danish
    assert tuple(map(plain, write_figure(found, EN))) == english


def test_a_plan_without_a_total_has_no_figure() -> None:
    figure, said = write_figure(headline(0.5, 0.5, scoring=Scoring(weights=Weights.NONE)), DA)
    assert figure == ""
    assert said


def test_an_interval_has_a_dash_and_bounds_are_said_to_be_bounds() -> None:
    assert write_between(headline(0.98, 0.5), DA) == "50–100"
    bounds = headline(0.8, 0.5, None)
    assert plain(write_between(bounds, DA)) == "mellem 43 og 77"
    assert plain(write_between(bounds, EN)) == "between 43 and 77"
    assert write_between(on(AFTER, "met"), DA) == ""


@pytest.mark.parametrize(
    ("then", "said"),
    [(0.7, "▼ 10"), (0.3, "▲ 10"), (0.5, "uændret"), (0.504, "▼ 0,2"), (0.501, "uændret"), (None, "")],
)
def test_a_change_is_a_sign_and_points_and_a_trifle_is_none(then: float | None, said: str) -> None:
    before = scored_with(milestones(2), believing(0.98, then))
    assert plain(write_change(headline(0.98, 0.5, before=before), DA)) == said


def test_the_report_that_a_change_is_counted_from_is_named() -> None:
    assert write_since(date(2026, 10, 14), DA) == "siden seneste kvartalsrapport (14.10.2026)"


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2017, 7, 20), "2 af 4 mål mangler indberetning"),
        (AFTER, "2 af 4 mål mangler endelig opgørelse"),
    ],
)
def test_behind_the_figure_are_the_points_lost_and_the_goals_late_or_awaiting(day: date, late: str) -> None:
    """Two of the milestones of June are late, and one that was claimed awaits the department."""
    found = on(day, "not_met", "claimed")
    assert list(map(plain, write_behind(found, DA))) == [
        "25 point er tabt",
        late,
        "1 af 4 mål afventer departementet",
    ]
    numbers = DA.list(found.list_goals(Status.OVERDUE_DATA))
    assert plain(write_behind(found, DA, named=True)[1]) == f"{late}: {numbers}"
    assert len(write_behind(found, EN)) == 3
    assert write_behind(headline(0.98, 0.5), DA) == []


def test_the_headline_is_sentences() -> None:
    assert plain(write_headline(headline(0.98, 0.5), "Registerstyrelsen", DA)) == (
        "Registerstyrelsen: 74 af 100 point forventet (50–100)."
    )
    assert plain(write_headline(on(EARLY, "not_met"), "Agency", EN)).startswith(
        "Agency: 38 of 100 points expected ("
    )


@pytest.mark.parametrize(
    ("found", "among", "danish"),
    [
        (
            LikelyCount(2, 3, 0.86),
            3,
            "2–3 af 3 institutioner forventes at ende under 80 point (sandsynlighed 86 pct.)",
        ),
        (
            LikelyCount(0, 0, 0.9),
            2,
            "0 af 2 institutioner forventes at ende under 80 point (sandsynlighed 90 pct.)",
        ),
        (
            LikelyCount(1, 1, 0.95),
            1,
            "1 af 1 institution forventes at ende under 80 point (sandsynlighed 95 pct.)",
        ),
    ],
)
def test_how_many_end_below_is_a_range_or_a_number_with_its_likelihood(
    found: LikelyCount, among: int, danish: str
) -> None:
    assert plain(" ".join(write_below(found, among, EIGHTY, DA))) == danish
    assert plain(write_below(found, among, EIGHTY, EN)[0])
