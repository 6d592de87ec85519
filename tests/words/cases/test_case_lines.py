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
from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.cases.rule_versions import RuleTerm
from words.cases.case_lines import write_counted
from words.language import Words

RULE = CaseRule(period_by="afgjort", numerator=CasePart(), alone=True)
TERM = RuleTerm(RULE, 1, date(1900, 1, 1), date(2100, 12, 31))
Q1, Q2, Q3 = (Period.parse(f"2026Q{n}") for n in (1, 2, 3))
COUNTED = CountedList(
    CaseSource("mappe", (), 1234, "ab", ("læsmig.txt",)),
    [(CaseFigure(Q1, Decimal(1200), Decimal(1200), None, 1200), CaseOrigin(1, 1200, "ab"))],
    [(TERM, CaseFigures([], [Q2], [Q3], 2))],
)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "da",
            [
                "1.234 sager læst fra mappe (SHA-256 ab)",
                "Ikke læst, for det er ikke sagslister: læsmig.txt",
                "  1. kvartal 2026: 1.200; 1.200 sager, regelversion 1",
                "2 sager har ingen dato i afgjort og hører ikke til nogen periode",
                "Offentliggøres ikke, da færre end 10 sager kan pege på personer: 2. kvartal 2026",
                "Ikke registreret, da perioden ikke er slut: 3. kvartal 2026",
            ],
        ),
        (
            "en",
            [
                "1,234 cases read from mappe (SHA-256 ab)",
                "Not read, as they are no lists of cases: læsmig.txt",
                "  Q1 2026: 1,200; 1,200 cases, rule version 1",
                "2 cases have no date in afgjort and belong to no period",
                "Not published, since fewer than 10 cases could point to persons: Q2 2026",
                "Not recorded, since the period has not ended: Q3 2026",
            ],
        ),
    ],
)
def test_every_line(lang: str, lines: list[str]) -> None:
    assert list(write_counted(COUNTED, Words(lang))) == lines
