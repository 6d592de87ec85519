"""A paper as slides, read again by python-pptx."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pptx
from hypothesis import HealthCheck, given, settings
from pptx.util import Mm

from export.papers.paper import Bullets, PaperCell, PaperColumn, PaperTable, Paragraph
from export.papers.writers.slide_writer import HEIGHT, WIDTH, write_slides
from tests.export.papers.writers.test_pdf_writer import TYPED
from tests.papers import MADE, paper, table, trend


def opened(content: bytes) -> Any:
    return pptx.Presentation(BytesIO(content))


def test_a_deck_has_a_front_and_a_slide_for_each_table_and_pair_of_charts() -> None:
    deck = opened(write_slides(paper(), MADE))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["Resultatplan 2026", "Målene", "Planens mål", "Målene", "Målene"]
    charts = [sum(shape.has_chart for shape in slide.shapes) for slide in deck.slides]
    assert charts == [0, 0, 0, 2, 1]


def test_every_slide_says_whose_it_is_whom_it_is_for_and_which_of_how_many() -> None:
    deck = opened(write_slides(paper(table()), MADE))
    feet = [slide.shapes[-1].text_frame.text for slide in deck.slides]
    begins = "Resultatplan 2026 · Eksempelnævnet · Status pr. 20. november 2026 · Opdigtede tal · Delt med"
    assert [foot.startswith(begins) for foot in feet] == [True, True]
    assert [foot.endswith(f"Side {number} af 2") for number, foot in enumerate(feet, 1)] == [True, True]


def test_what_tells_how_our_own_drawings_are_read_is_left_out() -> None:
    deck = opened(write_slides(paper(), MADE))
    said = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert not any("Sådan læses" in text for text in said)


def test_a_very_long_text_goes_on_over_several_slides_and_loses_nothing() -> None:
    text = " ".join(f"ord{number}" for number in range(1200))
    deck = opened(write_slides(paper(Paragraph(text)), MADE))
    parts = [slide.shapes[1].text_frame.text for slide in list(deck.slides)[1:]]
    assert len(parts) > 1
    assert " ".join(part.replace("\n", " ") for part in parts) == text


def test_nothing_stands_outside_its_slide() -> None:
    deck = opened(write_slides(paper(table(count=60), trend()), MADE))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Mm(WIDTH) + 1
            assert shape.top + shape.height <= Mm(HEIGHT) + 1


def test_a_section_that_belongs_together_is_one_slide_with_texts_beside_its_chart_and_nothing_is_lost() -> (
    None
):
    long = " ".join(f"ord{number}" for number in range(600))
    given_paper = paper(trend(), Paragraph("Kort."), Bullets((long,)), table(), trend("1.2 Afgørelser"))
    (section,) = given_paper.sections
    deck = opened(write_slides(replace(given_paper, sections=(replace(section, together=True),)), MADE))
    _, first, *rest = deck.slides
    (chart,) = [shape for shape in first.shapes if shape.has_chart]
    boxes = [shape for shape in first.shapes if shape.has_text_frame and "Kort." in shape.text_frame.text]
    assert boxes[0].left + boxes[0].width <= chart.left
    assert sum(shape.has_table for slide in rest for shape in slide.shapes) == 1
    assert sum(shape.has_chart for slide in rest for shape in slide.shapes) == 1
    said = " ".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame)
    assert [word for word in long.split() if word not in said.split()] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED, TYPED)
def test_nothing_that_anybody_typed_breaks_a_deck_or_becomes_a_link(one: str, other: str) -> None:
    cells = PaperTable(one, (PaperColumn(other),), ((PaperCell(one, notes=(other,)),),))
    made = paper(Paragraph(one), cells, trend(title=one, alt=other), title=other)
    both = (*made.sections, replace(made.sections[0], title=one, together=True))
    deck = opened(write_slides(replace(made, sections=both), MADE))
    links = [
        s.click_action.hyperlink.address
        for slide in deck.slides
        for s in slide.shapes
        if not s.has_chart and not s.has_table
    ]
    assert links == [None] * len(links)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_slides(paper(), MADE) == write_slides(paper(), MADE)
