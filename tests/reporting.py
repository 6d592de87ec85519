"""Drafts of reports for tests: typed fields, and a draft checked against its report."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.facts.schema import Event, Result
from metrics.periods import Period
from metrics.plan.model import Indicator, Plan
from metrics.report.draft_check import DraftCheck, check_draft
from metrics.report.draft_fields import DraftField, ReportDraft
from metrics.report.report_lines import find_report_day, find_report_lines
from metrics.score.accepted_periods import AcceptedPeriods
from tests.factories import catalogue, quarterly, scored

TYPED_AT = datetime(2017, 7, 4, 10, 42, tzinfo=UTC)
Q2 = Period.parse("2017Q2")


def typed(**lines: dict[str, str]) -> ReportDraft:
    """What is typed, by line; a key is written with `_` for what cannot stand in a name: `figure_share_2017Q2`."""
    return draft({key.replace("_", ":"): fields for key, fields in lines.items()})


def draft(lines: dict[str, dict[str, str]], by: str = "r@example.dk") -> ReportDraft:
    """A draft of what is typed by line and field."""
    return ReportDraft.of(
        DraftField(key, name, text, by, TYPED_AT, 1)
        for key, fields in lines.items()
        for name, text in fields.items()
    )


def checked(
    plan: Plan,
    lines: dict[str, dict[str, str]],
    *said: Result | Event,
    period: Period = Q2,
    indicators: tuple[Indicator, ...] = (quarterly(),),
    now: datetime = TYPED_AT,
) -> DraftCheck:
    """A draft of a plan's report, checked as the commands do."""
    day = find_report_day(plan, period, now.date())
    score = scored(plan, *said, indicators=indicators, as_of=day, known_at=now)
    known = catalogue(*indicators)
    asked = find_report_lines(score, period, known, tuple(lines))
    fit = AcceptedPeriods.of([plan], known).fit
    return check_draft(asked, draft(lines), score, known, now, fit)


def wrong(found: DraftCheck) -> list[tuple[str, str, str]]:
    """What is wrong, as line, field and code."""
    return [(one.line, one.name, one.problem.code) for one in found.problems]


def on(day: str) -> date:
    """A day."""
    return date.fromisoformat(day)
