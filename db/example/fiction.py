"""The fictional ministry area as a whole: plans for 2023-2026 and quarterly values until 2026Q3.

The source plans hold almost no results of their own years, so a newcomer is shown this. It is marked as fictional
wherever it appears.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from random import Random

from db.example import later_versions
from db.example.appeals import APPEALS
from db.example.expectations import make_expectations
from db.example.inspection import INSPECTION
from db.example.parts import MINISTRY, PLAN_YEARS, Subject
from db.example.registers import REGISTERS
from db.example.reporting import SOURCE, make_events, make_results
from metrics.facts.breaks import Break
from metrics.facts.decisions import Decision
from metrics.facts.schema import Event, Result
from metrics.plan.model import PlanFile, Signature
from metrics.plan.terms import Party

SUBJECTS = (APPEALS, INSPECTION, REGISTERS)
NOTICE = (
    "Opdigtede tal. Ministeriet, institutionen og alle tal er et eksempel og findes ikke i virkeligheden."
)


@dataclass(frozen=True, slots=True)
class Example:
    """The whole example; results and events in the order recorded."""

    plans: tuple[PlanFile, ...]
    results: tuple[Result, ...]
    events: tuple[Event, ...]
    later_versions: tuple[PlanFile, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]


def make_example(seed: int = 2026) -> Example:
    """Make the example of a seed. The same seed always gives the same rows."""
    plans: list[PlanFile] = []
    results: list[Result] = []
    events: list[Event] = []
    for subject in SUBJECTS:
        for series in subject.series:
            rng = _seed_chance(seed, subject, series.indicator.id)
            results += make_results(subject.institution.id, series, rng)
        for year in PLAN_YEARS:
            plan = _make_plan(subject, year, _seed_chance(seed, subject, f"signed {year}"))
            plans.append(plan)
            events += make_events(plan, subject.progress, _seed_chance(seed, subject, plan.id))
    for subject in SUBJECTS:
        own = [plan for plan in plans if plan.institution == subject.institution.id]
        events += [*make_expectations(own, results, events, partial(_seed_chance, seed, subject))]
    return Example(
        plans=tuple(plans),
        results=tuple(sorted(results, key=_find_moment)),
        events=tuple(sorted(events, key=_find_moment)),
        later_versions=later_versions.make_later_versions(plans),
        decisions=later_versions.DECISIONS,
        breaks=later_versions.BREAKS,
    )


def _seed_chance(seed: int, subject: Subject, what: str) -> Random:
    # Each part draws from a generator of its own, so that a change to one leaves the others as they are.
    return Random(f"{seed} {subject.institution.id} {what}")  # noqa: S311 - figures to look at, no secret


def _find_moment(row: Result | Event) -> datetime:
    return row.recorded or datetime.max.replace(tzinfo=UTC)


def _make_plan(subject: Subject, year: int, rng: Random) -> PlanFile:
    """Make a plan for a calendar year, signed by both parties in the previous December."""
    first, second = date(year - 1, 12, rng.randint(5, 12)), date(year - 1, 12, rng.randint(13, 20))
    document = f"{year - 1}-{SUBJECTS.index(subject) + 1} (opdigtet)"
    return PlanFile(
        id=f"{subject.institution.id}-{year}",
        title=f"Mål- og resultatplan {year}",
        institution=subject.institution.id,
        department=MINISTRY,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=second,
        source=SOURCE,
        strategic_picture=subject.picture,
        notes=(NOTICE,),
        signatures=(
            Signature(
                party=Party.DEPARTMENT,
                organisation=MINISTRY,
                role="Departementschef",
                on=first,
                document=document,
            ),
            Signature(
                party=Party.INSTITUTION,
                organisation=subject.institution.name,
                role=subject.role,
                on=second,
                document=document,
            ),
        ),
        scoring=subject.scoring,
        pay=later_versions.PAY if subject is APPEALS and year >= later_versions.PAID_FROM else None,
        goals=subject.goals(year),
        institutions=(subject.institution,),
        indicators=tuple(series.indicator for series in subject.series),
    )
