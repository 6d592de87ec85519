"""What a list of cases gives, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from db.cases.case_counting import CountedList
from db.cases.case_source import CaseSource
from metrics.cases.case_figures import CaseFigure, CaseFigures
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Period
from metrics.plan.cases.case_rule import CaseFilter, CasePart, CaseRule
from metrics.plan.cases.rule_versions import RuleTerm
from words.cases.case_lines import write_counted
from words.language import Words

TYPES = CaseFilter(column="type", among=("a",))
RULE = CaseRule(period_by="afgjort", where=(TYPES,), numerator=CasePart(), alone=True)
TERM = RuleTerm(RULE, 1, date(1900, 1, 1), date(2100, 12, 31))
Q1, Q2, Q3, Q4 = (Period.parse(f"2026Q{n}") for n in (1, 2, 3, 4))
Q0 = Period.parse("2025Q4")
GAP = (date(2026, 1, 1), date(2026, 1, 31))
STILL = (date(2026, 3, 2), date(2026, 3, 31))
COUNTED = CountedList(
    CaseSource("mappe", (), 1234, "ab", ("læsmig.txt",)),
    [(CaseFigure(Q1, Decimal(1200), Decimal(1200), None, 1200, 7, GAP, STILL), CaseOrigin(1, 1200, "ab"))],
    [(TERM, CaseFigures([], [Q2], [Q3], 2, 3, [Q4]))],
    [4],
    [Q0],
)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "da",
            [
                "1.234 sager læst fra mappe (SHA-256 ab)",
                "Ikke læst (skjulte filer, mapper og det, der ikke er sagslister): læsmig.txt",
                "Ikke talt, for ingen regel gælder: 4. kvartal 2025",
                "  1. kvartal 2026: 1.200; 1.200 sager, regelversion 1",
                "  1. kvartal 2026: heraf 7 åbne sager, talt som for sene",
                "  1. kvartal 2026: listen har ingen sager fra 1. januar 2026 til 31. januar 2026. "
                "Mangler der en del af listen?",
                "  1. kvartal 2026: ingen sag i listen er afsluttet fra 2. marts 2026 til 31. marts 2026. "
                "Er listen trukket før periodens slutning?",
                "4 sager passer ikke på filtrene i regelversion 1 og er ikke talt med",
                "3 sager er ikke talt med, for de er tomme i en kolonne, der filtreres efter (type)",
                "2 sager har ingen dato i afgjort og hører ikke til nogen periode",
                "Ingen sager i listen fra: 4. kvartal 2026",
                "Offentliggøres ikke, da færre end 10 sager, også som forskel til et tal før, kan pege på personer: "
                "2. kvartal 2026",
                "Ikke registreret, da perioden ikke er slut: 3. kvartal 2026",
            ],
        ),
        (
            "en",
            [
                "1,234 cases read from mappe (SHA-256 ab)",
                "Not read (hidden files, folders and what is no list of cases): læsmig.txt",
                "Not counted, since no rule holds: Q4 2025",
                "  Q1 2026: 1,200; 1,200 cases, rule version 1",
                "  Q1 2026: of these 7 cases are open, and counted as late",
                "  Q1 2026: the list has no cases from 1 January 2026 to 31 January 2026. "
                "Is a part of the list missing?",
                "  Q1 2026: no case in the list ended from 2 March 2026 to 31 March 2026. "
                "Was the list drawn before the end of the period?",
                "4 cases do not fit the filters of rule version 1 and are not counted",
                "3 cases are not counted, since they are empty in a column that is filtered by (type)",
                "2 cases have no date in afgjort and belong to no period",
                "No cases in the list from: Q4 2026",
                "Not published, since fewer than 10 cases, also as the difference from a figure before, "
                "could point to persons: "
                "Q2 2026",
                "Not recorded, since the period has not ended: Q3 2026",
            ],
        ),
    ],
)
def test_every_line(lang: str, lines: list[str]) -> None:
    assert list(write_counted(COUNTED, Words(lang))) == lines
