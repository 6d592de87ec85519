"""Definitions of institutions and indicators: read, with what a plan's file adds to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.clock import read_clock
from db.plans import institution_queries
from db.results.series_queries import select_series
from db.state.owned_rows import select_series_of_owners
from metrics.periods import find_danish_day
from metrics.plan.cases.case_rule import CaseRule, read_rule
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import CHANGED, IndicatorChange, IndicatorHistory
from metrics.plan.model import DocumentResult, Indicator, PlanFile

_CHANGES = (
    select(m.Institution.key, m.Indicator.key, m.IndicatorChangeRow)
    .join(m.Indicator, m.Indicator.id == m.IndicatorChangeRow.indicator_id)
    .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
    .order_by(m.IndicatorChangeRow.id)
)
# The columns stand in the order of the fields of `Indicator`.
_INDICATORS = (
    select(
        *(m.Indicator.key, m.Institution.key, m.Indicator.name, m.Indicator.unit, m.Indicator.decimals),
        *(m.Indicator.better, m.Indicator.frequency, m.Indicator.reports, m.Indicator.only_rises),
        *(m.Indicator.owner, m.Indicator.source, m.Indicator.definition, m.Indicator.cases),
    )
    .join(m.Institution)
    .order_by(m.Indicator.id)
)
_INDICATORS_AND_CHANGES = (
    _INDICATORS.add_columns(m.IndicatorChangeRow)
    .outerjoin(m.IndicatorChangeRow, m.IndicatorChangeRow.indicator_id == m.Indicator.id)
    .order_by(m.IndicatorChangeRow.id)
)


def read_catalogue(
    session: Session,
    today: date | None = None,
    series: Collection[SeriesKey] | None = None,
    *,
    owners: Collection[str] | None = None,
) -> Catalogue:
    """Read every institution and indicator, of these perhaps only some, or those of `owners`; as they are today."""
    first, histories = institution_queries.read_institutions(session)
    indicators, changed = read_indicators(session, series, owners=owners)
    known = Catalogue(first, indicators, histories, changed)
    return show_as_of(known, today or find_danish_day(read_clock()))


def read_indicators(
    session: Session, series: Collection[SeriesKey] | None = None, *, owners: Collection[str] | None = None
) -> tuple[dict[SeriesKey, Indicator], dict[SeriesKey, IndicatorHistory]]:
    """Read the first definitions of series in the order they came, and the histories of those that have changed.

    They are some series, those of some institutions, or all.
    """
    query = select_series_of_owners(select_series(_INDICATORS_AND_CHANGES, series), owners)
    indicators: dict[SeriesKey, Indicator] = {}
    changes: dict[SeriesKey, list[IndicatorChange]] = {}
    for *row, change in session.execute(query):
        key = row[1], row[0]
        indicators[key] = _build_indicator(*row)
        if change is not None:
            changes.setdefault(key, []).append(_make_change(*key, change))
    changed = {key: IndicatorHistory(indicators[key], tuple(own)) for key, own in changes.items()}
    return indicators, changed


def show_as_of(known: Catalogue, day: date) -> Catalogue:
    """Show a catalogue of first definitions with what its institutions and indicators are on a day."""
    return replace(
        known,
        institutions={key: known.find_institution(key, day) for key in known.institutions},
        indicators={key: known.find_indicator(key, day) for key in known.indicators},
    )


def read_indicator_changes(
    session: Session, series: Collection[SeriesKey] | None = None, *, owners: Collection[str] | None = None
) -> list[IndicatorChange]:
    """Read every change of some series, of those of some institutions, or of all, in the order recorded."""
    chosen = select_series_of_owners(select_series(_CHANGES, series), owners)
    return [_make_change(*row) for row in session.execute(chosen)]


def find_affected_institutions(
    plan: PlanFile, new_values: Sequence[DocumentResult], catalogue: Catalogue
) -> set[str]:
    """Find the institutions that a plan's file adds definitions or values to, whoever owns the plan."""
    new = {i.id for i in plan.institutions if i.id not in catalogue.institutions}
    defined = {i.institution for i in plan.indicators if (i.institution, i.id) not in catalogue.indicators}
    return new | defined | {value.institution for value in new_values}


def _make_change(owner: str, key: str, row: m.IndicatorChangeRow) -> IndicatorChange:
    same = ("since", "recorded_at", "reason", *(name for name in CHANGED if name != "cases"))
    said = {name: getattr(row, name) for name in same}
    return IndicatorChange(owner, key, **said, cases=_read_changed_rule(row.cases))


def _read_changed_rule(text: str | None) -> CaseRule | Literal[""] | None:
    return "" if text == "" else read_rule(text)


@lru_cache(maxsize=4096)
def _build_indicator(*values: Any) -> Indicator:
    # A definition never changes, so each process validates it once.
    given = dict(zip(Indicator.model_fields, values, strict=True))
    return Indicator(**{**given, "cases": read_rule(given["cases"])})
