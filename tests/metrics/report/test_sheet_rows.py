"""The rows of a spreadsheet, kept beside a draft and compared with it."""

from __future__ import annotations

from metrics.report.draft_fields import ReportDraft
from metrics.report.pasted_rows import PastedFate
from metrics.report.sheet_rows import ROWS, SHEET, SheetRows, compare_sheet, read_sheet, write_sheet
from tests.metrics.report.test_pasted_rows import FIRST, LINES, SECOND
from tests.reporting import draft

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
