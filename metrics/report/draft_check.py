"""A draft held against what its report asks for: everything that is wrong or missing, at once, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metrics.errors import InvalidInput, Problem
from metrics.facts import results_file
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.results_file import PeriodFit
from metrics.facts.schema import Event, EventKind, Result
from metrics.facts.written_periods import read_written_day
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.report.declared_rows import FIELD_OF_COLUMN, make_rows
from metrics.report.draft_fields import DraftProgress, ReportDraft, count_answered, is_answered
from metrics.report.explanations import ExplanationReason, LineFacts, find_line_facts
from metrics.report.lines import ReportLine
from metrics.report.own_numbers import find_contradicted_words
from metrics.report.supposed_facts import suppose
from metrics.score.scoring import Score, score_plan


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something wrong with a line; `name` is the field, empty where it is about the whole line."""

    line: str
    name: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What a draft says and what is wrong with it. `after` is the score as if all of it were known.

    `facts` are those of each answered figure, from which an explanation begins.
    """

    lines: tuple[ReportLine, ...]
    progress: DraftProgress
    results: tuple[tuple[str, Result], ...]
    events: tuple[tuple[str, Event], ...]
    problems: tuple[LineProblem, ...]
    before: Score
    after: Score
    facts: Mapping[str, LineFacts]

    def asks(self, line: ReportLine, name: str) -> bool:
        """Whether something is wrong with a field of a line."""
        return any((one.line, one.name) == (line.key, name) for one in self.problems)

    def find_number(self, line: ReportLine) -> Decimal | None:
        """Find the number that is expected in a line; None where none is told that can be read."""
        return next((event.value for key, event in self.events if key == line.key), None)

    @property
    def blocking(self) -> list[Problem]:
        """The problems as a command tells them, each with its place."""
        return [
            Problem(one.problem.code, f"{one.line}, {one.name}" if one.name else one.line, one.problem.params)
            for one in self.problems
        ]


def check_draft(
    lines: Sequence[ReportLine],
    draft: ReportDraft,
    score: Score,
    catalogue: Catalogue,
    now: datetime,
    fit_period: PeriodFit = results_file.accept_any_period,
) -> DraftCheck:
    """Check a draft against the lines of its report; `score` is the plan's without it."""
    read = _Reading(draft, score, catalogue, now, fit_period)
    for line in lines:
        read.read(line)
    supposed = suppose(score.facts, (r for _, r in read.results), (e for _, e in read.events))
    after = score_plan(score.plan, supposed, catalogue)
    by_key = {line.key: line for line in lines}
    facts = {key: find_line_facts(by_key[key], made, score, after) for key, made in read.results}
    told = frozenset(event.criterion for _, event in read.events)
    problems = [
        *read.problems,
        *_find_missing(lines, draft, told),
        *_find_unexplained(facts, draft),
        *_find_contradicted(lines, draft, read.events, after),
    ]
    order = {line.key: place for place, line in enumerate(lines)}
    return DraftCheck(
        tuple(lines),
        count_answered(lines, draft, told, {one.line for one in read.problems}),
        tuple(read.results),
        tuple(read.events),
        tuple(sorted(problems, key=lambda one: order[one.line])),
        score,
        after,
        facts,
    )


class _Reading:
    """Reads the lines of a draft one by one, so that what is wrong with one keeps no other from being read."""

    def __init__(
        self,
        draft: ReportDraft,
        score: Score,
        catalogue: Catalogue,
        now: datetime,
        fit_period: PeriodFit,
    ) -> None:
        self.results: list[tuple[str, Result]] = []
        self.events: list[tuple[str, Event]] = []
        self.problems: list[LineProblem] = []
        self._draft, self._plan, self._catalogue, self._now = draft, score.plan, catalogue, now
        self._fit = fit_period

    def read(self, line: ReportLine) -> None:
        """Read a line: what it says, or everything that is wrong with it."""
        rows = [row for _, row in make_rows([line], self._draft, self._plan, find_danish_day(self._now))]
        try:
            found = results_file.sort_rows(rows, [self._plan], self._catalogue, self._now, self._fit)
        except InvalidInput as refused:
            self.problems += _place_problems(line, refused.problems)
            return
        self.results += found.results
        self.events += found.events
        self.problems += [
            LineProblem(line.key, name, problem) for name, problem in self._find_own(line, found.events)
        ]
        if line.figure and line.figure.pooled and any(made.value is not None for _, made in found.results):
            self.problems.append(LineProblem(line.key, "value", Problem("counts_needed")))

    def _find_own(
        self, line: ReportLine, events: Sequence[tuple[str, Event]]
    ) -> Iterator[tuple[str, Problem]]:
        """Find what a report wants beyond what a results file does."""
        for _, event in events:
            claimed = line.kind is LineKind.MILESTONE and event.kind is EventKind.CLAIMED
            if claimed and not event.source:
                yield "evidence", Problem("evidence_needed")
            # No day is put in the institution's mouth: whether the milestone is in time depends on it.
            if claimed and not self._draft.get(line.key, "on"):
                yield "on", Problem("day_needed")
            elif claimed and line.due and event.on > line.due and not event.note:
                yield "note", Problem("lateness_unexplained", params={"due": line.due})
            if line.kind is LineKind.NUMBER and event.value is None:
                yield "number", Problem("figure_needed", params={"value": event.kind.value})
            if line.allowed and (event.word or event.kind.value) not in line.allowed:
                allowed = ", ".join(line.allowed)
                yield "status", Problem("not_allowed", params={"value": event.kind.value, "allowed": allowed})
            if line.kind is LineKind.ASSESSED and not event.note:
                yield "note", Problem("left_empty")


def _place_problems(line: ReportLine, problems: Sequence[Problem]) -> Iterator[LineProblem]:
    """Place the problems of a row: in the field that its column is typed in, once for each."""
    seen = set()
    for found in problems:
        column = found.place.removeprefix(line.key).lstrip(", ")
        name = FIELD_OF_COLUMN[line.kind].get(column, column)
        problem = _say_of_field(found, line)
        if (name, problem.code) not in seen:
            seen.add((name, problem.code))
            yield LineProblem(line.key, name, problem)


def _say_of_field(found: Problem, line: ReportLine) -> Problem:
    """Say of a field what is a problem of a file's cell."""
    value = found.params.get("value")
    match found.code:
        # A file may say in words what is expected; the field is for a number.
        case "not_allowed" if line.kind is LineKind.NUMBER:
            return Problem("figure_needed", params={"value": value})
        case "value_or_ratio" | "cases_needed" | "share_above_whole":
            return _say_of_counts(found, line)
        case "date_needed" if not value:
            return Problem("left_empty")
        # What a file calls its period is the day on which something was done.
        case "period_not_begun" if line.kind is not LineKind.FIGURE and (day := read_written_day(str(value))):
            return Problem("day_to_come", params={"day": day})
        case _:
            return found


def _say_of_counts(found: Problem, line: ReportLine) -> Problem:
    """Say of a numerator and a denominator what a file calls its columns."""
    if found.code == "cases_needed":
        return Problem("counts_needed")
    if found.code == "value_or_ratio":
        return Problem("counts_incomplete" if line.figure and line.figure.counted else "left_empty")
    if found.params.get("denominator") == 0:
        return Problem("denominator_zero")
    return Problem("part_above_whole", params=found.params)


def _find_missing(
    lines: Sequence[ReportLine], draft: ReportDraft, told: Collection[str]
) -> Iterator[LineProblem]:
    for line in lines:
        if line.required and not is_answered(line, draft, told):
            yield LineProblem(line.key, "", Problem("line_unanswered"))


def _find_unexplained(facts: Mapping[str, LineFacts], draft: ReportDraft) -> Iterator[LineProblem]:
    """Find the figures whose cause is not told, and the missed targets without a countermeasure."""
    for key, found in facts.items():
        if found.reasons and not draft.get(key, "cause"):
            yield LineProblem(key, "cause", Problem("cause_needed"))
        if ExplanationReason.MISSED in found.reasons and not draft.get(key, "measure"):
            yield LineProblem(key, "measure", Problem("measure_needed"))


def _find_contradicted(
    lines: Sequence[ReportLine], draft: ReportDraft, events: Sequence[tuple[str, Event]], after: Score
) -> Iterator[LineProblem]:
    """Find the words that the numbers told beside contradict, until a sentence says how they go together."""
    for key in find_contradicted_words(lines, events, after):
        if not draft.get(key, "note"):
            yield LineProblem(key, "note", Problem("number_contradicts"))
