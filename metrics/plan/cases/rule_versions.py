"""The rules by which a series has been counted, day by day, each with the number of its version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import IndicatorHistory
from metrics.plan.terms import FIRST_DAY, LAST_DAY


class RuleTerm(NamedTuple):
    """A rule, the number of its version among all of its series, and the first and last day on which it holds."""

    rule: CaseRule
    version: int
    start: date
    end: date


def select_terms(terms: Iterable[RuleTerm], since: date) -> list[RuleTerm]:
    """Select the rules that hold from a day on."""
    return [term._replace(start=max(term.start, since)) for term in terms if term.end >= since]


def find_rules(series: SeriesKey, catalogue: Catalogue) -> list[RuleTerm]:
    """Find the rules of a series in the order of their days; none where it is not counted from cases."""
    history = catalogue.indicator_histories.get(series) or IndicatorHistory(catalogue.indicators[series])
    told = [change for change in history.changes if change.cases is not None]
    first = 2 if history.first.cases else 1
    versions = {id(change): number for number, change in enumerate(told, first)}
    starts = sorted({FIRST_DAY, *(change.since for change in told)})
    ends = [later - timedelta(days=1) for _, later in pairwise(starts)]
    found = []
    for start, end in zip(starts, [*ends, LAST_DAY], strict=True):
        holding = [change for change in sorted(told, key=lambda one: one.since) if change.since <= start]
        rule = history.on(start).cases
        if rule is not None:
            found.append(RuleTerm(rule, versions[id(holding[-1])] if holding else 1, start, end))
    return found
