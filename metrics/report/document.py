"""The document that a step keeps: what was declared, and at receipt everything as it was, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.facts.facts import Observation
from metrics.facts.schema import Event, Result
from metrics.followup.outlook import Outlook
from metrics.followup.risk import find_chance
from metrics.periods import Period, write_day
from metrics.report.draft_check import DraftCheck
from metrics.report.draft_fields import FIELDS, ReportDraft
from metrics.report.evidence.evidence_file import describe_file
from metrics.report.lines import ReportLine
from metrics.report.report_lines import is_ad_hoc
from metrics.score.scoring import GoalScore, Score

FORMAT = 1
"""The version of the document's form, so that an old one is never read as a new one."""

Document = dict[str, Any]
_NUMBERS = ("value", "numerator", "denominator")


def declare_draft(check: DraftCheck, draft: ReportDraft, period: Period, plan_version: int) -> Document:
    """Build the document of what an institution declares: each answered line with what is said and all texts of it."""
    results, events = dict(check.results), _group(check.events)
    lines = [
        {**_describe_line(line, draft), **_say(results.get(line.key), events.get(line.key, ()))}
        | ({"settles": True} if line.key in check.facts and check.facts[line.key].settles else {})
        for line in check.lines
        if draft.answers(line)
    ]
    return {**_head(check.before, period, plan_version), "lines": lines}


def freeze_report(
    outlook: Outlook, declared: Document, lines: Sequence[ReportLine], period: Period, plan_version: int
) -> Document:
    """Build the document of a receipt: what was declared, and every figure, status, forecast and text as it was."""
    score = outlook.score
    return {
        **_head(score, period, plan_version),
        "lines": declared.get("lines", []),
        "figures": [_freeze_figure(line) for line in lines if line.figure],
        "goals": [freeze_goal(goal) for goal in score.goals],
        "total": {name: write_exact(getattr(score.points, name)) for name in ("secured", "open", "lost")},
    }


def merge_answers(declared: Document, answered: Document) -> Document:
    """Put answered rows in the place of those that were declared before them."""
    new = {line["key"]: line for line in answered["lines"]}
    kept = [new.pop(line["key"], line) for line in declared.get("lines", [])]
    return {**declared, "lines": [*kept, *new.values()]}


def list_declared(document: Mapping[str, Any]) -> list[str]:
    """List the keys of the lines that a document declares."""
    return [line["key"] for line in document.get("lines", [])]


def _head(score: Score, period: Period, plan_version: int) -> Document:
    return {
        "format": FORMAT,
        "plan": score.plan.id,
        "plan_version": plan_version,
        "quarter": period.text,
        "ad_hoc": is_ad_hoc(period),
        "as_of": score.facts.as_of.isoformat(),
        "known_at": score.facts.known_at.isoformat(),
    }


def _describe_line(line: ReportLine, draft: ReportDraft) -> Document:
    texts = {name: draft.read(line, name) for name in FIELDS[line.kind]}
    described: Document = {
        "key": line.key,
        "section": line.section.value,
        "goal": line.goal,
        "criteria": list(line.criteria),
        "name": line.figure.indicator.name if line.figure else "",
        "typed": {name: text for name, text in sorted(texts.items()) if text},
    }
    files = [describe_file(file) for file in draft.list_files(line.key)]
    return {**described, "files": files} if files else described


def _say(result: Result | None, events: Sequence[Event]) -> Document:
    found: Document = {}
    if result:
        found["period"] = result.period
        found |= _write_numbers(result)
        found |= {"provisional": result.provisional, "awaited": write_day(result.awaited)}
    if events:
        found["said"] = [
            {"criterion": e.criterion, "kind": e.kind.value, "on": write_day(e.on), "word": e.word}
            | ({} if e.value is None else {"value": write_exact(e.value)})
            for e in events
        ]
    return found


def _group(events: Sequence[tuple[str, Event]]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for key, event in events:
        found.setdefault(key, []).append(event)
    return found


def _freeze_figure(line: ReportLine) -> Document:
    assert line.figure is not None
    asked = line.figure
    return {
        "key": line.key,
        "indicator": asked.indicator.id,
        "name": asked.indicator.name,
        "definition": asked.indicator.definition,
        "period": asked.period.text,
        "told": _freeze_value(asked.told),
        "before": [{"period": one.period.text, **_freeze_value(one)} for one in asked.before],
    }


def _freeze_value(seen: Observation | None) -> Document:
    if seen is None:
        return {}
    told = {"provisional": seen.provisional, "note": seen.note, "source": seen.source}
    return _write_numbers(seen) | told


def _write_numbers(said: Result | Observation) -> Document:
    numbers = {name: write_exact(getattr(said, name)) for name in _NUMBERS}
    return numbers if said.exempt is None else numbers | {"exempt": write_exact(said.exempt)}


def freeze_goal(goal: GoalScore) -> Document:
    """Describe a goal as it stands: its status, points and chance, and each of its tests."""
    chance = find_chance(goal)
    return {
        "number": goal.goal.number,
        "title": goal.goal.title,
        "status": goal.status.value,
        "credit": write_exact(goal.outcome.credit),
        "weight": write_exact(goal.weight),
        "secured": write_exact(goal.points.secured),
        "open": write_exact(goal.points.open),
        "lost": write_exact(goal.points.lost),
        "p_met": None if chance is None else round(chance, 6),
        "criteria": [
            {
                "number": leaf.criterion.number,
                "title": leaf.criterion.title,
                "status": leaf.status.value,
                "credit": write_exact(leaf.outcome.credit),
                "actual": write_exact(leaf.trace.actual.value if leaf.trace and leaf.trace.actual else None),
                "target": write_exact(leaf.trace.target.value if leaf.trace and leaf.trace.target else None),
            }
            for leaf in goal.leaves()
        ],
    }


def write_exact(value: Decimal | Fraction | None) -> str | None:
    """Write a number exactly, `1/3` where no decimals say it; none is null, never 0."""
    if value is None:
        return None
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
