"""Figures counted from cases, as somebody tries to record them for the matrix of roles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.cases import case_commands
from db.cases.case_commands import CaseImport
from db.cases.case_counting import CountedList
from db.cases.case_source import CaseSource
from db.plans import indicator_commands
from metrics.cases.case_figures import CaseFigure
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Period
from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.indicator_history import IndicatorChange
from tests.preparations import AfterAnother

RULE = CaseRule(period_by="day", numerator=CasePart(sum="days"), alone=True)
DIGEST = "0" * 64


def count_cases(owner: str) -> AfterAnother:
    """Record what was counted, once a rule says how."""
    series = (owner, "sygefravaer")
    period = Period.parse("2018-10/2019-09" if owner == "cpr" else "2016Q1")

    def give_rule(session: Session) -> None:
        now = datetime.now(UTC)
        change = IndicatorChange(*series, date(2015, 1, 1), now, "Ny optælling", cases=RULE)
        indicator_commands.change_indicator(session, change)

    def record(session: Session) -> object:
        _, terms = case_commands.read_case_rules(session, series)
        figure = CaseFigure(period, Decimal(9), Decimal(12), None, 12)
        origin = CaseOrigin(terms[0].version, 12, DIGEST)
        counted = CountedList(CaseSource("x.csv", (), 12, DIGEST), [(figure, origin)])
        return case_commands.record_cases(session, CaseImport(series, counted, terms), datetime.now(UTC))

    return AfterAnother(give_rule, record)
