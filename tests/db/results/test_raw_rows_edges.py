"""What a results file says of itself by its form: a number by the digits shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from db.results import raw_rows


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [(0.1 + 0.2, "General", "0.3"), (0.07, "0%", "7%"), (1 / 3, "General", "0.333333333")],
)
def test_the_noise_of_a_programs_arithmetic_is_no_part_of_a_number(
    tmp_path: Path, value: float, shown: str, text: str
) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["institution", "indicator", "period", "value"])
        sheet.write_row(1, 0, ["cpr", "share", "2017"])
        sheet.write_number(1, 3, value, book.add_format({"num_format": shown}))
    (found,) = raw_rows.read_rows(path)
    assert found.cell("value") == text


def test_what_reads_workbooks_is_loaded_only_where_there_is_one() -> None:
    code = "import server, sys; sys.exit(any(name in sys.modules for name in ('openpyxl', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
