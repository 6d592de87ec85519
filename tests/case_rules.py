"""Rules for counting cases of all shapes, for the laws of the plan file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from metrics.plan.cases.case_rule import CaseFilter, CaseLength, CaseLimit, CasePart, CaseRule


def case_rules() -> st.SearchStrategy[CaseRule]:
    """Rules whose columns are each of one kind."""
    filters = st.sampled_from(
        [
            CaseFilter(column="Sagstype", among=("klage", "§ 7")),
            CaseFilter(column="timer", at_least=Decimal("0.50")),
            CaseFilter(column="modtaget", since=date(2017, 1, 1), until=date(2017, 12, 31)),
            CaseFilter(column="note", empty=False),
        ]
    )
    limits = st.builds(
        CaseLimit, start=st.just("modtaget"), end=st.just("afgjort"), months=st.integers(0, 9)
    ) | st.just(CaseLimit(end="afgjort", due="frist"))
    parts = st.builds(
        CasePart,
        where=st.lists(filters, max_size=2).map(tuple),
        within=st.none() | limits,
        sum=st.sampled_from([None, "timer"]),
    )
    late = st.builds(
        CaseRule,
        period_by=st.just("modtaget"),
        period_after=st.builds(CaseLength, months=st.just(5)),
        numerator=st.just(CasePart(within=CaseLimit(start="modtaget", end="afgjort", months=5))),
        open_is_late=st.just(value=True),
    )
    return late | st.builds(
        CaseRule,
        period_by=st.just("afgjort"),
        where=st.lists(filters, max_size=2).map(tuple),
        exempt=st.lists(filters, max_size=1).map(tuple),
        numerator=parts,
        denominator=parts,
        alone=st.booleans(),
        smallest=st.integers(1, 20),
    )
