"""Half a page for the minister's office: no likelihoods and nothing foreseen, and last year's figures beside."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from export.papers.kinds.minister_paper import make_minister_paper
from export.papers.paper import Paper, PaperTable, Paragraph
from export.papers.papers import write_paper
from metrics.paper.kinds import Marking, PaperFormat, PaperKind
from tests.papers import APPEALS, EXAMPLE, example_ground
from words import criteria
from words.language import Words

DA = Words("da")


def list_texts(paper: Paper) -> list[str]:
    blocks = [block for section in paper.sections for block in section.blocks]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, PaperTable)]
    return [*texts, *(cell.full_text for table in tables for row in table.every_row for cell in row)]


@pytest.mark.parametrize("plan", EXAMPLE)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_of_it_is_foreseen(sqlite_filled: Path, plan: str, lang: str) -> None:
    paper = make_minister_paper(example_ground(sqlite_filled, plan), Words(lang))
    said = " ".join(list_texts(paper))
    assert not re.search(r"(?i)sandsynlig|likel|prognose|forecast|interval|expected", said), said
    assert paper.head.marking is Marking.MINISTER


def test_it_has_the_figures_of_the_page_and_those_of_last_year_on_half_a_page(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    paper = make_minister_paper(ground, DA)
    (lead, *_) = paper.sections[0].blocks
    assert isinstance(lead, Paragraph)
    assert lead.text.replace("\u00a0", " ") == (
        "Ankenævnet for Borgersager: Af 100 point er 0 opnået, 100 udestår, og 0 er tabt."
    )
    table, note = paper.sections[1].blocks
    assert isinstance(table, PaperTable)
    row = next(row for row in table.rows if row[0].text.startswith("1.1"))
    leaf = next(ground.score.goal("1.1").leaves())
    result = criteria.write_result(leaf, ground.score.plan, ground.catalogue, DA)
    assert [cell.text for cell in row[2:4]] == ["mindst 87\u00a0pct.", result]
    assert row[4].text == "86,6\u00a0pct."
    assert isinstance(note, Paragraph)
    assert "Folketinget" in note.text
    pages = pypdfium2.PdfDocument(write_paper(PaperKind.MINISTER, PaperFormat.PDF, ground, DA))
    assert len(pages) == 1
    assert ground.plan == APPEALS
