"""Whose word it is: the institution claims and expects, a verdict is whoever gives it, a figure the series' owner."""

from __future__ import annotations

from metrics.facts.schema import Event, Result
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.terms import Party, SeriesOwner


def find_speaker(event: Event, plan: Plan) -> Party:
    """Find the party to a plan whose word an event is; the institution's where no department stands above it."""
    if event.kind.sort != "verdict" or Party.DEPARTMENT not in plan.parties:
        return Party.INSTITUTION
    assessed = next((leaf.assessed for leaf in plan.leaves() if leaf.number == event.criterion), None)
    return assessed.by if assessed else Party.DEPARTMENT


def find_figure_speaker(result: Result, catalogue: Catalogue) -> Party:
    """Find the party whose word a figure is; the department also brings what a central source gives."""
    series = (result.institution, result.indicator)
    owner = catalogue.find_indicator(series, Period.parse(result.period).end).owner
    return Party.INSTITUTION if owner is SeriesOwner.INSTITUTION else Party.DEPARTMENT
