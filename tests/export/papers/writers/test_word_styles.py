"""The styles of a paper in Word."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from export.papers.writers.word_styles import set_styles


def test_a_page_is_a4_with_margins_of_18_mm_in_the_language_of_the_paper() -> None:
    document = docx.Document()
    set_styles(document, "da")
    page = document.sections[0]
    sides = (page.page_width, page.page_height, page.left_margin, page.right_margin, page.top_margin)
    assert [round(side / Mm(1)) for side in sides if side] == [210, 297, 18, 18, 18]
    languages = document.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert [one.get(qn("w:val")) for one in languages] == ["da-DK"]
    assert document.styles["Heading 1"].font.name == "Calibri"
