"""The facts of an explanation, by hand, in both languages."""

from __future__ import annotations

from metrics.facts.schema import Result
from tests.factories import catalogue, compared, goal, milestone, over, plan, quarterly, result
from tests.reporting import checked, on
from words.language import Words
from words.reports.report_line import name_line, write_line_facts

LINE = "figure:share:2017Q2"
PLAN = plan(goal("1", compared("1.1", over("pooled"))), goal("2", milestone("2.1", on("2017-06-30"))))


def write(top: str, *told: Result, lang: str = "da") -> list[str]:
    found = checked(PLAN, {LINE: {"numerator": top, "denominator": "100"}}, *told)
    (line,) = [line for line in found.lines if line.key == LINE]
    facts = write_line_facts(line, found.facts[LINE], PLAN, catalogue(quarterly()), Words(lang))
    return [fact.replace("\xa0", " ") for fact in facts]


def of(period: str, top: int) -> Result:
    return result(period, of=(top, 100))


def test_the_facts_say_what_the_numbers_say() -> None:
    assert write("85", of("2016Q2", 92), of("2017Q1", 94)) == [
        "2. kvartal 2017: 85,0 pct.",
        "Samme periode året før: 92,0 pct.",
        "9,0 procentpoint lavere end 1. kvartal 2017",
        "1.1: indtil nu 89,5 pct. (mindst 90 pct.); måltallet nås foreløbig ikke",
    ]


def test_a_correction_says_from_what_to_what_and_english_is_complete() -> None:
    assert write("95", of("2017Q2", 96), of("2017Q1", 95), lang="en") == [
        "Q2 2017: 95.0%",
        "Corrected from 96.0% to 95.0%",
        "The same as Q1 2017",
        "1.1: 95.0% so far (at least 90%)",
    ]


def test_a_line_is_named_by_what_it_asks_for() -> None:
    names = [name_line(line, PLAN, Words("da")) for line in checked(PLAN, {}).lines]
    assert names == [
        "share, 1. kvartal 2017",
        "share, 2. kvartal 2017",
        "2.1 2.1",
        "Mål 1 1: forventning",
        "1.1 1.1: forventet årsresultat",
        "Mål 2 2: forventning",
        "Institutionens bemærkninger",
    ]
