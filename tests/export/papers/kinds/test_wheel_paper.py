"""The paper of a year: the wheel and the same entries as a table, in each of its formats."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import openpyxl
import pytest

from export.papers.chart import WheelChart
from export.papers.kinds.wheel_paper import WheelBasis, make_wheel_paper
from export.papers.paper import PaperTable
from export.papers.papers import find_writer
from metrics.paper.kinds import FORMATS, Marking, PaperFormat, PaperKind
from metrics.plan.terms import Stage
from metrics.wheel.year_wheel import WheelGround, gather_year
from tests.duties import duty, duty_plan
from tests.factories import catalogue, goal, plan, scored
from words.language import Words

ON = date(2017, 8, 20)
NOW = datetime(2017, 8, 20, 12, tzinfo=UTC)


def make_basis(*, of_area: bool = False) -> WheelBasis:
    signed = plan(goal(), stage=Stage.SIGNED)
    policy = duty_plan(duty(first=date(2017, 4, 9)), start=date(2017, 1, 1)).bare
    score = scored(signed, as_of=ON, known_at=ON)
    entries = gather_year(WheelGround(ON, NOW, [score], duties=[policy]), 2017)
    return WheelBasis("Inst", 2017, entries, (), catalogue(), (ON, NOW), ON, NOW, of_area=of_area)


def test_the_table_holds_every_entry_of_the_picture() -> None:
    paper = make_wheel_paper(make_basis(), Words("da"))
    assert paper.head.title == "Inst: årshjul 2017"
    chart = next(one for one in paper.sections[0].blocks if isinstance(one, WheelChart))
    (table,) = paper.sections[1].blocks
    assert isinstance(table, PaperTable)
    dated = [row for row in table.rows if row[0].value]
    assert [row[0].value for row in dated] == [entry.day for entry in chart.entries]
    assert [cell.text for cell in dated[0]] == [
        "9. april 2017 (sidste arbejdsdag 7. april 2017)",
        "1.1 Duty 1.1",
        "Inst",
        "Overskredet",
    ]
    assert (paper.head.marking, chart.today) == (Marking.SHARED, ON)
    assert make_wheel_paper(make_basis(of_area=True), Words("en")).head.marking is Marking.INTERNAL


@pytest.mark.parametrize("form", FORMATS[PaperKind.WHEEL])
def test_each_format_is_written(form: PaperFormat) -> None:
    content = find_writer(form)(make_wheel_paper(make_basis(), Words("da")), NOW)
    match form:
        case PaperFormat.PDF:
            assert content.startswith(b"%PDF")
        case PaperFormat.WORD:
            document = docx.Document(BytesIO(content))
            assert "1.1 Duty 1.1" in "".join(cell.text for cell in document.tables[-1]._cells)
            assert len(document.inline_shapes) == 1
        case _:
            book = openpyxl.load_workbook(BytesIO(content))
            found = [cell.value for sheet in book for row in sheet for cell in row]
            assert datetime(2017, 10, 14) in found  # noqa: DTZ001 # a day in a cell
