"""A development plan as a paper: what it says, and that each format is written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from openpyxl import load_workbook

from export.papers.chart import RoadmapChart
from export.papers.kinds.direction_paper import MOST_ROWS, make_direction_paper, write_direction_paper
from export.papers.paper import Paper, PaperTable
from metrics.direction.direction_plan import DirectionFile, DocumentFigure, GoalLink
from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from metrics.direction.serving import find_serving
from metrics.direction.target_years import find_target_years
from metrics.direction.yearly_target import YearlyTarget
from metrics.paper.direction_ground import DirectionGround
from metrics.paper.kinds import FORMATS, PaperFormat, PaperKind
from metrics.plan.formula import Step
from metrics.status import Status
from tests.directions import direction, initiative, step
from tests.factories import catalogue, facts, plan, reads, result
from words.language import Words

DAY, KNOWN = date(2024, 9, 1), datetime(2024, 9, 1, 12, tzinfo=UTC)
DA = Words("da")


def ground(file: DirectionFile, *told: StepEvent) -> DirectionGround:
    found, known = file.bare, catalogue()
    yearly = plan(id="p", start=date(2024, 1, 1), end=date(2024, 12, 31))
    years = find_target_years(found, [yearly], facts(result("2023", 92), as_of=DAY), known)
    return DirectionGround(
        found,
        known.institutions["inst"],
        2,
        find_standings(found, told, DAY, KNOWN),
        find_serving(found, {"p": yearly}),
        years,
        known,
        DAY,
        KNOWN,
        KNOWN,
        DAY,
    )


def sample() -> DirectionGround:
    target = YearlyTarget(
        number="A",
        title="In time",
        section="2",
        value=reads(),
        by_year=(Step(year=2023, number=Decimal(90)),),
    )
    late = initiative("1.1", ends="2024-summer", said="til sommer", steps=(step("1.1.1", when="2025"),))
    served = initiative("1.2", owner="The office", goals=(GoalLink(plan="p", goal="1"),))
    figure = DocumentFigure(indicator="share", value=Decimal(7), section="Table 1")
    file = direction(late, served, targets=(target,), figures=(figure,), strategic_picture="Better")
    said = StepEvent("plan-2023", "1.2", StepEventKind.CLAIMED, date(2024, 8, 1), source="J 17")
    return ground(file, said)


def tables(paper: Paper) -> dict[str, list[list[str]]]:
    every = [block for section in paper.sections for block in section.blocks if isinstance(block, PaperTable)]
    return {one.caption: [[cell.full_text for cell in row] for row in one.rows] for one in every}


def test_it_says_how_each_initiative_stands_with_its_evidence_and_its_goals() -> None:
    paper = make_direction_paper(sample(), DA)
    assert (paper.head.title, paper.head.version) == ("Plan 2023-2025", "Planversion 2")
    late, inner, done = tables(paper)["1 Area"]
    assert late[1:4] == [
        "sommeren 2024\n“til sommer”",
        "Ikke nævnt i planen",
        "Ingen indberetning\nTiden er gået (sommeren 2024), og intet er indberettet.",
    ]
    assert inner[0].startswith("1.1.1 Step")
    assert done[1:] == [
        "uden dato i planen",
        "The office",
        "Gennemført\nIndberettet gennemført 1. august 2024. Dokumentation: J 17.",
        "1 1, Plan",
    ]
    assert tables(paper)["A In time"] == [
        ["2023", "mindst 90\u00a0pct.", "92,0\u00a0pct.", "Opfyldt", "intet årligt mål"]
    ]
    assert tables(paper)[""] == [["share", "7", "uden dato i planen", "Table 1"]]


def test_the_roadmap_is_drawn_as_exactly_as_the_plan_says() -> None:
    charts = [
        b
        for s in make_direction_paper(sample(), DA).sections
        for b in s.blocks
        if isinstance(b, RoadmapChart)
    ]
    (chart,) = charts
    assert chart.reach == (2023.0, 2026.0)
    assert [(bar.title[:5].strip(), bar.span is None, bar.late, bar.state) for bar in chart.bars] == [
        ("1.1 I", False, True, "ingen indberetning"),
        ("1.1.1", False, False, "ingen indberetning"),
        ("1.2 I", True, False, "gennemført"),
    ]
    assert chart.alt.startswith("Køreplan for 1 Area. 1.1 Initiative 1.1: sommeren 2024. Ingen indberetning.")
    assert chart.today is not None
    table = make_direction_paper(sample(), DA).sections[3].blocks[0]
    assert isinstance(table, PaperTable)
    assert table.rows[0][3].status is Status.OVERDUE_DATA


def test_sixty_initiatives_are_drawn_in_pictures_that_have_room_on_a_page() -> None:
    many = direction(*(initiative(f"1.{n}", when="2024") for n in range(60)))
    paper = make_direction_paper(ground(many), DA)
    charts = [b for s in paper.sections for b in s.blocks if isinstance(b, RoadmapChart)]
    assert sum(len(one.bars) for one in charts) == 60
    assert max(len(one.bars) for one in charts) == MOST_ROWS


def test_a_contract_with_targets_alone_has_no_roadmap() -> None:
    alone = ground(direction(targets=sample().direction.targets, focus_areas=()))
    titles = [one.title for one in make_direction_paper(alone, DA).sections]
    assert titles == ["", "Måltal år for år", "Om planen"]


@pytest.mark.parametrize("form", FORMATS[PaperKind.DIRECTION])
def test_each_format_is_written_and_the_same_ground_gives_the_same_file(form: PaperFormat) -> None:
    content = write_direction_paper(form, sample(), DA)
    assert content == write_direction_paper(form, sample(), DA)
    if form is PaperFormat.PDF:
        with pikepdf.open(BytesIO(content)) as pdf:
            assert "/StructTreeRoot" in pdf.Root
    elif form is PaperFormat.WORD:
        assert "1.1 Initiative 1.1" in "".join(
            cell.text
            for table in Document(BytesIO(content)).tables
            for row in table.rows
            for cell in row.cells
        )
    else:
        book = load_workbook(BytesIO(content))
        assert any("J 17" in str(cell.value) for sheet in book for row in sheet.rows for cell in row)
