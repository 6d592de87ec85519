"""An extract has the documents and facts that may be told, and says what is left out, in every format."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest
from openpyxl import load_workbook

from db.filing import extract_reading
from db.filing.extract_reading import ExtractGround
from db.scope import EVERYTHING
from db.session import open_reading
from export.filing.journal_file import (
    COLUMN_KEYS,
    ExtractFormat,
    list_columns,
    make_extract_paper,
    write_extract,
)
from export.papers.paper import PaperTable, Paragraph
from metrics.filing.journal import JournalQuery
from tests.db.filing.filed_years import PLAN
from words.language import Words

DA = Words("da")
LEFT = "1 dokument er udeladt som internt: returneringer i institutionen (1)."


def read(url: str, **asked: Any) -> ExtractGround:
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        now = datetime(2018, 3, 1, tzinfo=UTC)
        return extract_reading.read_extract(session, JournalQuery(plan=PLAN, **asked), now)


def test_json_has_the_documents_the_facts_and_what_is_left_out(played: str) -> None:
    found = json.loads(write_extract(read(played), ExtractFormat.JSON, DA))
    assert [one["date"] for one in found["documents"]][:2] == ["2016-12-12", "2017-07-10"]
    assert len(found["documents"]) == 8
    report = next(one for one in found["documents"] if one["title"].startswith("Kvartalsrapport"))
    assert (report["number_institution"], report["number_department"]) == ("=2017-1", "")
    assert len(report["sha256"]) == 64
    assert (found["left_out"], found["left_out_said"]) == ({"return": 1}, LEFT)
    assert {"period": "2015", "value": "78.9", "provisional": "0"}.items() <= found["facts"][0].items()


def test_facts_are_of_the_period_in_which_they_became_known(played: str) -> None:
    found = json.loads(write_extract(read(played, since=date(2017, 1, 1)), ExtractFormat.JSON, DA))
    assert (found["facts"], found["from"], found["to"]) == ([], "2017-01-01", None)
    assert "plan" not in {one["key"].split("-")[0] for one in found["documents"]}


def test_csv_has_both_tables_and_what_is_left_out_last(played: str) -> None:
    lines = write_extract(read(played), ExtractFormat.CSV, DA).decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(list_columns(DA))
    assert lines[-1] == LEFT
    assert any(line.startswith("2016-12-12;Andel klagesager") and ";78,9;" in line for line in lines)
    assert any(";'=2017-1;" in line for line in lines)


@pytest.mark.parametrize("form", [ExtractFormat.PDF, ExtractFormat.EXCEL])
def test_a_file_to_read_has_the_same(played: str, form: ExtractFormat) -> None:
    content = write_extract(read(played), form, DA)
    if form is ExtractFormat.PDF:
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert str(opened.docinfo["/Title"]) == "Udtræk af journalen"
        return
    book = load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book.worksheets for row in sheet for cell in row]
    assert {LEFT, "=2017-1", 78.9} <= set(cells)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet for cell in row)


def test_the_paper_has_a_column_for_each_fact_the_law_asks_of_a_document(played: str) -> None:
    paper = make_extract_paper(read(played), DA)
    note, table = paper.sections[0].blocks
    assert isinstance(note, Paragraph)
    assert note.text == LEFT
    assert isinstance(table, PaperTable)
    assert len(table.columns) == len(COLUMN_KEYS)
    assert len(table.rows) == 8
