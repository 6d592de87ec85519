"""Everything recorded of one institution, as one part of the whole, of which what has changed is read anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import polars as pl
from sqlalchemy.orm import Session

from db.state.newest_rows import DataVersion
from db.state.part_sections import NO_ROWS, PartSection, SectionReader
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.fact_history import FactHistory
from metrics.plan.drafting.proposals import EndedProposal, Proposal
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import IndicatorHistory
from metrics.plan.model import Indicator
from metrics.plan.versions import PlanVersion

NOTHING_RECORDED = FactHistory((), (), (), ())
EVERY_SECTION = frozenset(PartSection)
_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class InstitutionPart:
    """What is recorded of one institution. Two are the same if, and only if, they are one object."""

    institution: str
    versions: tuple[PlanVersion, ...] = ()
    """Every version of its plans: plans by year, each plan's versions oldest first."""
    indicators: Mapping[SeriesKey, Indicator] = field(default_factory=dict)
    """Its series as they are on the day it was read."""
    indicator_histories: Mapping[SeriesKey, IndicatorHistory] = field(default_factory=dict)
    observations: pl.DataFrame = field(default_factory=lambda: NO_ROWS)
    recorded: FactHistory = NOTHING_RECORDED
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    ended: Mapping[str, EndedProposal] = field(default_factory=dict)
    directions: tuple[DirectionVersion, ...] = ()
    progress: tuple[StepEvent, ...] = ()
    duties: tuple[DocumentVersion[DutyPlan], ...] = ()
    duty_reports: tuple[StepEvent, ...] = ()
    reads: frozenset[str] = frozenset()
    """The institutions whose series its plans read, or ever read, itself among them."""
    rows: DataVersion = ()
    """Its newest row of each table: by them the same part is known in whatever process it was read."""
    number: int = field(default_factory=lambda: next(_numbers))
    """Identifies it among all that this process has read."""


_EMPTY = InstitutionPart("")


def read_parts(
    session: Session,
    institutions: Collection[str],
    day: date,
    *,
    before: Mapping[str, InstitutionPart] | None = None,
    sections: Collection[PartSection] = EVERY_SECTION,
    owners: Collection[str] | None = None,
) -> dict[str, InstitutionPart]:
    """Read parts of institutions, with their series as they are on a day.

    Only some `sections` are read where those that were there `before` hold the others. `owners` narrows what is read to
    some institutions; without it everything is read, which costs less for many.
    """
    reader = SectionReader(session, day, owners)
    found = [one for section in PartSection if section in sections for one in reader.read(section)]
    of_part = [(name, held) for name, held in found if not name.startswith("recorded.")]
    recorded = [
        (name.removeprefix("recorded."), held) for name, held in found if name.startswith("recorded.")
    ]
    parts = {}
    for key in institutions:
        part = (before or {}).get(key) or InstitutionPart(key)
        known = replace(part.recorded, **{name: held.get(key, ()) for name, held in recorded})
        changed = {name: held.get(key, getattr(_EMPTY, name)) for name, held in of_part}
        parts[key] = replace(part, **changed, recorded=known, number=next(_numbers))
    if PartSection.PLANS not in sections:
        return parts
    return {key: replace(part, reads=_find_read(part)) for key, part in parts.items()}


def _find_read(part: InstitutionPart) -> frozenset[str]:
    read = {owner for version in part.versions for owner, _ in version.plan.series()}
    return frozenset({part.institution, *read})
