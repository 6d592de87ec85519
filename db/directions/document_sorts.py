"""The sorts of documents that stand beside the yearly plans, each with the shape of its file and what it requires."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from metrics.direction.direction_plan import Direction, DirectionFile
from metrics.direction.direction_requirements import find_direction_problems
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.direction_versions import find_step_problems
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyFile, DutyPlan
from metrics.duties.duty_requirements import find_change_problems, find_duty_problems
from metrics.errors import Problem

D = TypeVar("D", bound=Direction | DutyPlan)
F = TypeVar("F", bound=DirectionFile | DutyFile)


@dataclass(frozen=True, slots=True)
class DocumentSort(Generic[D, F]):
    """A sort of document: how it and its file are made, what a file requires, and what a later version may not do.

    `action` begins the names that the audit has for what is done to it. A document is parsed as it is kept; a file is
    validated as it is read, constructed of what is known to be right, and stripped of its definitions. `of_absence` are
    the problems that may follow from a part that could not be read.
    """

    kind: DocumentKind
    action: str
    parse: Callable[[str], D]
    validate: Callable[[Any], F]
    construct: Callable[..., F]
    strip: Callable[[F], D]
    find_problems: Callable[[F], list[Problem]]
    find_change_problems: Callable[[D, D, Sequence[StepEvent]], list[Problem]]
    of_absence: frozenset[str]


@lru_cache(maxsize=256)
def _parse_direction(document: str) -> Direction:
    # A version's document never changes, so each process parses it once.
    return Direction.model_validate_json(document)


@lru_cache(maxsize=256)
def _parse_duties(document: str) -> DutyPlan:
    return DutyPlan.model_validate_json(document)


def _find_step_problems(before: Direction, after: Direction, told: Sequence[StepEvent]) -> list[Problem]:
    return find_step_problems(before, after, {one.number for one in told})


def _find_duty_changes(before: DutyPlan, after: DutyPlan, told: Sequence[StepEvent]) -> list[Problem]:
    return find_change_problems(before, after, {(one.number, one.occurrence) for one in told})


DEVELOPMENT: DocumentSort[Direction, DirectionFile] = DocumentSort(
    DocumentKind.DEVELOPMENT,
    "direction",
    _parse_direction,
    DirectionFile.model_validate,
    DirectionFile.model_construct,
    lambda file: file.bare,
    find_direction_problems,
    _find_step_problems,
    frozenset({"initiative_unknown", "indicator_unknown", "institution_unknown", "list_empty"}),
)
DUTIES: DocumentSort[DutyPlan, DutyFile] = DocumentSort(
    DocumentKind.DUTIES,
    "duties",
    _parse_duties,
    DutyFile.model_validate,
    DutyFile.model_construct,
    lambda file: file.bare,
    find_duty_problems,
    _find_duty_changes,
    frozenset({"institution_unknown", "list_empty", "rule_and_first_day", "trigger_needed"}),
)
