"""What a series has been called, how it has been defined and who has given its figures, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from metrics.errors import Problem
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import SeriesOwner, find_text_problems

CORRECTED = ("unit", "decimals", "better", "frequency", "reports", "only_rises")
"""What makes a series what it is: it can be corrected for all time, but not be another from a day on."""
EMPTIED = ("definition", "source", "cases")
"""What a change may take away: an empty text is none."""
CHANGED = ("name", "definition", "owner", "source", "cases", *CORRECTED)


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """A new name, definition or owner of a series from a day on, or a correction for all time.

    What is None is not changed; a definition, source or rule that is an empty text is none. Of the changes of one thing
    from one day, the one recorded last counts.
    """

    institution: str
    indicator: str
    since: date
    recorded_at: datetime
    reason: str
    name: str | None = None
    definition: str | None = None
    unit: str | None = None
    decimals: int | None = None
    better: str | None = None
    frequency: str | None = None
    reports: str | None = None
    only_rises: bool | None = None
    owner: str | None = None
    source: str | None = None
    cases: CaseRule | Literal[""] | None = None

    @property
    def series(self) -> SeriesKey:
        """The key of the series."""
        return self.institution, self.indicator

    def said(self) -> dict[str, Any]:
        """Return what is changed, by the names of the fields of an indicator."""
        values = {name: getattr(self, name) for name in CHANGED}
        return {name: value for name, value in values.items() if value is not None}

    def holds_in(self, held: Indicator) -> bool:
        """Whether a series already is what the change says."""
        return all(getattr(held, name) == value for name, value in self.said().items())


@dataclass(frozen=True, slots=True)
class IndicatorHistory:
    """A series as it was to begin with, and its changes in the order recorded."""

    first: Indicator
    changes: tuple[IndicatorChange, ...] = ()

    def on(self, day: date) -> Indicator:
        """Return the series with the name and definition in force on a day."""
        values: dict[str, Any] = {}
        # Sorting keeps the order of recording within a day, so that what was recorded last counts.
        for change in sorted(self.changes, key=lambda one: one.since):
            if change.since <= day:
                values |= change.said()
        if not values:
            return self.first
        values |= {name: None for name in EMPTIED if values.get(name) == ""}
        return Indicator(**{**self.first.model_dump(), **values})


def find_indicator_problems(
    change: IndicatorChange, known: Mapping[SeriesKey, Indicator]
) -> Iterator[Problem]:
    """Find what is wrong with a change: an unknown series, an empty text, or a central source without a name."""
    yield from find_text_problems(change.reason, "reason")
    texts = {"name": change.name, "definition": change.definition, "source": change.source}
    for place, text in texts.items():
        if text is not None:
            yield from find_text_problems(text, place)
    if change.owner == SeriesOwner.CENTRAL and change.source is None:
        yield Problem("central_source_unnamed", "source")
    owners = sorted({owner for owner, _ in known})
    if change.institution not in owners:
        yield Problem("institution_unknown", "institution", {"key": change.institution, "allowed": owners})
    elif change.series not in known:
        allowed = sorted(key for owner, key in known if owner == change.institution)
        params: dict[str, object] = {"key": change.indicator, "institution": change.institution}
        yield Problem("indicator_unknown", "indicator", {**params, "allowed": allowed})
