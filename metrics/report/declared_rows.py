"""A draft as rows of a results file, so that what is typed goes through the same checks as a file that is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from metrics.facts.raw_row import RawRow
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import EventKind
from metrics.plan.model import Plan
from metrics.report.draft_fields import FROM_A_FILE, ReportDraft
from metrics.report.lines import ReportLine

FIELD_OF_COLUMN: Mapping[LineKind, Mapping[str, str]] = {
    LineKind.FIGURE: {"note": "cause"},
    LineKind.SEEN: {},
    LineKind.MILESTONE: {"value": "status", "period": "on", "source": "evidence"},
    LineKind.ASSESSED: {"value": "status", "period": "on"},
    LineKind.EXPECTATION: {"value": "status"},
    LineKind.NUMBER: {"value": "number"},
    LineKind.WORDS: {},
}
"""The field in which a column of a results file is typed, where it has another name."""


def make_rows(
    lines: Iterable[ReportLine], draft: ReportDraft, plan: Plan, today: date
) -> list[tuple[ReportLine, RawRow]]:
    """Make the rows of the lines that are answered, each with its line; words are no row."""
    return [
        (line, RawRow(line.key, cells))
        for line in lines
        if draft.answers(line)
        for cells in _make_cells(line, draft, plan, today)
    ]


def _make_cells(line: ReportLine, draft: ReportDraft, plan: Plan, today: date) -> Iterator[Mapping[str, str]]:
    def get(name: str) -> str:
        return draft.get(line.key, name)

    match line.kind:
        case LineKind.FIGURE:
            assert line.figure is not None
            same = ("value", "numerator", "denominator", *FROM_A_FILE, "provisional", "awaited")
            yield {
                "institution": line.figure.series[0],
                "indicator": line.figure.indicator.id,
                "period": line.figure.period.text,
                "note": get("cause"),
                "source": draft.read(line, "source"),
                **{name: get(name) for name in same},
            }
        case LineKind.MILESTONE | LineKind.ASSESSED:
            done = line.kind is LineKind.ASSESSED or get("status") == EventKind.CLAIMED.value
            # What is expected is expected today, whatever day stands beside it.
            on = (get("on") or today.isoformat()) if done else today.isoformat()
            yield _make_event(plan, line.criteria[0], get("status"), on, get("note"), get("evidence"))
        case LineKind.EXPECTATION:
            for number in line.criteria:
                yield _make_event(plan, number, get("status"), today.isoformat(), get("note"), get("source"))
        case LineKind.NUMBER:
            said = (today.isoformat(), get("note"), get("source"))
            yield _make_event(plan, line.criteria[0], get("number"), *said)
        case LineKind.SEEN | LineKind.WORDS:
            pass


def _make_event(plan: Plan, criterion: str, value: str, on: str, note: str, source: str) -> Mapping[str, str]:
    return {
        "institution": plan.institution,
        "indicator": f"{plan.id}:{criterion}",
        "period": on,
        "value": value,
        "note": note,
        "source": source,
    }
