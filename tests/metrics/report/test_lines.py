"""Keys of lines, and their order."""

from __future__ import annotations

from metrics.report.lines import LineKind, ReportLine, Section, list_required, make_key, sort_lines


def test_a_key_says_what_a_line_is_of() -> None:
    assert make_key(LineKind.FIGURE, "share", "2017Q2") == "figure:share:2017Q2"
    assert make_key(LineKind.EXPECTATION, "2") == "goal:2"


def test_lines_stand_by_section_and_within_it_as_they_were_found() -> None:
    def line(key: str, section: Section, *, required: bool = False) -> ReportLine:
        return ReportLine(key, LineKind.WORDS, section, required=required)

    words, late = line("c", Section.WORDS), line("b", Section.OVERDUE, required=True)
    first, second = line("z", Section.FIGURES), line("a", Section.FIGURES)
    assert sort_lines([words, first, second, late]) == [late, first, second, words]
    assert list(list_required([words, first, second, late])) == [late]
