"""The command that records what was counted from a list of cases. The cases themselves never come here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.audit import chain
from db.cases.case_counting import CountedList, make_cells
from db.people import rights
from db.plans import definitions
from db.reports import report_imports
from db.reports.report_imports import FilledDraft
from db.results import result_commands, result_queries
from db.results.raw_rows import ResultsFile
from metrics.access import Action
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.import_answer import ImportAnswer, Question, RowFate
from metrics.facts.known_rows import KnownRows, RecordedRow
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Result
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.cases.rule_versions import RuleTerm, find_rules
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey

_NUMBERS = ("value", "numerator", "denominator", "exempt")


@dataclass(frozen=True, slots=True)
class CaseImport:
    """What is to be recorded of a series: what was counted by its rules, and the reason of a correction.

    `accepted` is what was said yes to, `draft_note` what is said of a row that goes to the draft of a report.
    """

    series: SeriesKey
    counted: CountedList
    terms: Sequence[RuleTerm]
    reason: str = ""
    accepted: Sequence[Question] = ()
    draft_note: str = ""
    accept_gaps: bool = False
    """Whether a figure is right although the list has no case of some of its days."""


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What was recorded, row by row, and the drafts of open reports that rows were put in instead."""

    answer: ImportAnswer
    recorded: int
    filled: tuple[FilledDraft, ...] = ()


def read_case_rules(session: Session, series: SeriesKey) -> tuple[Catalogue, list[RuleTerm]]:
    """Read the rules of a series. Raises InvalidInput: `indicator_unknown`, `case_rule_missing`."""
    catalogue = definitions.read_catalogue(session, series=[series])
    if series not in catalogue.indicators:
        every = definitions.read_catalogue(session).indicators
        allowed = sorted(key for owner, key in every if owner == series[0])
        raise refuse(
            "indicator_unknown", "--indicator", key=series[1], institution=series[0], allowed=allowed
        )
    terms = find_rules(series, catalogue)
    if not terms:
        raise refuse("case_rule_missing", "--indicator", key=series[1], institution=series[0])
    return catalogue, terms


def record_cases(session: Session, wanted: CaseImport, now: datetime) -> CaseRecord:
    """Record the figures of a list of cases that say something new, as a results file's are.

    What says otherwise than what stood before is a correction and takes a reason. A row that an open report asks for
    goes to its draft. Raises InvalidInput: `case_rule_changed`, `correction_reason_needed`, what a results file would
    be refused for, and what needs a yes.
    """
    series, counted, reason = wanted.series, wanted.counted, wanted.reason.strip()
    rights.demand_right(session, Action.REPORT, series[0])
    if read_case_rules(session, series)[1] != list(wanted.terms):
        raise refuse("case_rule_changed", "--indicator")
    rows, corrected = _make_rows(session, wanted)
    if corrected and not reason:
        raise refuse("correction_reason_needed", "--reason", periods=corrected)
    answer = _date_corrections(result_commands.answer_file(session, ResultsFile(rows), now), corrected)
    if asked := [*answer.ask(wanted.accepted), *_ask_about_gaps(wanted, answer)]:
        raise InvalidInput(asked)
    rest, filled = _fill_drafts(session, answer, now, wanted.draft_note)
    recorded = result_commands.record_answer(session, rest, now)
    if recorded:
        name = f"{series[0]}, {series[1]}: {counted.source.name} ({counted.source.digest})"
        chain.record_entry(session, "results.counted", name)
    return CaseRecord(answer, recorded, filled)


def _make_rows(session: Session, wanted: CaseImport) -> tuple[list[RawRow], list[str]]:
    """Make the rows of a results file, and find the periods of which they say otherwise than before."""
    series, counted = wanted.series, wanted.counted
    rules: Mapping[int, CaseRule] = {term.version: term.rule for term in wanted.terms}
    stands = _read_standing(session, series)
    rows: list[RawRow] = []
    corrected: list[str] = []
    for figure, origin in counted.figures:
        period = figure.period
        cells = {"institution": series[0], "indicator": series[1], "period": period.text}
        cells |= make_cells(figure, rules[origin.rule])
        before = stands.get((period.start, period.end))
        if before is not None and not _says_same(before.said, cells):
            corrected.append(period.text)
            cells["note"] = wanted.reason.strip()
        elif before is not None and before.said["source"] is None:
            cells["note"] = before.said["note"] or ""
        rows.append(RawRow(period.text, cells, frozenset(_NUMBERS), origin=origin.write()))
    return rows, corrected


def _ask_about_gaps(wanted: CaseImport, answer: ImportAnswer) -> Iterator[Problem]:
    """Ask about each figure that says something new of a period of which the list seems to lack some days."""
    known = {line.place for line in answer.select(RowFate.SAME)}
    for figure, _ in wanted.counted.figures:
        if wanted.accept_gaps or figure.period.text in known:
            continue
        for code, days in (("case_gap_asked", figure.gap), ("case_end_asked", figure.still)):
            if days:
                yield Problem(code, figure.period.text, {"first": days[0], "last": days[1]})


def _date_corrections(answer: ImportAnswer, corrected: Sequence[str]) -> ImportAnswer:
    """Let corrections be known from now: known at its deadline one would stand below what it corrects."""
    lines = (
        replace(line, made=replace(line.made, recorded=None, backfilled=False))
        if line.place in corrected and isinstance(line.made, Result)
        else line
        for line in answer.lines
    )
    return replace(answer, lines=tuple(lines))


def _read_standing(session: Session, series: SeriesKey) -> dict[tuple[Any, Any], RecordedRow]:
    """Read what stands of each period: what was said last without naming a source, else by any source."""
    known = KnownRows(
        result_queries.read_observations(session, [series]), result_queries.read_events(session)
    )
    found = [*known.list_series(*series), *known.list_own(*series)]
    return {(period.start, period.end): row for period, row in found if _is_told(row.said)}


def _is_told(said: Mapping[str, Any]) -> bool:
    return not said["withdrawn"] and said["awaited"] is None


def _says_same(said: Mapping[str, Any], cells: Mapping[str, str]) -> bool:
    return all((said[name] is None) == (name not in cells) for name in _NUMBERS) and all(
        said[name] == Decimal(cells[name]) for name in _NUMBERS if name in cells
    )


def _fill_drafts(
    session: Session, answer: ImportAnswer, now: datetime, note: str
) -> tuple[ImportAnswer, tuple[FilledDraft, ...]]:
    """Put rows in the drafts that ask for them, with what is said of a row there."""
    spoken = replace(
        answer, lines=tuple(replace(line, made=_speak(line.made, note)) for line in answer.lines)
    )
    rest, filled = report_imports.fill_drafts(session, spoken, now)
    kept = {line.place for line in rest.lines}
    return replace(answer, lines=tuple(line for line in answer.lines if line.place in kept)), filled


def _speak(made: Any, note: str) -> Any:
    if not isinstance(made, Result) or made.denominator is None:
        return made
    return replace(made, note="; ".join(part for part in (made.note, note) if part) or None)
