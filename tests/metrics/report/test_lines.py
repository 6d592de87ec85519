"""The order of lines."""

from __future__ import annotations

from metrics.facts.reports.line_keys import LineKind
from metrics.report.lines import ReportLine, Section, list_required, sort_lines


def test_lines_stand_by_section_and_within_it_as_they_were_found() -> None:
    def line(key: str, section: Section, *, required: bool = False) -> ReportLine:
        return ReportLine(key, LineKind.WORDS, section, required=required)

    words, late = line("c", Section.WORDS), line("b", Section.OVERDUE, required=True)
    first, second = line("z", Section.FIGURES), line("a", Section.FIGURES)
    assert sort_lines([words, first, second, late]) == [late, first, second, words]
    assert list(list_required([words, first, second, late])) == [late]
