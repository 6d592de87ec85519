"""Results files as people send them: CSV of any kind, workbooks good and broken, and files that are neither."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.cell import Cell

from db.results import raw_rows, workbook_tables
from metrics.errors import InvalidInput, Problem
from metrics.facts.raw_row import RawRow

HEADER = ["institution", "indicator", "period", "value"]
ROW = ["cpr", "klagesager-rettidigt", "2017", "91.5"]
SHEET = "xl/worksheets/sheet1.xml"
Format = dict[str, str]
Cells = list[object]


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV file from its text."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "r.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook from rows of cells; a cell may be a pair of a value and its number format."""

    def write(*rows: Cells, name: str = "r.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Ark1")
            every: list[Cells] = [[*HEADER], *rows]
            for line, row in enumerate(every):
                for column, cell in enumerate(row):
                    value, shown = cell if isinstance(cell, tuple) else (cell, None)
                    style = book.add_format({"num_format": shown}) if shown else None
                    if isinstance(value, date):
                        sheet.write_datetime(line, column, value, style)
                    elif isinstance(value, str) and not value.startswith("{"):
                        (sheet.write_formula if value.startswith("=") else sheet.write_string)(
                            line, column, value
                        )
                    else:
                        sheet.write(line, column, value, style)
        return path

    return write


def problems(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        raw_rows.read_rows(path)
    return list(refused.value.problems)


def found(path: Path) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in problems(path)]


def only(rows: list[RawRow]) -> dict[str, str]:
    (row,) = rows
    return dict(row.cells)


# --- CSV ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_file_as_any_program_writes_it(
    csv_file: Callable[..., Path], delimiter: str, end: str, encoding: str
) -> None:
    text = end.join(delimiter.join(row) for row in (HEADER, ROW)) + end
    (row,) = raw_rows.read_rows(csv_file(text, encoding))
    assert row == RawRow("r.csv:2", dict(zip(HEADER, ROW, strict=True)))


def test_a_decimal_comma_in_a_semicolon_file_reaches_the_check_as_written(
    csv_file: Callable[..., Path],
) -> None:
    rows = raw_rows.read_rows(csv_file("institution;indicator;period;value\ncpr;k;2017;91,5\n"))
    assert only(rows)["value"] == "91,5"


def test_columns_may_come_in_any_order_case_and_number(csv_file: Callable[..., Path]) -> None:
    rows = raw_rows.read_rows(csv_file('Value, PERIOD,indicator,institution,note\n91,2017,k,cpr,"a, b"\n'))
    assert only(rows) == {
        "value": "91",
        "period": "2017",
        "indicator": "k",
        "institution": "cpr",
        "note": "a, b",
    }


def test_empty_lines_are_passed_over_and_counted(csv_file: Callable[..., Path]) -> None:
    rows = raw_rows.read_rows(csv_file("\n\ninstitution,indicator,period,value\n,,,\n\ncpr,k,2017,91\n"))
    assert [row.place for row in rows] == ["r.csv:6"]


def test_a_row_is_placed_by_the_line_it_begins_on_also_after_a_text_of_several_lines(
    csv_file: Callable[..., Path],
) -> None:
    text = 'institution,indicator,period,value,note\ncpr,k,2017,1,"one\ntwo\nthree"\ncpr,k,2018,2,\n'
    assert [row.place for row in raw_rows.read_rows(csv_file(text))] == ["r.csv:2", "r.csv:5"]


def test_a_short_row_has_empty_cells(csv_file: Callable[..., Path]) -> None:
    (row,) = raw_rows.read_rows(csv_file("institution,indicator,period,value,note\ncpr,k,2017\n"))
    assert (row.cell("value"), row.cell("note")) == ("", "")


CSV_CASES = [
    ("", [("file_empty", "r.csv")]),
    (" \n\n", [("file_empty", "r.csv")]),
    (",,,\n,,,\n", [("file_empty", "r.csv")]),
    ("institution,indicator,period,value\n", [("no_rows", "r.csv")]),
    ("indicator,period,value\nk,2017,1\n", [("column_missing", "r.csv:1")]),
    ("\nværdi,x\n1,2\n", [("column_missing", "r.csv:2")] * 3 + [("column_unknown", "r.csv:2")]),
    ("institution,indicator,period,value,value\ncpr,k,2017,1,2\n", [("column_repeated", "r.csv:1")]),
    ("institution,indicator,period,,value\ncpr,k,2017,,1\n", [("column_unknown", "r.csv:1")]),
    ("institution;indicator;period;value\ncpr;k;2017;1\ncpr;k;2018;1;2\n", [("row_too_wide", "r.csv:3")]),
    ("institution,indicator,period,value,,\ncpr,k,2017,1,,x\n", [("row_too_wide", "r.csv:2")]),
    ("institution,indicator,period,value\ncpr,k,2017,91,5\n", [("row_too_wide", "r.csv:2")]),
    ('institution,indicator,period,value\ncpr,k,2016,1\ncpr,k,"2017,1\n', [("csv_syntax", "r.csv:3")]),
    ("institution,indicator,period,value\ncpr,k,2017," + "1" * 200_000 + "\n", [("csv_syntax", "r.csv:2")]),
]


@pytest.mark.parametrize(("text", "expected"), CSV_CASES, ids=range(len(CSV_CASES)))
def test_a_csv_file_that_does_not_fit_says_why_and_where(
    csv_file: Callable[..., Path], text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(csv_file(text)) == expected


def test_all_that_is_wrong_with_a_file_s_shape_comes_at_once(csv_file: Callable[..., Path]) -> None:
    text = "institution,indicator,beløb\n" + "cpr,k,1,2\n" * 3
    codes = [
        ("column_missing", 1),
        ("column_unknown", 1),
        ("row_too_wide", 2),
        ("row_too_wide", 3),
        ("row_too_wide", 4),
    ]
    assert found(csv_file(text)) == [(code, f"r.csv:{line}") for code, line in codes]


def test_too_many_rows_are_refused(csv_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_rows, "MOST_ROWS", 2)
    text = ",".join(HEADER) + "\n" + ",".join(ROW) + "\n"
    assert len(raw_rows.read_rows(csv_file(text + ",".join(ROW) + "\n"))) == 2
    assert found(csv_file(text + (",".join(ROW) + "\n") * 2)) == [("too_many_rows", "r.csv")]


# --- Size, kind and place -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)
    (problem,) = problems(path)
    assert (problem.code, problem.place) == ("file_too_large", name)
    assert problem.params == {"size": 200_000_000, "largest": raw_rows.LARGEST_FILE}


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(
    csv_file: Callable[..., Path], workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (csv_file(",".join(HEADER) + "\n" + ",".join(ROW)), workbook([*ROW])):
        monkeypatch.setattr(raw_rows, "LARGEST_FILE", path.stat().st_size)
        assert len(raw_rows.read_rows(path)) == 1
        monkeypatch.setattr(raw_rows, "LARGEST_FILE", path.stat().st_size - 1)
        assert found(path) == [("file_too_large", path.name)]


@pytest.mark.parametrize("name", ["r.ods", "r.xls", "r", "r.csv.exe"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    assert found(tmp_path / name) == [("file_kind", name)]


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx"])
def test_a_file_that_is_not_there_is_missing(tmp_path: Path, name: str) -> None:
    assert found(tmp_path / name) == [("file_missing", str(tmp_path / name))]


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_file_that_is_none_is_not_read_from(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/dev/zero")
    assert found(tmp_path / name) == [("file_missing", str(tmp_path / name))]


# --- Workbooks ----------------------------------------------------------------------------------------------------


def test_a_workbook_gives_the_text_a_csv_file_would(workbook: Callable[..., Path]) -> None:
    path = workbook(
        ["cpr", "k", 2017, 91.5],
        ["cpr", "k", 2018.0, 90],
        ["cpr", "k", "2019Q1", 0.1],
        [],
        ["cpr", "k", "x", True],
    )
    assert [(row.place, row.cell("period"), row.cell("value")) for row in raw_rows.read_rows(path)] == [
        ("Ark1!2", "2017", "91.5"),
        ("Ark1!3", "2018", "90"),
        ("Ark1!4", "2019Q1", "0.1"),
        ("Ark1!6", "x", "true"),
    ]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("dd-mm-yyyy", "2017-09-01"),
        ("yyyy-mm-dd", "2017-09-01"),
        ("mmm-yy", "2017-09"),
        ("yyyy-mm", "2017-09"),
    ],
)
def test_a_date_in_a_workbook_is_read_as_it_is_shown(
    workbook: Callable[..., Path], shown: str, expected: str
) -> None:
    """Excel makes the first of September of a typed 2017-09."""
    assert (
        only(raw_rows.read_rows(workbook(["cpr", "k", (date(2017, 9, 1), shown), 1])))["period"] == expected
    )


def test_a_share_shown_in_percent_is_not_taken_for_a_hundredth_of_itself(
    workbook: Callable[..., Path],
) -> None:
    assert only(raw_rows.read_rows(workbook(["cpr", "k", "2017", (0.91, "0%")])))["value"] == "91%"


@pytest.mark.parametrize("formula", ["=SUM(1,2)", "{=SUM(1,2)}", "=1/0"])
def test_a_formula_stays_visible_so_that_it_is_refused(workbook: Callable[..., Path], formula: str) -> None:
    assert only(raw_rows.read_rows(workbook(["cpr", "k", "2017", formula])))["value"] == formula.strip("{}")


def test_large_and_small_numbers_are_written_out(workbook: Callable[..., Path]) -> None:
    path = workbook(["cpr", "k", "2017", 1e15], ["cpr", "k", "2018", 1e-7])
    assert [row.cell("value") for row in raw_rows.read_rows(path)] == ["1000000000000000", "0.0000001"]


def test_a_workbook_without_rows_or_without_anything_is_told_apart(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    assert found(workbook()) == [("no_rows", "r.xlsx")]
    with xlsxwriter.Workbook(tmp_path / "blank.xlsx") as book:
        book.add_worksheet()
    assert found(tmp_path / "blank.xlsx") == [("file_empty", "blank.xlsx")]
    (tmp_path / "zero.xlsx").write_bytes(b"")
    assert found(tmp_path / "zero.xlsx") == [("file_empty", "zero.xlsx")]


def rebuilt(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same workbook with some of its parts changed, or left out."""
    broken = path.with_name("broken.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = change(part, source.read(part))
            if content is not None:
                target.writestr(part, content)
    return broken


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in b"bcd"
)
BREAKS: dict[str, Callable[[str, bytes], bytes | None]] = {
    "the sheet breaks off": lambda part, data: data[:-40] if part == SHEET else data,
    "the book breaks off": lambda part, data: data[:-40] if part == "xl/workbook.xml" else data,
    "no sheet": lambda part, data: None if part == SHEET else data,
    "no list of parts": lambda part, data: None if part == "[Content_Types].xml" else data,
    "no texts": lambda part, data: None if part == "xl/sharedStrings.xml" else data,
    "a text that is not there": lambda part, data: (
        data.replace(b't="s"><v>0<', b't="s"><v>99<') if part == SHEET else data
    ),
    "a number that is none": lambda part, data: (
        data.replace(b"<v>91.5<", b"<v>abc<") if part == SHEET else data
    ),
    "an entity of entities": lambda part, data: (
        data.replace(b"<worksheet", BOMB + b"<worksheet", 1).replace(b"91.5", b"&d;")
        if part == SHEET
        else data
    ),
    "a file of the machine": lambda part, data: (
        data.replace(
            b"<worksheet", b'<!DOCTYPE x [<!ENTITY d SYSTEM "file:///etc/passwd">]><worksheet', 1
        ).replace(b"91.5", b"&d;")
        if part == SHEET
        else data
    ),
    "no sheets in the book": lambda part, data: re.sub(b"<sheets>.*</sheets>", b"<sheets/>", data),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_a_broken_workbook_is_a_message_and_not_a_crash(
    workbook: Callable[..., Path], change: Callable[[str, bytes], bytes | None]
) -> None:
    assert found(rebuilt(workbook(["cpr", "k", "2017", 91.5]), change)) == [
        ("xlsx_unreadable", "broken.xlsx")
    ]


def test_a_damaged_archive_and_a_text_file_by_another_name_are_messages_too(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    path = workbook(["cpr", "k", "2017", 91.5])
    data = bytearray(path.read_bytes())
    start = data.find(SHEET.encode()) + len(SHEET)
    data[start : start + 60] = bytes(60)
    path.write_bytes(data)
    assert found(path) == [("xlsx_unreadable", "r.xlsx")]
    (tmp_path / "text.xlsx").write_text("institution,indicator,period,value\n")
    assert found(tmp_path / "text.xlsx") == [("xlsx_unreadable", "text.xlsx")]


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(SHEET, "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < raw_rows.LARGEST_FILE
    (problem,) = problems(path)
    assert (problem.code, problem.params["size"]) == ("file_too_large", 201_000_000)


def test_a_sheet_that_claims_to_be_enormous_is_read_as_what_it_is(
    workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def claim(part: str, data: bytes) -> bytes:
        far = b'<row r="2000"><c r="A2000"><v>1</v></c></row></sheetData>'
        data = data.replace(b"</sheetData>", far) if part == SHEET else data
        return re.sub(b'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', data)

    cells, text = [], workbook_tables.write_cell

    def counted(cell: Cell) -> str:
        cells.append(cell)
        return text(cell)

    monkeypatch.setattr(workbook_tables, "write_cell", counted)
    rows = raw_rows.read_rows(rebuilt(workbook(["cpr", "k", "2017", 91.5]), claim))
    assert [row.place for row in rows] == ["Ark1!2", "Ark1!2000"]
    assert len(cells) <= 4 * (workbook_tables.MOST_COLUMNS + 1)
