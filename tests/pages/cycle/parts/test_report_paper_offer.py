"""The paper of a quarter's report on the report's own page: once it is handed in, and not before."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from metrics.access import Role, grant_all_roles
from metrics.paper.kinds import PaperFormat
from metrics.periods import find_day_end
from pages.cycle.parts.report_paper_offer import make_file
from pages.ui.draw.theme import LIGHT
from pages.ui.page import Page
from tests.db.reports.played import PLAN, QUARTER
from tests.pages.conftest import Open
from words.language import Words

DAY = date(2017, 7, 12)


@pytest.fixture
def database(handed_in: str) -> str:
    return handed_in


@pytest.mark.parametrize("role", ["controller", "chief"])
def test_a_report_that_is_handed_in_offers_its_paper_to_both(
    open_page: Open, database: str, role: str
) -> None:
    assert database
    offered = open_page("report", plan=PLAN, quarter=QUARTER, role=role)
    assert [box.options for box in offered.selectbox if box.label == "Format"] == [
        ["PDF", "Word", "Excel", "PowerPoint"]
    ]
    later = open_page("report", plan=PLAN, quarter="2017Q3", role=role)
    assert [box.label for box in later.selectbox if box.label == "Format"] == []


def test_the_paper_has_what_was_declared(database: str) -> None:
    assert database
    reader = grant_all_roles("x", [Role.CONTROLLER])
    page = Page("report", Words("da"), DAY, DAY, find_day_end(DAY), LIGHT, reader, {})
    document = Document(BytesIO(make_file(page, PLAN, QUARTER, PaperFormat.WORD)))
    said = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Alt gik som ventet." in said
    assert document.paragraphs[0].text.replace("\u00a0", " ") == "Kvartalsrapport, 2. kvartal 2017"
