"""What a test reads, as people read it."""

from __future__ import annotations

import pytest

from metrics.periods import Frequency
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Pooled
from metrics.plan.terms import Over
from tests.factories import catalogue, compared, indicator, milestone, number, plan, quarterly, reads
from words.language import Words
from words.readings import write_readings

DA, EN = Words("da"), Words("en")
KNOWN = catalogue(
    quarterly(name="Rettidige"),
    quarterly("other", name="Andre"),
    indicator("year", name="Fravær"),
    indicator("stock", name="Åbne sager", frequency=Frequency.MONTH),
    quarterly("cases", name="Sager"),
)


def said(leaf: Criterion, words: Words = DA) -> list[str]:
    return write_readings(leaf, plan(), KNOWN, words)


def test_four_quarters_of_two_series_made_one_ratio() -> None:
    both = compared(value=Pooled(pooled=(reads(offset=-1), reads("other", offset=-1))))
    assert said(both) == [
        "Læser fire kvartaler, 1.-4. kvartal 2016, af to serier (Rettidige og Andre);"
        " alle tællere deles med alle nævnere",
        "Kan afgøres efter 31. december 2016. Sidste tal skal være der senest 14. april 2017.",
    ]
    assert said(both, EN)[0] == (
        "Reads four quarters, Q1-Q4 2016, of two series (Rettidige and Andre);"
        " all numerators are divided by all denominators"
    )


@pytest.mark.parametrize(
    ("leaf", "first"),
    [
        (compared(value=reads("year")), "Læser ét år, 2017, af serien Fravær"),
        (
            compared(value=reads("year", shift=-1)),
            "Læser ét år, 01.10.2016 – 30.09.2017, af serien Fravær",
        ),
        (
            compared(value=reads("stock", over=Over.MAX)),
            "Læser tolv måneder, januar 2017 – december 2017, af serien Åbne sager; det højeste tal gælder",
        ),
        (
            compared(value=reads("stock", period="2017-12-15")),
            "Læser niveauet på én dag, 15. december 2017, af serien Åbne sager",
        ),
        (
            compared(value=reads(over=Over.WEIGHTED, weight="cases", shift=-1)),
            "Læser fire kvartaler, 4. kvartal 2016 – 3. kvartal 2017, af serien Rettidige;"
            " gennemsnittet gælder, vægtet med Sager",
        ),
    ],
)
def test_each_way_of_reading_has_its_sentence(leaf: Criterion, first: str) -> None:
    assert said(leaf)[0] == first


def test_a_target_that_reads_a_series_says_so_too_and_a_milestone_reads_nothing() -> None:
    own = compared(value=reads("year"), target=reads("year", offset=-1))
    assert said(own)[1] == "Måltallet læser ét år, 2016, af serien Fravær"
    assert (
        said(own)[2]
        == "Kan afgøres efter 31. december 2017. Sidste tal skal være der senest 14. januar 2018."
    )
    assert said(milestone()) == []
    assert said(compared(value=number(1))) == []
