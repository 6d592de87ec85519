"""The institutions and indicators that plans refer to, and who gives the figures of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from metrics.access import Resource
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import IndicatorHistory
from metrics.plan.institution_history import (
    Histories,
    InstitutionHistory,
    build_history,
    find_area,
    find_resource,
)
from metrics.plan.model import Indicator, Institution, Plan
from metrics.plan.terms import Party, SeriesOwner


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The institutions and the indicators that plans refer to, as they are now.

    What has no history has always been what it is.
    """

    institutions: Mapping[str, Institution]
    indicators: Mapping[SeriesKey, Indicator]
    histories: Histories = field(default_factory=dict)
    indicator_histories: Mapping[SeriesKey, IndicatorHistory] = field(default_factory=dict)

    def find_history(self, key: str) -> InstitutionHistory:
        """Find the history of an institution."""
        return self.histories.get(key) or build_history(self.institutions[key])

    def find_institution(self, key: str, day: date) -> Institution:
        """Find an institution with the name and the ministry area that it had on a day."""
        known, term = self.institutions[key], self.find_history(key).on(day)
        if (known.name, known.ministry_area) == (term.name, term.ministry_area):
            return known
        return known.model_copy(update={"name": term.name, "ministry_area": term.ministry_area})

    def find_indicator(self, key: SeriesKey, day: date) -> Indicator:
        """Find a series with the name and the definition that it had on a day."""
        history = self.indicator_histories.get(key)
        return history.on(day) if history else self.indicators[key]

    def find_names(self, key: SeriesKey) -> set[str]:
        """Find every name that a series has or has had."""
        history = self.indicator_histories.get(key)
        if history is None:
            return {self.indicators[key].name}
        return {history.first.name, *(one.name for one in history.changes if one.name is not None)}

    def find_owner(self, plan: Plan) -> Institution:
        """Find the institution of a plan, called as it was when the plan began."""
        return self.find_institution(plan.institution, plan.start)

    def find_area(self, plan: Plan, as_of: date) -> str:
        """Find the ministry area of a plan on a day: its institution's, on the day of the plan nearest to it."""
        return self.find_area_on(plan.institution, min(max(as_of, plan.start), plan.end))

    def find_area_on(self, key: str, day: date) -> str:
        """Find the ministry area that an institution, or what it had become part of, was in on a day."""
        if key not in self.histories:
            return self.institutions[key].ministry_area
        return find_area(self.histories, key, day)

    def find_resources(self, day: date) -> list[Resource]:
        """Find what permissions to each institution hang on, on a day."""
        every = {key: self.find_history(key) for key in self.institutions}
        return [find_resource(every, key, day) for key in every]


def find_areas(catalogue: Catalogue, plans: Sequence[Plan], as_of: date) -> list[str]:
    """Find the ministry areas that have plans on a day; real ones come before fictional ones."""
    areas = {
        (catalogue.institutions[plan.institution].fictional, catalogue.find_area(plan, as_of))
        for plan in plans
    }
    return [name for _, name in sorted(areas)]


class Giver(NamedTuple):
    """The party that records a figure, and the central source it is fetched from; None where the party gives it."""

    party: Party
    source: str | None = None


INSTITUTION = Giver(Party.INSTITUTION)


def find_giver(plan: Plan, series: SeriesKey, end: date, catalogue: Catalogue) -> Giver:
    """Find who gives a figure that a plan reads: whoever owned its series on the last day of its period.

    What another institution measures can only be recorded by the department, which also fetches what is given
    centrally; where no department stands above the institution, it does so itself.
    """
    indicator = catalogue.find_indicator(series, end)
    own = series[0] == plan.institution
    alone = own and (indicator.owner is SeriesOwner.INSTITUTION or Party.DEPARTMENT not in plan.parties)
    source = indicator.source if indicator.owner is SeriesOwner.CENTRAL else None
    return Giver(Party.INSTITUTION if alone else Party.DEPARTMENT, source)
