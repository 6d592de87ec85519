"""The figures a report asks for: the slots that the plan's tests read and that fall due with it, and what is owed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.facts.reports.line_keys import LineKind, make_key, split_key
from metrics.facts.written_periods import write_period
from metrics.periods import Days, Period, add_years, add_years_to_span_end, count_months
from metrics.plan.catalogue import Catalogue, find_giver
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Over, Party, Reports
from metrics.report.lines import FigureAsked, ReportLine, Section
from metrics.score.due_item import DueItem
from metrics.score.reads import find_test_reads
from metrics.score.scoring import Score
from metrics.score.tests import find_report_due, find_reported_quarters, find_value_due
from metrics.status import Status

MOST_BEFORE = 8
"""How many earlier figures a line carries: two years of quarters."""

_OF_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Slot(NamedTuple):
    series: SeriesKey
    days: Days

    def make_key(self, plan: Plan) -> str:
        """Make the key of its line; it names the institution where that is another than the plan's."""
        institution, indicator = self.series
        owner = () if institution == plan.institution else (institution,)
        return make_key(LineKind.FIGURE, *owner, indicator, write_period(*self.days))


@dataclass(slots=True)
class _Use:
    """What a slot is for: the first goal that reads it and the tests, and how it is owed."""

    goal: str
    due: date
    criteria: dict[str, None] = field(default_factory=dict)
    pooled: bool = False
    owed: DueItem | None = None


def find_figure_lines(
    score: Score,
    quarter: Period,
    catalogue: Catalogue,
    kept: Collection[str] = (),
    party: Party = Party.INSTITUTION,
) -> list[ReportLine]:
    """Find the figures of a party that fall due with the report for a quarter, or were due before and are still owed.

    `kept` are keys of lines that stay, whether or not they are owed any more. Of what another institution measures only
    what is owed is asked for.
    """
    found: dict[_Slot, _Use] = {}
    plan, window = score.plan, find_report_window(score.plan, quarter)
    for slot, use in _list_read(score, catalogue):
        if find_giver(plan, slot.series, slot.days[1], catalogue).party is not party:
            continue
        # What the plan measures itself against is of the time before it, and nobody's to report now.
        due = window[0] < use.due <= window[1] and slot.days[1] >= plan.start
        if due or slot.make_key(plan) in kept:
            there = found.setdefault(slot, use)
            there.criteria |= use.criteria
            there.pooled = there.pooled or use.pooled
    for slot, use in _list_owed(score, party):
        # What is not out yet is asked for all along, from the report it should have come with.
        assert use.owed is not None
        asked_from = find_report_due(plan, slot.days[1]) if use.owed.awaited else use.due
        if asked_from <= window[1]:
            there = found.setdefault(slot, use)
            there.criteria |= use.criteria
            there.owed, there.due = use.owed, use.due
    return [_make_line(slot, use, window[0], score, catalogue) for slot, use in found.items()]


def find_seen_lines(
    score: Score, quarter: Period, catalogue: Catalogue, kept: Collection[str] = ()
) -> list[ReportLine]:
    """Find the figures of the institution's own series that somebody else gives; none of them is owed by it."""
    keys = [of_what for kind, of_what in map(split_key, kept) if kind is LineKind.SEEN]
    stays = {make_key(LineKind.FIGURE, *of_what) for of_what in keys}
    found = find_figure_lines(score, quarter, catalogue, stays, Party.DEPARTMENT)
    return [
        replace(
            line,
            key=make_key(LineKind.SEEN, *split_key(line.key)[1]),
            kind=LineKind.SEEN,
            section=Section.SEEN,
            required=False,
        )
        for line in found
        if line.figure and line.figure.series[0] == score.plan.institution
    ]


def find_report_window(plan: Plan, quarter: Period) -> Days:
    """Find the due day of the report before a quarter's, and its own; what is due in between is due with it."""
    ended = [last for _, last in find_reported_quarters(plan) if last < quarter.end]
    before = find_report_due(plan, ended[-1]) if ended else plan.start - timedelta(days=1)
    return before, find_report_due(plan, quarter.end)


def _list_read(score: Score, catalogue: Catalogue) -> Iterator[tuple[_Slot, _Use]]:
    """List the slots that the plan's tests read of the institution's own series."""
    plan, windows = score.plan, derive_structure(score.plan).windows
    for goal in score.goals:
        for leaf in goal.leaves() if goal.status is not Status.WITHDRAWN else ():
            number = leaf.criterion.number
            for reads in find_test_reads(leaf.criterion, windows[number], catalogue):
                pooled = reads.over is Over.POOLED and len(reads.slots) > 1
                own = [key for key in (reads.series, reads.weight) if key and key[0] == plan.institution]
                for series, days in ((key, days) for key in own for days in reads.slots):
                    due = find_value_due(plan, *days)
                    yield _Slot(series, days), _Use(goal.goal.number, due, {number: None}, pooled)


def _list_owed(score: Score, party: Party) -> Iterator[tuple[_Slot, _Use]]:
    """List the slots that are owed by a party."""
    for goal in score.goals:
        for leaf in goal.open_leaves():
            for item in leaf.trace.due if leaf.trace else ():
                if item.owed and item.by is party:
                    owed, number = item.owed, leaf.criterion.number
                    slot = _Slot((owed.institution, owed.indicator), (owed.start, owed.end))
                    yield slot, _Use(goal.goal.number, item.on, {number: None}, owed=item)


def _make_line(slot: _Slot, use: _Use, before: date, score: Score, catalogue: Catalogue) -> ReportLine:
    late = use.owed is not None and not use.owed.awaited and use.due <= before
    return ReportLine(
        slot.make_key(score.plan),
        LineKind.FIGURE,
        Section.OVERDUE if late else Section.FIGURES,
        use.goal,
        tuple(use.criteria),
        use.due,
        required=use.owed is not None,
        figure=_make_figure(slot, use, score, catalogue),
    )


def _make_figure(slot: _Slot, use: _Use, score: Score, catalogue: Catalogue) -> FigureAsked:
    indicator, seen = catalogue.indicators[slot.series], score.facts.series.get(slot.series, ())
    before, told = _list_before(seen, slot.days, indicator), find_told(seen, slot.days, indicator)
    return FigureAsked(
        slot.series,
        indicator,
        Period.parse(write_period(*slot.days)),
        told,
        tuple(before[-MOST_BEFORE:]),
        find_told(seen, _find_year_before(slot.days), indicator),
        counted=use.pooled or bool(before and before[-1].numerator is not None),
        pooled=use.pooled,
        awaited=use.owed.awaited if use.owed else None,
        giver=find_giver(score.plan, slot.series, slot.days[1], catalogue),
        source=find_usual_source(seen, told, indicator),
    )


def find_told(seen: Iterable[Observation], days: Days, indicator: Indicator) -> Observation | None:
    """Find what is known of a period; of a series for the year to date what is known of the year up to its end."""
    ending = [one for one in seen if one.period.end == days[1]]
    same = [one for one in ending if one.period.start == days[0]]
    if indicator.reports is Reports.YEAR_TO_DATE:
        same = [*same, *(one for one in ending if one.period.start <= days[0])]
    return same[0] if same else None


def find_usual_source(
    seen: Iterable[Observation], told: Observation | None, indicator: Indicator
) -> str | None:
    """Find where a figure is presumably from: as the one it corrects, or else as the latest of its series that says.

    The document of a year, as an annual report, is where the figures of that year are from, and no usual source.
    """
    if told:
        return told.source  # from another source it would stand beside that one, and not correct it
    said = (one for one in seen if one.source and not _OF_A_YEAR.search(one.source))
    latest = max(said, key=lambda one: one.period.end, default=None)
    return latest.source if latest else indicator.source


def _find_year_before(days: Days) -> Days:
    end = add_years_to_span_end(days[1], -1)
    return (end, end) if days[0] == days[1] else (add_years(days[0], -1), end)


def _list_before(seen: Sequence[Observation], days: Days, indicator: Indicator) -> list[Observation]:
    """List the earlier figures that a figure is seen beside: those for periods of the same length, oldest first."""
    earlier = sorted(
        (o for o in seen if o.period.end < days[1]), key=lambda o: (o.period.end, o.period.start)
    )
    months, to_date = count_months(days), indicator.reports is Reports.YEAR_TO_DATE
    return [o for o in earlier if to_date or count_months((o.period.start, o.period.end)) == months]
