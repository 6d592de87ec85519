"""The rows of a results file that a plan owes for a quarter: its figures, and what is to be said of its milestones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.errors import refuse
from metrics.facts.facts import Observation
from metrics.facts.schema import EventKind
from metrics.facts.written_periods import read_period, write_period
from metrics.periods import Period, add_months
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Criterion, Milestone
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Over, Party
from metrics.score.due_item import DueItem
from metrics.score.reads import find_test_reads
from metrics.score.scoring import CriterionScore, Score
from metrics.score.tests import find_report_due, find_reported_quarters


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A row to fill in: a figure of a series for a period, or a word about a criterion, whose day is filled in too.

    `latest` is the newest figure of the series; `allowed` are the words that may be said of a criterion. A share
    that is `pooled` with those of other periods is given by its numerator and denominator alone.
    """

    institution: str
    subject: str
    name: str
    due: date
    period: Period | None = None
    indicator: Indicator | None = None
    latest: Observation | None = None
    allowed: tuple[str | EventKind, ...] = ()
    pooled: bool = False


def read_quarter(plan: Plan, text: str) -> Period:
    """Read a quarter that the plan reports on. Raises InvalidInput (`period_invalid`, `quarter_unknown`)."""
    asked = read_period(text)
    for known in list_quarters(plan):
        if (known.start, known.end) == (asked.start, asked.end) or known.text == asked.text:
            return known
    allowed = [known.text for known in list_quarters(plan)]
    raise refuse("quarter_unknown", "--quarter", value=text, allowed=allowed)


def list_quarters(plan: Plan) -> list[Period]:
    """List the quarters a plan reports on."""
    found = []
    for _, last in find_reported_quarters(plan):
        first = max(add_months(last + timedelta(days=1), -3), plan.start)
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        text = write_period(first, last) if whole else f"{first:%Y-%m}/{last:%Y-%m}"
        found.append(Period(first, last, text))
    return found


def find_owed_rows(
    score: Score, quarter: Period, catalogue: Catalogue, *, overdue: bool = False
) -> list[OwedRow]:
    """Find the rows that fall due with the report for a quarter, each once, in the order of the plan.

    With `overdue` also those that were due with an earlier report and are still missing.
    """
    found: dict[tuple[str, str, Period | None], OwedRow] = {}
    span = _find_span(score.plan, quarter, overdue=overdue)
    for goal in score.goals:
        for leaf in goal.open_leaves():
            for due in leaf.trace.due if leaf.trace else ():
                row = _make_row(score, leaf, due, catalogue, span)
                if row:
                    found.setdefault((row.institution, row.subject, row.period), row)
    return list(found.values())


def _make_row(
    score: Score, leaf: CriterionScore, due: DueItem, catalogue: Catalogue, span: _DueSpan
) -> OwedRow | None:
    plan, criterion, owed = score.plan, leaf.criterion, due.owed
    if owed:
        key = (owed.institution, owed.indicator)
        day = (
            find_report_due(plan, owed.end) if due.awaited else due.on
        )  # what is awaited is asked for all along
        if due.by is not Party.INSTITUTION or not span.after < day <= span.until:
            return None
        period = Period.parse(write_period(owed.start, owed.end))
        series = catalogue.indicators[key]
        latest = _find_latest(score, key)
        pooled = _is_pooled(plan, criterion, key, catalogue)
        return OwedRow(*key, series.name, due.on, period, series, latest, pooled=pooled)
    words = tuple(_list_words(leaf))
    if not words or not span.first <= due.on <= span.last:
        return None
    return OwedRow(plan.institution, f"{plan.id}:{criterion.number}", criterion.title, due.on, allowed=words)


@dataclass(frozen=True, slots=True)
class _DueSpan:
    """The days of which a quarter's rows are: figures due `after` a day and no later than another, words from to."""

    after: date
    until: date
    first: date
    last: date


def _find_span(plan: Plan, quarter: Period, *, overdue: bool) -> _DueSpan:
    """Find of which days rows are: after the report before the quarter's, or of all days until its own."""
    until = find_report_due(plan, quarter.end)
    if overdue:
        return _DueSpan(date.min, until, date.min, quarter.end)
    ended = [last for _, last in find_reported_quarters(plan) if last < quarter.end]
    before = find_report_due(plan, ended[-1]) if ended else plan.start - timedelta(days=1)
    return _DueSpan(before, until, quarter.start, quarter.end)


def _is_pooled(plan: Plan, criterion: Criterion, key: SeriesKey, catalogue: Catalogue) -> bool:
    """Tell whether a test pools the cases of several periods of a series, to which a share alone says nothing."""
    reads = find_test_reads(criterion, derive_structure(plan).windows[criterion.number], catalogue)
    return any(one.over is Over.POOLED and len(one.slots) > 1 and one.series == key for one in reads)


def _find_latest(score: Score, key: SeriesKey) -> Observation | None:
    seen = score.facts.series.get(key, ())
    return max(seen, key=lambda one: (one.period.end, one.period.start), default=None)


def _list_words(leaf: CriterionScore) -> Iterator[str | EventKind]:
    """List what the institution may say of a criterion; nothing where the department has to speak."""
    said = leaf.trace.said.kind if leaf.trace and leaf.trace.said else None
    match leaf.criterion.test:
        case Milestone() if said not in (EventKind.CLAIMED, EventKind.MET):
            yield EventKind.CLAIMED
        case Assessment() as test if test.by is Party.INSTITUTION:
            yield from [point.word for point in test.scale] or (EventKind.MET, EventKind.NOT_MET)
