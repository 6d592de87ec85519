"""The sections of what is recorded of institutions, each read by itself and split by institution."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.directions import document_queries
from db.plans import decision_queries, definitions, plan_queries, settlement_queries
from db.plans.agreement import proposal_queries
from db.reports import report_queries
from db.results import result_queries
from db.state.owned_rows import select_of_owners
from metrics.facts.fact_history import FactHistory
from metrics.facts.schema import EVENTS, OBSERVATIONS, conform
from metrics.plan.catalogue import Catalogue

BUILT_TOGETHER = 20
"""Of how many institutions the values become observations at a time."""
Row = TypeVar("Row")
Key = TypeVar("Key")
NO_ROWS = conform([], OBSERVATIONS)
NO_EVENTS = conform([], EVENTS)
Fields = Iterator[tuple[str, Mapping[str, Any]]]
"""Names of fields of a part, or of what is recorded in it, with what each institution has of them."""


class PartSection(StrEnum):
    """What of an institution's part is read together."""

    PLANS = "plans"
    SERIES = "series"
    VALUES = "values"
    SAID = "said"
    DECISIONS = "decisions"
    BREAKS = "breaks"
    SETTLEMENTS = "settlements"
    REPORTS = "reports"
    PROPOSALS = "proposals"


@dataclass(frozen=True)
class SectionReader:
    """Reads sections of some institutions, or of all, with their series as they are on a day."""

    session: Session
    day: date
    owners: Collection[str] | None = None

    def read(self, section: PartSection) -> Fields:
        """Read a section."""
        match section:
            case PartSection.PLANS:
                return self._read_plans()
            case PartSection.SERIES:
                return self._read_series()
            case PartSection.VALUES:
                return self._read_values()
            case PartSection.SAID:
                return self._read_said()
            case PartSection.PROPOSALS:
                return self._read_proposals()
            case _:
                return self._read_recorded(section)

    @cached_property
    def _of_plan(self) -> dict[str, str]:
        """Whose each plan of any kind is."""
        query = select(m.Plan.key, m.Institution.key.label("owner")).join(
            m.Institution, m.Institution.id == m.Plan.institution_id
        )
        return {row.key: row.owner for row in self.session.execute(select_of_owners(query, self.owners))}

    def _read_plans(self) -> Fields:
        """Read the versions of yearly plans, of development plans and of plans of duties."""
        versions = plan_queries.read_versions(self.session, self.owners)
        yield "versions", _group(versions, lambda one: one.plan.institution)
        directions, duties = document_queries.read_all_versions(self.session, self.owners)
        yield "directions", _group(directions, lambda one: one.document.institution)
        yield "duties", _group(duties, lambda one: one.document.institution)

    def _read_series(self) -> Fields:
        indicators, histories = definitions.read_indicators(self.session, owners=self.owners)
        shown = definitions.show_as_of(Catalogue({}, indicators, {}, histories), self.day).indicators
        yield "indicators", _split(shown, lambda key: key[0])
        yield "indicator_histories", _split(histories, lambda key: key[0])

    def _read_values(self) -> Fields:
        frames = _slice_by_owner(result_queries.read_observations(self.session, owners=self.owners))
        yield "observations", frames
        # What is needed to build all histories at once, the process would keep.
        some = (pl.concat(batch) for batch in _batch([*frames.values()]))
        rows = (row for frame in some for row in FactHistory.of(frame, NO_EVENTS).observations)
        yield "recorded.observations", _group(rows, lambda row: row[0][0])

    def _read_said(self) -> Fields:
        """Read what was said of criteria, and of the initiatives and duties of other documents."""
        history = FactHistory.of(NO_ROWS, result_queries.read_events(self.session, owners=self.owners))
        yield "recorded.said", _group(history.said, lambda row: self._of_plan[row[0][0]])
        yield "recorded.numbers", _group(history.numbers, lambda row: self._of_plan[row[0][0]])
        progress, reports = document_queries.read_all_statements(self.session, self.owners)
        for name, told in (("progress", progress), ("duty_reports", reports)):
            yield name, _group(told, lambda one: self._of_plan[one.plan])

    def _read_proposals(self) -> Fields:
        plans = None if self.owners is None else self._of_plan
        standing, ended = proposal_queries.read_newest(self.session, plans)
        yield "proposals", _split(standing, self._of_plan.__getitem__)
        yield "ended", _split(ended, self._of_plan.__getitem__)

    def _read_recorded(self, section: PartSection) -> Fields:
        """Read what is recorded in sections of one table each."""
        session, owners = self.session, self.owners
        rows: Iterable[Any]
        match section:
            case PartSection.DECISIONS:
                rows = decision_queries.read_decisions(session, owners=owners)
            case PartSection.SETTLEMENTS:
                rows = settlement_queries.read_settlements(session, owners=owners)
            case PartSection.REPORTS:
                rows = report_queries.read_report_acts(session, owners=owners)
            case _:
                breaks = result_queries.read_breaks(session, owners=owners)
                yield "recorded.breaks", _group(breaks, lambda one: one.institution)
                return
        yield f"recorded.{section}", _group(rows, lambda one: self._of_plan[one.plan])


def _slice_by_owner(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Slice a frame by institution: unlike parts with memory of their own, slices of one frame cost next to none."""
    ordered, found, begin = frame.sort("institution", maintain_order=True), {}, 0
    for count, key in ordered["institution"].rle().struct.unnest().iter_rows():
        found[key] = ordered.slice(begin, count)
        begin += count
    return found


def _batch(frames: Sequence[pl.DataFrame]) -> Iterator[Sequence[pl.DataFrame]]:
    for begin in range(0, len(frames), BUILT_TOGETHER):
        yield frames[begin : begin + BUILT_TOGETHER]


def _group(rows: Iterable[Row], find_owner: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(find_owner(row), []).append(row)
    return {key: tuple(own) for key, own in found.items()}


def _split(held: Mapping[Key, Row], find_owner: Callable[[Key], str]) -> dict[str, dict[Key, Row]]:
    found: dict[str, dict[Key, Row]] = {}
    for key, one in held.items():
        found.setdefault(find_owner(key), {})[key] = one
    return found
