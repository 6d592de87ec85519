"""Problems in words: what is wrong, where, and what is allowed. Findings about a plan too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from metrics.access import Refusal
from metrics.errors import Problem
from metrics.meeting.meeting_course import MeetingState, MeetingStepKind
from metrics.paper.kinds import PaperKind
from metrics.plan.terms import Party
from metrics.report.course import ReportState, StepKind
from metrics.score.plan_check.finding import Finding, FindingFigure, YearFigure
from words.language import Words

MOST_ALLOWED = 12  # items listed of what is allowed; more help nobody
LONGEST_SHOWN = 200  # characters shown of the input
_CHOICES = frozenset(
    {"not_allowed", "one_of", "file_kind", "database_kind", "source_needed", "file_kind_unknown"}
)
"""Problems where one of what is allowed has to be chosen."""
MOST_DIGITS = 18  # written out on either side of the decimal sign


def describe_problem(problem: Problem, words: Words) -> str:
    """Write a problem as one line: its place, and the sentence of its code."""
    params = {name: _write_value(name, value, words) for name, value in problem.params.items()}
    if "allowed" in problem.params:
        params["allowed"] = _write_allowed(problem, words)
    if problem.params.get("reason") is Refusal.OTHER_PARTY:
        text = words.t("error.not_permitted_other_party")
    else:
        text = words.t(f"error.{problem.code}", **params)
    place = _shorten(problem.place)
    if problem.line is None:
        return f"{place}: {text}" if place else text
    return f"{words.t('problem.line', line=problem.line, place=place)}: {text}"


def describe_finding(finding: Finding, words: Words) -> str:
    """Write a finding about a plan as a sentence, without its place."""
    params = {
        name: words.list([_write_value(name, item, words) for item in value])
        if isinstance(value, list)
        else _write_value(name, value, words)
        for name, value in finding.params.items()
    }
    if "text" in finding.params:  # the plan's own sentence is told whole
        params["text"] = str(finding.params["text"])
    return words.t(f"guide.{finding.rule}", **params)


def _write_value(name: str, value: object, words: Words) -> str:
    if name == "year":  # 2017, never 2.017
        return str(value)
    match value:
        case bool():
            text = words.t("word.yes" if value else "word.no")
        case Party() | PaperKind() | StepKind() | ReportState() | MeetingStepKind() | MeetingState():
            text = _name_code(value, words)
        case YearFigure():
            text = f"{value.year}: {_write_value('', value.figure, words)}"
        case FindingFigure():
            text = words.value(value.value, value.unit, value.decimals)
        case date():
            text = words.date(value)
        case int() | Decimal() if _can_be_written_out(value):
            text = words.number(value)
        case list() | tuple() | set() | frozenset():
            text = ", ".join(_write_value(name, item, words) for item in list(value)[:MOST_ALLOWED])
            if len(value) > MOST_ALLOWED:
                text += " …"
        case _:
            text = "" if value is None else _shorten(str(value))
    return text


def _name_code(
    value: Party | PaperKind | StepKind | ReportState | MeetingStepKind | MeetingState, words: Words
) -> str:
    """Name a party, a kind of paper, or a step or a state of a report or a meeting."""
    match value:
        case Party():
            return words.t(f"party.{value.value}")
        case PaperKind():
            return words.t(f"paper.kind_{value.value}")
        case StepKind():
            return words.t(f"report.step_{value.value}")
        case ReportState():
            return words.t(f"report.state_{value.value}")
        case MeetingStepKind():
            return words.t(f"meeting.step_{value.value}")
        case MeetingState():
            return words.t(f"meeting.state_{value.value}")


def _write_allowed(problem: Problem, words: Words) -> str:
    """Write what may stand, "a, b eller c", or what there is, "a, b, c", or that there is nothing."""
    value = problem.params["allowed"]
    listed = value.split(", ") if isinstance(value, str) else value
    items = [_write_value("", item, words) for item in listed if item] if isinstance(listed, Iterable) else []
    if len(items) > MOST_ALLOWED:
        return f"{', '.join(items[:MOST_ALLOWED])} …"
    if not items:
        return words.t("word.none_there")
    return words.either(items) if problem.code in _CHOICES else ", ".join(items)


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _can_be_written_out(value: int | Decimal) -> bool:
    # A file may say 1e999999999, which is short to write and fills the memory when written out.
    number = Decimal(value)
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return exponent >= -MOST_DIGITS and len(digits) + exponent <= MOST_DIGITS
