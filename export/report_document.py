"""A report as the terminal writes it for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.reports.report_reading import ReportReading
from metrics.report.course import ReportCourse, ReportStep
from metrics.report.lines import ReportLine
from metrics.report.personal_data import PersonalSign, find_personal_fields
from words.language import Words
from words.problems import describe_problem
from words.reports.report_line import name_line, write_line_facts


def build_reading_document(report: ReportReading, words: Words) -> dict[str, Any]:
    """Build what is known of a report: where it stands, its lines with what is typed, and its steps."""
    check, personal = report.check, find_personal_fields(report.draft)
    return {
        "plan": report.plan.id,
        "quarter": report.period.text,
        "state": report.course.state.value,
        "version": report.course.version,
        "due": report.due.isoformat() if report.due else None,
        "deadline": report.deadline.isoformat() if report.deadline else None,
        "answered": check.progress.answered,
        "asked": check.progress.asked,
        "lines": [_build_line(line, report, personal, words) for line in report.lines],
        "steps": build_steps(report.course),
    }


def build_steps(course: ReportCourse) -> list[dict[str, Any]]:
    """Build the steps of a report."""
    return [_build_step(step) for step in course.steps]


def _build_line(
    line: ReportLine,
    report: ReportReading,
    personal: Mapping[tuple[str, str], Sequence[PersonalSign]],
    words: Words,
) -> dict[str, Any]:
    facts = report.check.facts.get(line.key)
    fields = {one.name: one.text for one in report.draft.fields.values() if one.line == line.key and one.text}
    return {
        "key": line.key,
        "section": line.section.value,
        "name": name_line(line, report.plan, words),
        "goal": line.goal or None,
        "criteria": list(line.criteria),
        "due": line.due.isoformat() if line.due else None,
        "required": line.required,
        "carried": line.carried,
        "answered": report.draft.answers(line),
        "typed": dict(sorted(fields.items())),
        "facts": write_line_facts(line, facts, report.plan, report.catalogue, words) if facts else [],
        "personal": [
            {"field": name, "signs": [sign.value for sign in signs]}
            for (key, name), signs in personal.items()
            if key == line.key
        ],
        "problems": [
            {
                "field": one.name or None,
                "code": one.problem.code,
                "text": describe_problem(one.problem, words),
            }
            for one in report.check.problems
            if one.line == line.key
        ],
    }


def _build_step(step: ReportStep) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "person": step.person,
        "role": step.role.value,
        "at": step.at.isoformat(),
        "words": step.words,
        "rows": list(step.rows),
        "until": step.until.isoformat() if step.until else None,
        "word": step.word or None,
    }
