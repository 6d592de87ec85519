"""What the department's desk goes by: the course of every report, and what each last declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.reports import report_queries
from metrics.report.completeness import Completeness, count_figures
from metrics.report.course import ReportCourse
from metrics.report.document import list_declared


@dataclass(frozen=True, slots=True)
class DeclaredReport:
    """What a report last declared: the keys of its lines, and how many of the figures asked for it brought."""

    rows: frozenset[str]
    figures: Completeness


@dataclass(frozen=True, slots=True)
class DeskReading:
    """The course of every report that a step was taken with, and what those handed in declared, by plan and quarter."""

    courses: Mapping[tuple[str, str], ReportCourse]
    declared: Mapping[tuple[str, str], DeclaredReport]


def read_desk(session: Session) -> DeskReading:
    """Read what the desk goes by, of all plans."""
    declared = {
        of: DeclaredReport(frozenset(list_declared(document)), count_figures(document))
        for of, document in report_queries.read_declared(session).items()
    }
    return DeskReading(report_queries.read_courses(session), declared)
