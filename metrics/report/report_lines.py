"""All that a report asks for: the lines of a quarter, or of a day where something has to be told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from metrics.facts.facts import Statement
from metrics.facts.reports.line_keys import LineKind, make_key
from metrics.facts.schema import EXPECTATIONS, EventKind
from metrics.facts.written_periods import read_written_day
from metrics.followup.deadlines import owes_status
from metrics.followup.owed_rows import read_quarter
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Dated, Milestone
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Party
from metrics.plan.units import find_value_unit
from metrics.report.figure_lines import find_figure_lines, find_seen_lines
from metrics.report.lines import WORDS, ReportLine, Section, sort_lines
from metrics.score.reads import find_settling_day
from metrics.score.scoring import GoalScore, Score
from metrics.score.tests import find_report_due
from metrics.status import Status

AHEAD = timedelta(days=60)
"""How long before its day a milestone is asked about."""

CLAIMABLE = (EventKind.CLAIMED, *EXPECTATIONS)
"""What the institution may say of a milestone: that it is done, is expected, is in doubt, or will not be done."""


def read_report_period(plan: Plan, text: str) -> Period:
    """Read what a report is of: a quarter of the plan, or a day for one that is made because something has happened.

    Raises InvalidInput (`period_invalid`, `quarter_unknown`).
    """
    day = read_written_day(text)
    if day and plan.start <= day <= plan.end:
        return Period(day, day, day.isoformat())
    return read_quarter(plan, text)


def is_ad_hoc(period: Period) -> bool:
    """Whether a report is of a day and not of a quarter."""
    return period.start == period.end


def find_report_deadline(plan: Plan, period: Period) -> date | None:
    """Find the day on which the plan wants a report; None for one without a quarter."""
    return None if is_ad_hoc(period) else find_report_due(plan, period.end)


def find_report_day(plan: Plan, period: Period, today: date) -> date:
    """Find the day as of which a report is made up: today, but within the time the quarter's report has."""
    due = find_report_deadline(plan, period)
    return period.end if due is None else min(max(today, period.end), due)


def find_report_lines(
    score: Score,
    period: Period,
    catalogue: Catalogue,
    kept: Collection[str] = (),
    handed_in: Collection[datetime] = (),
) -> list[ReportLine]:
    """Find the lines of a report; `score` is of `find_report_day`, and lines that are `kept` stay.

    A report of a day asks for no figures: it tells of milestones, of what is expected, and in words what has happened.
    What was said at a moment at which a report was `handed_in` was said in that one.
    """
    found: list[ReportLine] = []
    if not is_ad_hoc(period):
        found += find_figure_lines(score, period, catalogue, kept)
        found += find_seen_lines(score, period, catalogue, kept)
    for goal in score.goals:
        if goal.status is not Status.WITHDRAWN:
            found += _find_dated(goal, period, kept, handed_in)
            found += _find_expectation(goal, period, score, catalogue, kept)
            found += _find_numbers(goal, period, score, catalogue, kept)
    words = ReportLine(WORDS, LineKind.WORDS, Section.WORDS, required=is_ad_hoc(period))
    return sort_lines([*found, words])


def find_department_lines(score: Score, period: Period, catalogue: Catalogue) -> list[ReportLine]:
    """Find the figures of a report's quarter that are the department's to give, or to fetch from a central source."""
    return [] if is_ad_hoc(period) else find_figure_lines(score, period, catalogue, party=Party.DEPARTMENT)


def _find_dated(
    goal: GoalScore, period: Period, kept: Collection[str], handed_in: Collection[datetime]
) -> Iterator[ReportLine]:
    """Find the milestones and the institution's own assessments of a goal that a report asks for."""
    opened = {leaf.criterion.number for leaf in goal.open_leaves()}
    for leaf in goal.leaves():
        number, test = leaf.criterion.number, leaf.criterion.dated
        allowed = _list_allowed(test)
        if test is None or not allowed:
            continue
        kind = LineKind.MILESTONE if isinstance(test, Milestone) else LineKind.ASSESSED
        said = leaf.trace.said if leaf.trace else None
        asked = number in opened and said is None
        key = make_key(kind, number)
        carried = key not in kept and _is_carried(said, period, handed_in)
        if key in kept or carried or (asked and test.due <= period.end + AHEAD):
            required = asked and test.due <= period.end and not is_ad_hoc(period)
            late = required and test.due < period.start
            section = Section.OVERDUE if late else Section.MILESTONES
            own = (goal.goal.number, (number,), test.due)
            yield ReportLine(key, kind, section, *own, required, said=said, allowed=allowed, carried=carried)


def _is_carried(said: Statement | None, period: Period, handed_in: Collection[datetime]) -> bool:
    """Whether a milestone was reported as done outside any report and awaits the one of a quarter."""
    if said is None or said.kind is not EventKind.CLAIMED or is_ad_hoc(period):
        return False
    return said.on <= period.end and said.recorded_at not in handed_in


def _list_allowed(test: Dated | None) -> tuple[str, ...]:
    """List what the institution may say of a milestone or an assessment; nothing where the department speaks."""
    match test:
        case Milestone():
            return tuple(word.value for word in CLAIMABLE)
        case Assessment() if test.by is Party.INSTITUTION:
            return list_assessing_words(test)
        case _:
            return ()


def list_assessing_words(test: Assessment) -> tuple[str, ...]:
    """List the words an assessment may be given: those of its scale, or met and not met."""
    return tuple(point.word for point in test.scale) or (EventKind.MET.value, EventKind.NOT_MET.value)


def _find_expectation(
    goal: GoalScore, period: Period, score: Score, catalogue: Catalogue, kept: Collection[str]
) -> Iterator[ReportLine]:
    key = make_key(LineKind.EXPECTATION, goal.goal.number)
    opened = tuple(leaf.criterion.number for leaf in goal.open_leaves())
    if not opened and key not in kept:
        return
    days = (period.start, period.end)
    required = not is_ad_hoc(period) and owes_status(score, goal, days, catalogue)
    said = [one for number in opened for one in score.facts.expectations.get((score.plan.id, number), ())]
    yield ReportLine(
        key,
        LineKind.EXPECTATION,
        Section.EXPECTATIONS,
        goal.goal.number,
        opened,
        find_report_deadline(score.plan, period),
        required,
        said=max(said, key=lambda one: one.recorded_at, default=None),
        allowed=tuple(word.value for word in EXPECTATIONS),
    )


def _find_numbers(
    goal: GoalScore, period: Period, score: Score, catalogue: Catalogue, kept: Collection[str]
) -> Iterator[ReportLine]:
    """Find the open measured tests of a goal, of each of which a number may be expected while its year goes on."""
    plan = score.plan
    windows = derive_structure(plan).windows
    opened = {leaf.criterion.number for leaf in goal.open_leaves()}
    for leaf in goal.leaves():
        test, number = leaf.criterion, leaf.criterion.number
        key = make_key(LineKind.NUMBER, number)
        asked = number in opened and find_settling_day(test, windows[number]) > period.end
        if key in kept or (asked and find_value_unit(test, plan.institution, catalogue.indicators)):
            told = score.facts.numbers.get((plan.id, number), ())
            own = (goal.goal.number, (number,), find_report_deadline(plan, period))
            last = told[-1] if told else None
            yield ReportLine(key, LineKind.NUMBER, Section.EXPECTATIONS, *own, foretold=last)
