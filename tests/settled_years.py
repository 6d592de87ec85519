"""Annual tables of small plans, and what is done with their settlement, for tests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.annual.annual_course import AnnualAct, AnnualActDone
from metrics.annual.annual_table import AnnualTable, build_annual_table
from metrics.facts.schema import Event, Result
from metrics.plan.model import Indicator, Plan
from tests.factories import catalogue, facts, scored

AT = datetime(2018, 2, 20, 9, tzinfo=UTC)
FEBRUARY = date(2018, 2, 20)


def tabled(
    plan: Plan,
    *said: Result | Event,
    indicators: Sequence[Indicator] = (),
    chosen: Collection[str] = (),
    as_of: date = FEBRUARY,
) -> AnnualTable:
    """The annual table of a plan on what was said, in the February after its year."""
    score = scored(plan, *said, indicators=indicators, as_of=as_of, known_at=as_of)
    known = facts(*said, as_of=as_of, known_at=as_of)
    return build_annual_table(score, [plan], known, catalogue(*indicators), chosen=chosen)


def done(
    act: AnnualAct, document: dict[str, object] | None = None, *, version: int = 1, words: str = ""
) -> AnnualActDone:
    """Something done with a settlement."""
    role = Role.CHIEF if act is AnnualAct.APPROVED else Role.HEAD
    return AnnualActDone(act, f"{role}@example.dk", role, AT, words, version, document)
