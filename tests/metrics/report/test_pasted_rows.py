"""Cells pasted from a spreadsheet, as texts for the figures of a report."""

from __future__ import annotations

from metrics.facts.reports.line_keys import SHEET, LineKind
from metrics.periods import Period
from metrics.report.draft_fields import ReportDraft
from metrics.report.lines import FigureAsked, ReportLine, Section
from metrics.report.pasted_rows import (
    ROWS,
    PastedFate,
    SheetRows,
    compare_sheet,
    read_pasted_rows,
    read_sheet,
    write_sheet,
)
from tests.factories import OWNER, indicator
from tests.reporting import draft

NOTHING = ReportDraft()


def asked(name: str, period: str = "2017Q2", *, counted: bool = False) -> ReportLine:
    """A line that asks for a figure."""
    figure = FigureAsked(
        (OWNER, name), indicator(name, name=name.title()), Period.parse(period), counted=counted
    )
    return ReportLine(
        f"figure:{name}:{period}", LineKind.FIGURE, Section.FIGURES, "1", ("1.1",), figure=figure
    )


FIRST, SECOND = asked("share", counted=True), asked("days")
LINES = [FIRST, SECOND]


def read(text: str, known: ReportDraft = NOTHING) -> list[tuple[str, dict[str, str]]]:
    found, problems = read_pasted_rows(text, LINES, known)
    assert problems == []
    return [(row.line.key, dict(row.texts)) for row in found]


def test_rows_without_names_are_those_of_the_figures_in_their_order() -> None:
    assert read("31\t2.903\n5,1\n") == [
        (FIRST.key, {"numerator": "31", "denominator": "2.903"}),
        (SECOND.key, {"value": "5,1"}),
    ]


def test_an_empty_row_leaves_its_figure_out() -> None:
    assert read("\n5,1") == [(SECOND.key, {"value": "5,1"})]


def test_rows_with_names_stand_in_any_order_below_a_heading() -> None:
    assert read("Navn\tTal\nDays\t5,1\n1.1 Share\t31\t2903") == [
        (SECOND.key, {"value": "5,1"}),
        (FIRST.key, {"numerator": "31", "denominator": "2903"}),
    ]


def test_a_year_that_is_the_period_and_a_day_are_no_figures() -> None:
    line = asked("days", "2017")
    found, _ = read_pasted_rows("Days\t2017\t14-01-2018\t5,1", [line], NOTHING)
    assert [dict(row.texts) for row in found] == [{"value": "5,1"}]


def test_what_a_row_does_to_the_draft_is_told() -> None:
    known = draft({SECOND.key: {"value": "5,1"}})
    fates = [read_pasted_rows(f"days\t{value}", LINES, known)[0][0].fate for value in ("5,1", "5,2")]
    assert fates == [PastedFate.SAME, PastedFate.CHANGED]
    assert read_pasted_rows("days\t5", LINES, NOTHING)[0][0].fate is PastedFate.NEW


def test_all_that_is_wrong_is_told_with_its_row() -> None:
    _, problems = read_pasted_rows("days\tukendt\nAndet\t7\nshare\t1\t2\t3", LINES, NOTHING)
    told = [("row_without_figure", "1"), ("row_of_no_figure", "2"), ("row_without_figure", "3")]
    assert [(one.code, one.place) for one in problems] == told


SAID = SheetRows("tal.xlsx", {SECOND.key: {"value": "5,1", "source": "S"}, "gone": {"value": "1"}}, 2, 3)


def test_what_is_kept_beside_a_draft_comes_back_as_it_was() -> None:
    assert read_sheet(ReportDraft()) is None
    assert read_sheet(draft({SHEET: {ROWS: write_sheet(SAID)}})) == SAID


def test_each_line_that_is_there_is_compared_with_the_draft() -> None:
    (row,) = compare_sheet(SAID, LINES, ReportDraft())
    assert (row.line, row.fate) == (SECOND, PastedFate.NEW)
    stands = {"value": "5,1", "source": "S"}
    assert compare_sheet(SAID, LINES, draft({SECOND.key: stands}))[0].fate is PastedFate.SAME
    other = {"value": "5,2", "source": "S"}
    assert compare_sheet(SAID, LINES, draft({SECOND.key: other}))[0].fate is PastedFate.CHANGED
    assert compare_sheet(SAID, [FIRST], ReportDraft()) == []
