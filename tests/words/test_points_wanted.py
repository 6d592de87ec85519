"""The goals that can be spared for a wanted total, and where that comes from, in sentences of both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Points
from metrics.facts.schema import Event, EventKind
from metrics.score.scoring import score_plan
from metrics.whatif.spare import spare_goals
from metrics.whatif.wanted_total import WantedSource, WantedTotal
from tests.factories import catalogue, facts, goal, milestone, plan
from words.language import Words
from words.points import write_beside, write_missing, write_spare, write_wanted

DA, EN = Words("da"), Words("en")
POSSIBLE, EIGHTY = Fraction(100), Fraction(80)


def spare(slack: int, *stakes: int) -> str:
    names = ("1.3", "2.1", "3.1", "3.2", "4.1", "4.2")
    found = spare_goals(dict(zip(names, map(Fraction, stakes), strict=False)), Fraction(slack), Fraction(80))
    return write_spare(found, POSSIBLE, DA)


@pytest.mark.parametrize(
    ("slack", "stakes", "text"),
    [
        (
            15,
            (10, 60, 15, 15),
            "Mål 2.1 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis ét mål ikke opfyldes: 1.3, 3.1 eller 3.2.",
        ),
        (
            25,
            (10, 60, 15, 20),
            "Mål 2.1 skal opfyldes. Målopfyldelsen er mindst 80 point, også hvis to mål ikke opfyldes: 1.3 og 3.1."
            " Mål 3.2 kan kun undværes, hvis færre end to mål i alt ikke opfyldes.",
        ),
        (
            5,
            (10, 60, 15),
            "Alle mål, der udestår, skal opfyldes, hvis målopfyldelsen skal være mindst 80 point.",
        ),
        (20, (20, 20), "Målopfyldelsen er mindst 80 point, også hvis ét mål ikke opfyldes, uanset hvilket."),
        (
            30,
            (10, 15, 20, 25, 30),
            "Målopfyldelsen er mindst 80 point, også hvis to mål ikke opfyldes: 1.3 og 2.1 eller 1.3 og 3.1."
            " Mål 3.2 og 4.1 kan kun undværes, hvis færre end to mål i alt ikke opfyldes.",
        ),
        (
            30,
            (5, 5, 5, 10, 20, 30),
            "Målopfyldelsen er mindst 80 point, også hvis fire mål ikke opfyldes: 1.3, 2.1, 3.1 og 3.2."
            " Mål 4.1 og 4.2 kan kun undværes, hvis færre end fire mål i alt ikke opfyldes.",
        ),
        (
            19,
            (9, 9, 9, 9, 10, 19),
            "Målopfyldelsen er mindst 80 point, også hvis ét mål ikke opfyldes, uanset hvilket."
            " I nogle kombinationer kan det være op til to mål.",
        ),
        (
            20,
            (10, 25, 20, 10, 10, 10),
            "Mål 2.1 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis to af målene 1.3, 3.2, 4.1 og 4.2 ikke opfyldes."
            " Mål 3.1 kan kun undværes, hvis færre end to mål i alt ikke opfyldes.",
        ),
        (
            30,
            (10, 15, 20, 25, 5, 40),
            "Mål 4.2 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis tre mål ikke opfyldes: 1.3, 2.1 og 4.1."
            " Mål 3.1 og 3.2 kan kun undværes, hvis færre end tre mål i alt ikke opfyldes.",
        ),
        (
            30,
            (10, 14, 16, 20, 50, 60),
            "Mål 4.1 og 4.2 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis to mål ikke opfyldes, fx 1.3 og 2.1 eller"
            " 1.3 og 3.1. Der er fire sådanne kombinationer.",
        ),
        (
            21,
            (9, 9, 10, 10, 12, 22),
            "Mål 4.2 skal opfyldes. Målopfyldelsen kan være mindst 80 point, selv om op til to mål ikke opfyldes."
            " Det afhænger af hvilke.",
        ),
        (
            18,
            (9, 9, 9, 9, 9, 19),
            "Mål 4.2 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis to af målene 1.3, 2.1, 3.1, 3.2 og 4.1 ikke"
            " opfyldes.",
        ),
        (
            25,
            (30, 20, 12, 12, 12, 12),
            "Mål 1.3 skal opfyldes."
            " Målopfyldelsen er mindst 80 point, også hvis to af målene 3.1, 3.2, 4.1 og 4.2 ikke opfyldes."
            " Mål 2.1 kan kun undværes, hvis færre end to mål i alt ikke opfyldes.",
        ),
        (
            -1,
            (9, 9),
            "Målopfyldelsen kan ikke nå 80 point, heller ikke hvis alle mål, der udestår, opfyldes.",
        ),
        (
            18,
            (9, 9),
            "Målopfyldelsen er mindst 80 point, uanset hvad der sker med de mål, der udestår.",
        ),
    ],
)
def test_the_goals_to_spare_in_a_sentence(slack: int, stakes: tuple[int, ...], text: str) -> None:
    assert spare(slack, *stakes) == text


def test_the_sentence_in_english() -> None:
    found = spare_goals({"1.3": Fraction(10), "2.1": Fraction(60), "3.1": Fraction(15)}, Fraction(15), EIGHTY)
    told = "Goal 2.1 has to be met. Fulfilment is at least 80 points even if one goal is not met: 1.3 or 3.1."
    assert write_spare(found, POSSIBLE, EN) == told


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (80, "15 point er opnået. Der mangler 65 af de 75 point, der udestår."),
        (90, "15 point er opnået. Der mangler 75 af de 75 point, der udestår."),
        (91, ""),
        (15, ""),
    ],
)
def test_what_is_missing_is_said_where_it_can_be_reached_and_is_not_secured(wanted: int, text: str) -> None:
    now = Points(Fraction(15), Fraction(75), Fraction(10))
    assert write_missing(now, Fraction(wanted), DA) == text


def test_goals_met_already_and_goals_outside_the_total_are_named_beside_it() -> None:
    of = plan(
        goal("1", milestone("1.1")),
        goal("2", milestone("2.1")),
        goal("3", milestone("3.1"), withdrawn=date(2017, 1, 1)),
    )
    met = Event(of.id, "1.1", EventKind.MET, date(2017, 2, 1))
    score = score_plan(of, facts(met, as_of=date(2017, 3, 1)), catalogue())
    assert write_beside(score, DA) == "Allerede opfyldt: mål 1. Påvirker ikke længere målopfyldelsen: mål 3."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (WantedSource.SCALE, "80 point: planens skala"),
        (WantedSource.PAY, "80 point: planens mindstekrav for resultatløn"),
        (WantedSource.NEXT, "80 point: det nærmeste mulige resultat over det forventede"),
        (WantedSource.AREA, "80 point: ministerområdets grænse"),
        (WantedSource.READER, ""),
    ],
)
def test_where_a_wanted_total_comes_from(source: WantedSource, text: str) -> None:
    assert write_wanted(WantedTotal(EIGHTY, source), POSSIBLE, DA) == text
