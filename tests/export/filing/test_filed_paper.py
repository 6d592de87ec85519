"""The paper of a document says its facts and what it keeps, and nothing that came after."""

from __future__ import annotations

import pytest

from db.filing.archive_reading import Holding
from export.filing.filed_paper import SECTIONS, FilingGround, make_filed_paper
from export.papers.paper import Bullets, Paper, PaperTable, Paragraph
from metrics.filing.filed_document import FiledKind
from metrics.paper.kinds import Marking
from words.language import Words

ALONE = {FiledKind.RETURN, FiledKind.CORRECTION, FiledKind.EXCEPTION, FiledKind.COMMENT}
ALONE |= {FiledKind.ANNUAL_AGREED, FiledKind.ANNUAL_RETURN}


def make(holding: Holding, kind: FiledKind, lang: str = "da") -> Paper:
    found = next(one for one in holding.documents if one.document.kind is kind)
    ground = FilingGround(holding.versions, holding.catalogue, holding.history)
    return make_filed_paper(found, holding.entries[found.document.key], ground, Words(lang))


def texts(paper: Paper) -> list[str]:
    found = []
    for section in paper.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    found.append(block.text)
                case Bullets():
                    found += block.items
                case PaperTable():
                    found += [cell.text for row in block.every_row for cell in row]
    return found


def test_a_kind_without_sections_of_its_own_is_its_words_alone() -> None:
    assert set(FiledKind) - set(SECTIONS) == ALONE


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FiledKind.PLAN, ("[mindst 90 pct.]", "Planår: 1. januar 2017 – 31. december 2017")),
        (FiledKind.EXCEPTION, ("Ny frist: 31. juli 2017.", "Ferie")),
        (FiledKind.RETURN, ("Skriv mere om 1.2",)),
        (FiledKind.QUESTION, ("mål 1.2", "Hvornår?")),
        (FiledKind.DEVIATION, ("Besluttet af Head 1. august 2017", "Dom")),
        (FiledKind.COMMENT, ("Dagen var en anden",)),
    ],
)
def test_a_document_says_what_it_keeps(holding: Holding, kind: FiledKind, said: tuple[str, ...]) -> None:
    found = [text.replace("\u00a0", " ") for text in texts(make(holding, kind))]
    assert [one for one in said if one not in found] == []


def test_a_report_has_its_lines_and_the_minutes_every_line_and_the_figures_as_they_were(
    holding: Holding,
) -> None:
    report = texts(make(holding, FiledKind.REPORT))
    assert any("1.2.1" in text for text in report)
    minutes = texts(make(holding, FiledKind.MINUTES))
    line = minutes.index("=Send en plan")
    assert minutes[line - 2 : line + 2] == [
        "Opgave",
        "mål 2.1 Afslutning af klagesager",
        "=Send en plan",
        "Chef",
    ]
    assert "Deltagere: Head, chief" in minutes
    assert any(text.startswith("2.1 ") for text in minutes)


def test_its_head_has_the_numbers_of_the_parties_that_have_it_and_its_digest(holding: Holding) -> None:
    labels = dict(make(holding, FiledKind.REPORT).head.labels)
    assert labels["Institutionens journalnummer"] == "=2017-1"
    assert labels["Afsender"] == "Institutionen"
    assert len(labels["SHA-256"]) == 64
    assert "Departementets journalnummer" not in labels  # none is given
    assert make(holding, FiledKind.RETURN).head.marking is Marking.INTERNAL
    assert make(holding, FiledKind.REPORT, "en").head.title == "Report for Q2 2017, handed in (version 1)"
