"""Workbooks that are small as files and large when unpacked."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from db.results import raw_rows, workbook_tables
from metrics.errors import InvalidInput
from metrics.facts.tables.result_table import TableLine
from metrics.facts.tables.sheet_choice import EVERY_SHEET, FileChoices

SECONDS = 4  # of the processor; without the limits each of these takes some 30


def book(rows: int = 1, *, far: bool = False) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["institution", "indicator", "period", "value"])
    for _ in range(rows):
        sheet.append(["naevn", "sager", "2017", 1])
    if far:
        sheet.cell(1_048_576, 16_384, "far away")
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "before", "filling"),
    [
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 800_000),
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="x" sheetId="2" r:id="rId1"/>' * 80_000),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 10_000_000),
    ],
)
def test_a_part_that_unpacks_to_much_more_than_its_bytes_is_refused(
    tmp_path: Path, name: str, before: bytes, filling: bytes
) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(changed(book(), name, lambda part: part.replace(before, filling + before)))
    assert path.stat().st_size < 200_000
    began = time.process_time()
    with pytest.raises(InvalidInput) as wrong:
        raw_rows.read_rows(path)
    assert [problem.code for problem in wrong.value.problems] == ["file_too_large"]
    assert time.process_time() - began < SECONDS


def test_a_cell_at_the_foot_of_the_sheet_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    path.write_bytes(book(far=True))
    began = time.process_time()
    assert len(raw_rows.read_rows(path)) == 1
    assert time.process_time() - began < SECONDS / 2


def test_a_workbook_of_many_equal_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(book(5_000))
    assert len(raw_rows.read_rows(path)) == 5_000


def test_a_sheet_of_too_many_rows_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_rows, "MOST_ROWS", 1_000)
    made: list[object] = []
    read_line = workbook_tables._read_line

    def note_line(*row: Any) -> TableLine:
        made.append(row)
        return read_line(*row)

    monkeypatch.setattr(workbook_tables, "_read_line", note_line)
    path = tmp_path / "rows.xlsx"
    path.write_bytes(book(1_011))
    with pytest.raises(InvalidInput) as wrong:
        raw_rows.read_rows(path)
    assert [(one.code, one.params) for one in wrong.value.problems] == [("too_many_rows", {"most": 1_000})]
    assert len(made) < 20
    path.write_bytes(book(1_000))
    assert len(raw_rows.read_rows(path)) == 1_000


def test_the_sheets_of_a_workbook_have_no_more_rows_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_rows, "MOST_ROWS", 5)
    made = Workbook()
    for sheet in (made.worksheets[0], made.create_sheet("B")):
        sheet.append(["institution", "indicator", "period", "value"])
        for _ in range(3):
            sheet.append(["naevn", "sager", "2017", 1])
    made.save(tmp_path / "two.xlsx")
    with pytest.raises(InvalidInput) as wrong:
        raw_rows.read_rows(tmp_path / "two.xlsx", FileChoices(EVERY_SHEET))
    assert [one.code for one in wrong.value.problems] == ["too_many_rows"]
    assert len(raw_rows.read_rows(tmp_path / "two.xlsx", FileChoices("B"))) == 3
